package io.tidemark.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.TreeWriter;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeReaderTest {
    private static final ReadLimits LIMITS = new ReadLimits(1_000, 4, 20, 3, 5, 3);

    private final TreeReader reader = new TreeReader(LIMITS);

    @Test
    void aDocumentIsKeptAsItWasSent() {
        JsonObject read = reader.read("{\"b\":[1,-2.50,1E3],\"a\":{\"x\":null,\"y\":true},\"A\":\"\"}");

        assertThat(read.members().keySet()).containsExactly("b", "a", "A");
        assertThat(read.get("b"))
                .contains(new JsonArray(List.of(new JsonNumber("1"), new JsonNumber("-2.50"), new JsonNumber("1E3"))));
        assertThat(read.get("c")).isEmpty();
        assertThat(TreeWriter.text(read)).isEqualTo("{\"b\":[1,-2.50,1E3],\"a\":{\"x\":null,\"y\":true},\"A\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":[]}", "{\"a\":{}}", "{\"ä€\":\"\\\"\\\\\\n/😀\"}", "{\"a\":false}"})
    void whatIsWrittenReadsBackTheSame(String document) {
        JsonObject read = reader.read(new ByteArrayInputStream(document.getBytes(UTF_8)));

        assertThat(TreeWriter.text(read)).isEqualTo(document);
        assertThat(reader.read(TreeWriter.text(read))).isEqualTo(read);
    }

    @Test
    void anObjectIsChangedByMakingAnother() {
        JsonObject read = reader.read("{\"a\":1,\"b\":2}");

        assertThat(TreeWriter.text(read.with("a", JsonLiteral.NULL))).isEqualTo("{\"a\":null,\"b\":2}");
        assertThat(TreeWriter.text(read.without("a").with("c", JsonNumber.ZERO)))
                .isEqualTo("{\"b\":2,\"c\":0}");
        assertThat(TreeWriter.text(read)).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''|MALFORMED_JSON",
                "{\"a\":1|MALFORMED_JSON",
                "{\"a\"|MALFORMED_JSON",
                "{\"a\":[1|MALFORMED_JSON",
                "{} {}|MALFORMED_JSON",
                "{\"a\":NaN}|MALFORMED_JSON",
                "{a:1}|MALFORMED_JSON",
                "[1]|WRONG_TYPE",
                "7|WRONG_TYPE",
                "{\"a\":1,\"a\":2}|DUPLICATE_PROPERTY",
                "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}|TOO_MANY_PROPERTIES",
                "{\"a\":[1,2,3,4]}|TOO_MANY_ITEMS",
                "{\"a\":[1,2,3],\"b\":[1,2,3]}|TOO_MANY_TOP_LEVEL_ITEMS",
                "{\"a\":[[[[]]]]}|TOO_DEEP",
                "{\"a\":\"123456789012345678901\"}|TEXT_TOO_LONG",
                "{\"a\":\"\\u0000\"}|BAD_TEXT",
                "{\"\\u0000\":1}|BAD_TEXT",
            })
    void whatIsNoSoundDocumentIsRefused(String document, WireError code) {
        assertThatThrownBy(() -> reader.read(document))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(document.getBytes(UTF_8))))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void aDocumentThatIsTooLongOrNoUtf8IsRefused() {
        assertThatThrownBy(() ->
                        reader.read(new ByteArrayInputStream(("{\"a\":1" + " ".repeat(1_000) + "}").getBytes(UTF_8))))
                .hasMessageContaining("1000 bytes");
        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(new byte[] {'{', '"', (byte) 0xC3, '"'})))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(WireError.BAD_ENCODING));
    }

    @Test
    void valuesAreCountedAtAnyDepth() {
        TreeReader five = new TreeReader(ReadLimits.DEFAULT, 5);
        assertThat(five.read("{\"a\":[1,{\"b\":null},[]]}").members()).hasSize(1);
        assertThatThrownBy(() -> five.read("{\"a\":[1,{\"b\":null},[]],\"c\":2}"))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.code()).isEqualTo(WireError.TOO_MANY_ITEMS));
    }
}
