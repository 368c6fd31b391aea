package io.tidemark.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeReaderTest {
    private enum Colour {
        RED,
        GREEN
    }

    private static final Shape PERSON =
            Shape.of("Person", Property.of("Id", Kind.ID), Property.of("Email", Kind.text(30)));

    private static final Shape BOX = Shape.of(
            "Box",
            Property.of("Id", Kind.ID),
            Property.of("Label", Kind.text(10)).alias("Lable"),
            Property.of("Filled", Kind.DATE_TIME),
            Property.of("Open", Kind.BOOL),
            Property.of("Weight", Kind.integer(-5, 100)),
            Property.of("Colour", Kind.oneOf(Colour.class)),
            Property.of("Owner", Kind.nested(PERSON)),
            Property.of("Packers", Kind.items(PERSON, 3, SortKey.ignoringCase("Email"), SortKey.of("Id"))),
            Property.readOnly("Changed", Kind.DATE_TIME));

    private static final ReadLimits LIMITS = new ReadLimits(2_000, 5, 100, 50, 2, 12);

    private final ShapeReader reader = new ShapeReader(LIMITS);

    @Test
    void propertiesComeInTheOrderOfTheShape() {
        assertReads("{\"Open\":true, \"Label\":\"a\", \"Id\":\"7\"}", "{\"Id\":\"7\",\"Label\":\"a\",\"Open\":true}");
    }

    @Test
    void namesAreReadWithoutRegardToCaseAndByAlias() {
        assertReads("{\"iD\":\"7\",\"LABLE\":\"a\"}", "{\"Id\":\"7\",\"Label\":\"a\"}");
    }

    @Test
    void unknownPropertiesAreSkipped() {
        assertReads("{\"x\":{\"Id\":[1,2.5e3,null,\"\\ud800\"]},\"Id\":\"7\",\"x\":1}", "{\"Id\":\"7\"}");
    }

    @Test
    void absentNullAndPresentAreThreeThings() {
        WireObject box = read("{\"Label\":null,\"Open\":false}");

        assertThat(box.has("Id")).isFalse();
        assertThat(box.isNull("Id")).isFalse();
        assertThat(box.has("Label")).isTrue();
        assertThat(box.isNull("Label")).isTrue();
        assertThat(box.text("Label")).isEmpty();
        assertThat(box.bool("Open")).contains(false);
        assertThat(box).hasToString("{\"Label\":null,\"Open\":false}");
    }

    @Test
    void textsGetOnlyTheEscapesTheyNeed() {
        assertReads(
                "{\"Label\":\"\\u0041\\/\\\"\\\\\\n\\u0001\\ud83d\\ude00\"}",
                "{\"Label\":\"A/\\\"\\\\\\n\\u0001\uD83D\uDE00\"}");
        assertThat(read("{\"Label\":\"\\\"\\n\"}").text("Label")).contains("\"\n");
    }

    @Test
    void enumerationsAreReadWithoutRegardToCase() {
        assertReads("{\"Colour\":\"grEEn\"}", "{\"Colour\":\"GREEN\"}");
    }

    @Test
    void itemsAreSortedAndThoseWithoutKeyComeLast() {
        assertReads(
                "{\"Packers\":[{\"Id\":\"1\"},{\"Id\":\"4\",\"Email\":\"A\"},{\"Id\":\"3\",\"Email\":\"a\"}]}",
                "{\"Packers\":[{\"Id\":\"3\",\"Email\":\"a\"},{\"Id\":\"4\",\"Email\":\"A\"},{\"Id\":\"1\"}]}");
    }

    @Test
    void clientsCannotSetWhatIsReadOnly() {
        String document = "{\"Id\":\"7\",\"Changed\":[\"not even an instant\"]}";

        assertThat(read(document)).hasToString("{\"Id\":\"7\"}");
        assertRefused(document, ReadMode.STORED, WireError.WRONG_TYPE, "Changed");
    }

    @Test
    void storedBodiesKeepWhatIsReadOnly() {
        String document = "{\"Changed\":\"2031-04-02T07:30:00Z\"}";

        assertThat(reader.read(document.getBytes(UTF_8), BOX, ReadMode.STORED)).hasToString(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"Id\":\"7\",}",
                "{\"Id\":'7'}",
                "{Id:\"7\"}",
                "{\"Id\":\"7\"}x",
                "{}{}",
                "{} []",
                "{/* */}",
                "{\"x\":NaN}",
                "{\"x\":01}",
                "{\"x\":+1}",
                "{\"x\":.5}",
                "{\"x\":[1,]}",
                "{\"Id\":\"a\tb\"}",
                "{\"Id\"",
                "{\"Id\":",
                "{\"Packers\":[",
                "{\"x\":[{\"y\":",
                "\uFEFF{}",
                "{\"Label\":\"\\x\"}",
                "nul"
            })
    void whatIsNotStrictJsonIsRefused(String document) {
        assertThat(refusalOf(document).code()).isEqualTo(WireError.MALFORMED_JSON);
    }

    @Test
    void onlyUtf8IsRead() {
        byte[][] documents = {
            "{\"Label\":\"x\"}".getBytes(UTF_16),
            {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
            {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
            {'{', '"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"', ':', '1', '}'},
            {'{', '"', (byte) 0xE2, (byte) 0x82}
        };
        for (byte[] document : documents) {
            WireException refusal =
                    catchThrowableOfType(WireException.class, () -> reader.read(document, BOX, ReadMode.CLIENT_INPUT));
            assertThat(refusal.code()).isEqualTo(WireError.BAD_ENCODING);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                       | WRONG_TYPE           | ``",
                "\"Id\"                                   | WRONG_TYPE           | ``",
                "{\"Id\":7}                               | WRONG_TYPE           | Id",
                "{\"Id\":\"\"}                            | BAD_ID               | Id",
                "{\"Id\":\"a\\u0009\"}                    | BAD_ID               | Id",
                "{\"Label\":\"12345678901\"}              | TEXT_TOO_LONG        | Label",
                "{\"Label\":\"\\u0000\"}                  | BAD_TEXT             | Label",
                "{\"Label\":\"\\ud800x\"}                 | BAD_TEXT             | Label",
                "{\"Label\":\"\\ud83d\"}                  | BAD_TEXT             | Label",
                "{\"Label\":\"\\ude00\\ud83d\"}           | BAD_TEXT             | Label",
                "{\"Id\":\"\\ud800\"}                     | BAD_TEXT             | Id",
                "{\"Label\":true}                         | WRONG_TYPE           | Label",
                "{\"Open\":\"true\"}                      | WRONG_TYPE           | Open",
                "{\"Open\":1}                             | WRONG_TYPE           | Open",
                "{\"Weight\":\"5\"}                       | WRONG_TYPE           | Weight",
                "{\"Weight\":5.0}                         | WRONG_TYPE           | Weight",
                "{\"Weight\":1e1}                         | WRONG_TYPE           | Weight",
                "{\"Weight\":101}                         | OUT_OF_RANGE         | Weight",
                "{\"Weight\":-6}                          | OUT_OF_RANGE         | Weight",
                "{\"Weight\":18446744073709551617}        | OUT_OF_RANGE         | Weight",
                "{\"Colour\":\"BLUE\"}                    | UNKNOWN_VALUE        | Colour",
                "{\"Colour\":1}                           | WRONG_TYPE           | Colour",
                "{\"Filled\":\"2031-02-29T00:00:00Z\"}    | BAD_DATE_TIME        | Filled",
                "{\"Owner\":[]}                           | WRONG_TYPE           | Owner",
                "{\"Owner\":{\"Email\":3}}                | WRONG_TYPE           | Owner.Email",
                "{\"Packers\":{}}                         | WRONG_TYPE           | Packers",
                "{\"Packers\":[null]}                     | WRONG_TYPE           | Packers[0]",
                "{\"Packers\":[{},{\"Id\":1}]}            | WRONG_TYPE           | Packers[1].Id",
                "{\"Label\":\"a\",\"Lable\":\"b\"}        | DUPLICATE_PROPERTY   | Lable",
                "{\"Label\":null,\"label\":null}          | DUPLICATE_PROPERTY   | label",
                "{\"Changed\":1,\"changed\":2}            | DUPLICATE_PROPERTY   | changed",
                "{\"x\":[[[[[]]]]]}                       | TOO_DEEP             | x[0][0][0][0]",
            })
    void whatDoesNotFitIsRefusedWithItsPlace(String document, WireError code, String path) {
        assertRefused(document, ReadMode.CLIENT_INPUT, code, path);
    }

    @Test
    void theDeepestAllowedIsRead() {
        assertThat(read("{\"x\":[[[[]]]]}").isEmpty()).isTrue();
    }

    @Test
    void aDocumentEndsAtItsLimitOfBytes() {
        String exact = "{\"x\":\"" + "a".repeat(2_000 - 8) + "\"}";

        assertThat(read(exact).isEmpty()).isTrue();
        assertRefused(exact + " ", ReadMode.CLIENT_INPUT, WireError.DOCUMENT_TOO_LARGE, "");
    }

    @Test
    void anEndlessStreamIsRefusedAfterItsLimit() {
        Endless endless = new Endless();

        assertThatThrownBy(() -> reader.read(endless, BOX, ReadMode.CLIENT_INPUT))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.code()).isEqualTo(WireError.DOCUMENT_TOO_LARGE));
        assertThat(endless.bytesRead).isLessThan(20_000);
    }

    @Test
    void anObjectHasABoundedNumberOfProperties() {
        assertThat(read("{" + "\"x\":1,".repeat(11) + "\"x\":1}").isEmpty()).isTrue();
        assertRefused(
                "{" + "\"x\":1,".repeat(12) + "\"x\":1}", ReadMode.CLIENT_INPUT, WireError.TOO_MANY_PROPERTIES, "x");
    }

    @Test
    void anArrayHasABoundedNumberOfItems() {
        Shape room = Shape.of("Room", Property.of("Box", Kind.nested(BOX)));
        String three = "{\"Box\":{\"Packers\":[{},{},{}]}}";

        assertThat(reader.read(three.getBytes(UTF_8), room, ReadMode.CLIENT_INPUT))
                .hasToString(three);
        WireException refusal = catchThrowableOfType(
                WireException.class,
                () -> reader.read(three.replace("]", ",{}]").getBytes(UTF_8), room, ReadMode.CLIENT_INPUT));
        assertThat(refusal.code()).isEqualTo(WireError.TOO_MANY_ITEMS);
        assertThat(refusal.path()).isEqualTo("Box.Packers[3]");
    }

    @Test
    void theArraysBelowTheRootAreNotBoundedAsOthersAre() {
        ShapeReader two = new ShapeReader(new ReadLimits(2_000, 5, 100, 1, 2, 12));

        assertThat(two.read("{\"Packers\":[{},{}]}".getBytes(UTF_8), BOX, ReadMode.CLIENT_INPUT))
                .hasToString("{\"Packers\":[{},{}]}");
    }

    @Test
    void theArraysBelowTheRootShareABound() {
        assertRefused(
                "{\"Packers\":[{},{},{}]}", ReadMode.CLIENT_INPUT, WireError.TOO_MANY_TOP_LEVEL_ITEMS, "Packers[2]");
    }

    @Test
    void aTextOfAnyPropertyIsBounded() {
        String name = "{\"" + "n".repeat(1_001) + "\":1}";

        assertRefused(
                "{\"Colour\":\"" + "a".repeat(101) + "\"}", ReadMode.CLIENT_INPUT, WireError.TEXT_TOO_LONG, "Colour");
        assertThat(refusalOf(name).code()).isEqualTo(WireError.TEXT_TOO_LONG);
    }

    @Test
    void aRefusalNeverQuotesTheMessage() {
        WireException value = refusalOf("{\"Owner\":{\"Email\":\"" + "secret".repeat(9) + "\"}}");
        WireException syntax = refusalOf("{\"pass word\":{\"Id\":secret}}");

        assertThat(value.getMessage()).doesNotContain("secret").startsWith("Owner.Email: ");
        assertThat(syntax.getMessage()).doesNotContain("secret").startsWith("?.Id: ");
        assertThat(syntax.offset()).isBetween(15L, 25L);
    }

    @Test
    void aBrokenStreamIsNoFaultOfTheMessage() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThatThrownBy(() -> reader.read(broken, BOX, ReadMode.CLIENT_INPUT))
                .isInstanceOf(UncheckedIOException.class);
    }

    private WireObject read(String document) {
        return reader.read(document.getBytes(UTF_8), BOX, ReadMode.CLIENT_INPUT);
    }

    private void assertReads(String document, String canonical) {
        ShapeReader roomy = new ShapeReader(ReadLimits.DEFAULT);
        WireObject object = roomy.read(document.getBytes(UTF_8), BOX, ReadMode.CLIENT_INPUT);
        assertThat(object).hasToString(canonical);
        assertThat(new String(ShapeWriter.write(object), UTF_8)).isEqualTo(canonical);
    }

    private void assertRefused(String document, ReadMode mode, WireError code, String path) {
        assertThatThrownBy(() -> reader.read(document.getBytes(UTF_8), BOX, mode))
                .isInstanceOfSatisfying(WireException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    assertThat(refusal.path()).isEqualTo(path);
                });
    }

    private WireException refusalOf(String document) {
        return catchThrowableOfType(WireException.class, () -> read(document));
    }

    /** White space for ever. */
    private static final class Endless extends InputStream {
        private long bytesRead;

        @Override
        public int read() {
            bytesRead++;
            return ' ';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) ' ');
            bytesRead += length;
            return length;
        }
    }
}
