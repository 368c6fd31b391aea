package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentBytesTest {
    @Test
    void whatWasWrittenComesOutWhateverItsPieces() throws IOException {
        Random random = new Random(1);
        SentBytes sent = new SentBytes();
        for (int round = 0; round < 3; round++) {
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            for (int i = 0; i < 400; i++) {
                byte[] bytes = new byte[random.nextInt(i % 50 == 0 ? 200_000 : 900)];
                random.nextBytes(bytes);
                int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
                sent.write(bytes, from, bytes.length - from);
                expected.write(bytes, from, bytes.length - from);
                sent.write(i);
                expected.write(i);
                assertThat(sent.size()).isEqualTo(expected.size());
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            sent.writeTo(out);
            assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
            assertThat(sent.toString(StandardCharsets.ISO_8859_1))
                    .isEqualTo(expected.toString(StandardCharsets.ISO_8859_1));
            sent.clear();
            assertThat(sent.size()).isZero();
        }
    }

    @Test
    void aPartThatIsNotThereIsRefused() {
        SentBytes sent = new SentBytes();
        assertThatThrownBy(() -> sent.write(new byte[3], 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
