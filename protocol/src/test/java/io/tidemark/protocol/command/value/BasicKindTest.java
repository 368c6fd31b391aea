package io.tidemark.protocol.command.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicKindTest {
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);
    private static final String EMOJI = "\uD83D\uDE00";

    @ParameterizedTest(quoteTextArguments = false)
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "number | 12 | 12",
                "number | \"12\" | 12",
                "number | \"007\" | 7",
                "number | -0 | 0",
                "number | \"-1\" | -1",
                "number | 9223372036854775807 | 9223372036854775807",
                "number | \"-9223372036854775808\" | -9223372036854775808",
                "float | 12.50 | 12.5",
                "float | \"12.5\" | 12.5",
                "float | 100 | 100",
                "float | 1e2 | 100",
                "float | -0.0 | 0",
                "float | 0.0001 | 0.0001",
                "float | 1e300 | 1E+300",
                "boolean | true | 1",
                "boolean | false | 0",
                "boolean | 1 | 1",
                "boolean | 0 | 0",
                "boolean | \"1\" | 1",
                "boolean | \"0\" | 0",
                "boolean | \"TRUE\" | 1",
                "boolean | \"False\" | 0",
                "boolean | \"Yes\" | 1",
                "boolean | \"nO\" | 0",
                "bool | \"yes\" | 1",
                "email | \"ida@example.invalid\" | \"ida@example.invalid\"",
                "email | \"\" | \"\"",
                "date | \"2026-03-04\" | \"2026-03-04\"",
                "date | \"2026-3-4\" | \"2026-03-04\"",
                "date | \"04-03-2026\" | \"2026-03-04\"",
                "date | \"4-3-2026\" | \"2026-03-04\"",
                "date | \"04/03/2026\" | \"2026-03-04\"",
                "date | \"4.3.2026\" | \"2026-03-04\"",
                "date | \"2028-02-29\" | \"2028-02-29\"",
                "date | \"\" | \"\"",
                "date | null | \"\"",
                "date | \"0000-00-00\" | \"\"",
                "time | \"18:45:00\" | \"18:45:00\"",
                "time | \"18:45\" | \"18:45:00\"",
                "time | \"18.45\" | \"18:45:00\"",
                "time | \"8:05\" | \"08:05:00\"",
                "time | \"\" | \"\"",
                "time | null | \"\"",
                "binary | \"QUJD\" | \"QUJD\"",
                "binary | \"QUI\" | \"QUI=\"",
                "binary | \"QU\\r\\nJD\" | \"QUJD\"",
                "binary | \"\" | \"\"",
                "lstring | \"a\\r\\nb\\rc\\nd\" | \"a\\nb\\nc\\nd\"",
                "set | {\"b\":[1,null],\"a\":{}} | {\"b\":[1,null],\"a\":{}}",
                "set | [] | {}",
                "collection | [1,\"a\",{}] | [1,\"a\",{}]",
                "collection[number] | [\"1\",2] | [1,2]",
                "collection[boolean] | [] | []",
            })
    void everySpellingHasItsCanonicalForm(String kind, String input, String canonical) {
        assertThat(text(read(kind, input))).isEqualTo(canonical);
    }

    @ParameterizedTest(quoteTextArguments = false)
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string | 12",
                "string | null",
                "lstring | []",
                "number | 1.5",
                "number | 1.0",
                "number | 1e3",
                "number | \"\"",
                "number | \" 1\"",
                "number | \"+1\"",
                "number | \"1,000\"",
                "number | true",
                "number | null",
                "number | 9223372036854775808",
                "number | \"-9223372036854775809\"",
                "number | \"\u0661\"",
                "float | \"1,5\"",
                "float | \".5\"",
                "float | \"NaN\"",
                "float | \"Infinity\"",
                "float | \"1d\"",
                "float | 1e999",
                "boolean | 2",
                "boolean | \"ja\"",
                "boolean | \"\"",
                "boolean | null",
                "boolean | []",
                "email | \"ida\"",
                "email | \"ida@\"",
                "email | \"a@b@c\"",
                "email | \"a@example.invalid, b@example.invalid\"",
                "email | \"Ida <a@example.invalid>\"",
                "email | \"a@example.invalid\\nBcc: b\"",
                "date | \"2026-02-29\"",
                "date | \"31-04-2026\"",
                "date | \"03/31/2026\"",
                "date | \"2026-03/04\"",
                "date | \"0000-01-01\"",
                "date | \"2026-00-10\"",
                "date | \"04-03-26\"",
                "date | \"2026-03-04T10:00:00Z\"",
                "date | \" 2026-03-04\"",
                "date | 20260304",
                "time | \"24:00\"",
                "time | \"18:60\"",
                "time | \"18:45:60\"",
                "time | \"18:45.00\"",
                "time | \"18\"",
                "time | 18.45",
                "time | \"0000-00-00\"",
                "binary | \"QUJ*\"",
                "binary | \"Q\"",
                "binary | 1",
                "set | [1]",
                "set | \"{}\"",
                "set | null",
                "collection | {}",
                "collection | \"1,2\"",
                "collection[number] | [1,\"x\"]",
                "collection[set] | [1]",
            })
    void whatIsNoValueIsRefusedWithoutRepeatingIt(String kind, String input) {
        assertThat(read(kind, input)).isInstanceOfSatisfying(ValueReading.BadValue.class, bad -> {
            assertThat(bad.sentence()).startsWith("The field due").endsWith(".");
            assertThat(bad.sentence()).doesNotContain("Bcc", "Ida", "ja\"", "QUJ*");
        });
    }

    @Test
    void textsAreMeasuredInCharactersOfUnicode() {
        assertThat(read(BasicKind.STRING, EMOJI.repeat(255))).isEqualTo(canonical(EMOJI.repeat(255)));
        assertThat(read(BasicKind.STRING, EMOJI.repeat(256))).isInstanceOf(ValueReading.BadValue.class);
        assertThat(read(BasicKind.STRING, "a".repeat(256)))
                .isEqualTo(new ValueReading.BadValue("The field due may have at most 255 characters."));
        assertThat(read(BasicKind.EMAIL, "a".repeat(250) + "@b.dk")).isEqualTo(canonical("a".repeat(250) + "@b.dk"));
        assertThat(read(BasicKind.EMAIL, "a".repeat(251) + "@b.dk")).isInstanceOf(ValueReading.BadValue.class);
    }

    @Test
    void longTextsAreMeasuredAfterTheirLineBreaksAreFolded() {
        String longest = "a".repeat(16_777_214);
        assertThat(read(BasicKind.LSTRING, longest + "\r\n")).isEqualTo(canonical(longest + "\n"));
        assertThat(read(BasicKind.LSTRING, longest + "aa")).isInstanceOf(ValueReading.BadValue.class);
    }

    @Test
    void bytesMayBeLongerThanTexts() {
        String photo = "QUJD".repeat(7_000_000);
        assertThat(read(BasicKind.BINARY, photo))
                .isInstanceOfSatisfying(
                        ValueReading.Canonical.class,
                        read -> assertThat(((JsonText) read.value()).value()).isSameAs(photo));
    }

    /** The decoder of the JDK says what base64 is, and what its canonical form. */
    @Test
    void base64IsWhatItsDecoderTakes() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_260_304);
        String alphabet = "ABZaz09+/=\r\n*-";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(10); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(read(BasicKind.BINARY, text.toString()))
                    .as(text.toString())
                    .isEqualTo(decoded(text.toString()));
        }
    }

    private static ValueReading decoded(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
            return canonical(Base64.getEncoder().encodeToString(bytes));
        } catch (IllegalArgumentException e) {
            return new ValueReading.BadValue("The field due must be bytes in base64.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00", "\uDC00\uD800", "a\u0000b"})
    void textsThatNoStorageCouldKeepAreRefused(String text) {
        for (BasicKind kind : List.of(BasicKind.STRING, BasicKind.LSTRING)) {
            assertThat(read(kind, text)).isInstanceOf(ValueReading.BadValue.class);
        }
        JsonValue set = new JsonObject(Map.of(text, JsonNumber.ONE));
        assertThat(BasicKind.SET.read("due", set)).isInstanceOf(ValueReading.BadValue.class);
    }

    @Test
    void hugeNumbersAreRefusedWithoutBeingComputed() {
        for (BasicKind kind : List.of(BasicKind.NUMBER, BasicKind.FLOAT, BasicKind.BOOLEAN)) {
            for (String digits : List.of("9".repeat(1_000_000), "1e999999999", "1" + "0".repeat(1_000))) {
                assertThat(kind.read("due", new JsonNumber(digits))).isInstanceOf(ValueReading.BadValue.class);
            }
        }
    }

    @Test
    void nestingAndItemsHaveABound() {
        JsonValue deep = JsonNumber.ONE;
        for (int i = 0; i < 100_000; i++) {
            deep = new JsonArray(List.of(deep));
        }
        assertThat(CollectionKind.OF_ANYTHING.read("due", deep)).isInstanceOf(ValueReading.BadValue.class);
        JsonValue broad = new JsonArray(Collections.nCopies(CollectionKind.ITEMS_MAX + 1, JsonNumber.ONE));
        assertThat(CollectionKind.of(BasicKind.NUMBER).read("due", broad)).isInstanceOf(ValueReading.BadValue.class);
    }

    @Test
    void aWrongItemIsNamedByItsPlace() {
        assertThat(read("collection[boolean]", "[1,0,3]"))
                .isEqualTo(new ValueReading.BadValue(
                        "The field due[2] must be 1 or 0; true, yes, false and no are taken too."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "collection[]", "collection[text]", "collection[number", "collectionnumber"})
    void otherNamesAreNoKind(String name) {
        assertThat(FieldKind.parse(name)).isEmpty();
    }

    @Test
    void everyKindIsFoundByItsName() {
        for (BasicKind kind : BasicKind.values()) {
            assertThat(FieldKind.parse(kind.wireName())).contains(kind);
            CollectionKind collection = CollectionKind.of(kind);
            assertThat(FieldKind.parse(collection.wireName())).contains(collection);
        }
    }

    private static ValueReading canonical(String text) {
        return ValueReading.canonical(new JsonText(text));
    }

    private static ValueReading read(BasicKind kind, String text) {
        return kind.read("due", new JsonText(text));
    }

    private static ValueReading read(String kind, String json) {
        return FieldKind.parse(kind).orElseThrow().read("due", tree(json));
    }

    private static JsonValue tree(String json) {
        return READER.read("{\"value\":" + json + "}").get("value").orElseThrow();
    }

    private static String text(ValueReading reading) {
        return reading instanceof ValueReading.Canonical canonical
                ? TreeWriter.text(canonical.value())
                : reading.toString();
    }
}
