package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.server.RawClient;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers that are streamed, compressed, or end in the middle.
class AnswerTest {
    private static final String SYNC = "/api/v1/mymeetings/sync";
    private static final int LARGE = 3_000_000;

    private final RunningServer server = RunningServer.with();
    private String bearer;
    private RawClient client;

    @BeforeEach
    void connect() throws IOException {
        bearer = server.bearer();
        client = server.connect();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aShortAnswerHasALengthAndALongOneComesInLargeChunks() throws IOException {
        assertThat(client.get(SYNC, bearer).headers()).containsKey("content-length");

        byte[] body = noise(LARGE);
        server.meetings.sync(out -> {
            for (int from = 0; from < LARGE; from += 1_000) {
                out.write(body, from, 1_000);
            }
        });
        Answer answer = client.get(SYNC, bearer);

        assertThat(answer.headers()).containsEntry("transfer-encoding", "chunked");
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.chunks()).isLessThanOrEqualTo(LARGE / AnswerStream.BUFFER_BYTES + 1);
    }

    @Test
    void anAnswerOfExactlyOneBufferIsWhole() throws IOException {
        for (int length :
                new int[] {AnswerStream.BUFFER_BYTES - 1, AnswerStream.BUFFER_BYTES, AnswerStream.BUFFER_BYTES + 1}) {
            server.meetings.sync(out -> out.write(noise(length)));
            assertThat(client.get(SYNC, bearer).body()).isEqualTo(noise(length));
        }
    }

    @Test
    void answersAreCompressedForClientsThatAskAndOnlyForThem() throws IOException {
        byte[] text = "{\"Title\":\"Budget round\"}".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        server.meetings.sync(out -> out.write(text));

        for (String accept : new String[] {"gzip", "deflate, GZIP;q=0.8, br"}) {
            Answer answer = client.get(SYNC, bearer, "Accept-Encoding: " + accept);
            assertThat(answer.headers()).containsEntry("content-encoding", "gzip");
            assertThat(answer.headers().get("vary")).contains("Accept-Encoding");
            assertThat(answer.body().length).isLessThan(text.length / 20);
            assertThat(unzip(answer.body())).isEqualTo(text);
        }
        for (String accept : new String[] {"br", "gzip;q=0", "identity"}) {
            assertThat(client.get(SYNC, bearer, "Accept-Encoding: " + accept).body())
                    .isEqualTo(text);
        }
    }

    @Test
    void aMiddlingAnswerIsCompressedWholeAndATinyOneNotAtAll() throws IOException {
        server.meetings.sync(out -> out.write("a".repeat(5_000).getBytes(StandardCharsets.UTF_8)));
        Answer middling = client.get(SYNC, bearer, "Accept-Encoding: gzip");
        assertThat(middling.headers()).containsKey("content-length").containsEntry("content-encoding", "gzip");
        assertThat(unzip(middling.body())).hasSize(5_000);

        server.meetings.sync(out -> out.write('a'));
        assertThat(client.get(SYNC, bearer, "Accept-Encoding: gzip").text()).isEqualTo("a");
    }

    @Test
    void aRefusalBeforeTheFirstBufferIsAnOrdinaryRefusal() throws IOException {
        server.meetings.sync(out -> {
            out.write(new byte[10_000]);
            throw SyncException.retryable(ErrorCode.STORAGE_UNAVAILABLE, "Gone for now.", Duration.ofMillis(2_500));
        });

        Answer answer = client.get(SYNC, bearer, "Accept-Encoding: gzip");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "3").doesNotContainKey("content-encoding");
        assertThat(answer.text()).startsWith("{\"Message\":\"Gone for now.\",\"Code\":\"TM-9001\"");
        assertThat(client.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void aDefectShowsItsCodeAndTheRequestIdAndNothingOfItsCause() throws IOException {
        server.meetings.sync(out -> {
            throw new IllegalStateException("secret detail");
        });

        Answer answer = client.get(SYNC, bearer, "X-Request-Id: find-me");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text())
                .contains("TM-9003", "\"RequestId\":\"find-me\"")
                .doesNotContain("secret");
    }

    @Test
    void anAnswerThatFailsInTheMiddleIsCutAndNeverLooksWhole() throws IOException {
        for (String accept : new String[] {"identity", "gzip"}) {
            server.meetings.sync(out -> {
                out.write(noise(LARGE));
                throw new SyncException(ErrorCode.STORAGE_CORRUPT, "Broken.");
            });
            try (RawClient cut = server.connect()) {
                assertThatThrownBy(() -> cut.get(SYNC, bearer, "Accept-Encoding: " + accept))
                        .isInstanceOf(EOFException.class);
            }
        }
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] unzip(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }
}
