package io.tidemark.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireObjectTest {
    private enum Colour {
        RED
    }

    private static final Shape PART = Shape.of("Part", Property.of("Name", Kind.text(10)));
    private static final Shape THING = Shape.of(
            "Thing",
            Property.of("Name", Kind.text(10)),
            Property.of("Made", Kind.DATE_TIME),
            Property.of("Count", Kind.integer(0, 9)),
            Property.of("New", Kind.BOOL),
            Property.of("Colour", Kind.oneOf(Colour.class)),
            Property.of("Part", Kind.nested(PART)),
            Property.of("Parts", Kind.items(PART, 5)));

    private final WireObject part = PART.empty().with("Name", "wheel");
    private final WireObject thing = THING.empty()
            .with("Parts", List.of(part))
            .with("Part", part)
            .with("Colour", Colour.RED)
            .with("New", true)
            .with("Count", 3)
            .with("Made", Instant.parse("2031-04-02T07:30:00.7Z"))
            .with("Name", "c\"art");

    @Test
    void aBuiltObjectReadsBackAsItWasWritten() {
        byte[] json = ShapeWriter.write(thing);

        assertThat(new ShapeReader(ReadLimits.DEFAULT).read(json, THING, ReadMode.STORED))
                .isEqualTo(thing)
                .hasSameHashCodeAs(thing);
        assertThat(new String(json, UTF_8))
                .isEqualTo("{\"Name\":\"c\\\"art\",\"Made\":\"2031-04-02T07:30:00Z\",\"Count\":3,\"New\":true,"
                        + "\"Colour\":\"RED\",\"Part\":{\"Name\":\"wheel\"},\"Parts\":[{\"Name\":\"wheel\"}]}");
    }

    @Test
    void eachTypeHasItsAccessor() {
        assertThat(thing.text("Name")).contains("c\"art");
        assertThat(thing.instant("Made")).contains(Instant.parse("2031-04-02T07:30:00Z"));
        assertThat(thing.integer("Count")).contains(3L);
        assertThat(thing.bool("New")).contains(true);
        assertThat(thing.oneOf("Colour", Colour.class)).contains(Colour.RED);
        assertThat(thing.object("Part")).contains(part);
        assertThat(thing.items("Parts")).contains(List.of(part));
    }

    @Test
    void anAccessorOfTheWrongTypeIsAMistake() {
        assertThatThrownBy(() -> thing.instant("Name")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> thing.bool("Count")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> thing.integer("New")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> thing.text("Part")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> thing.object("Parts")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> thing.items("Name")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> thing.text("Nmae")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changingAnObjectMakesAnother() {
        WireObject without = thing.without("Part").with("Name", WireValue.NULL);

        assertThat(thing.has("Part")).isTrue();
        assertThat(without.has("Part")).isFalse();
        assertThat(without.isNull("Name")).isTrue();
        assertThat(without).isNotEqualTo(thing);
    }

    @Test
    void aValueThatThePropertyCanNeverHoldIsAMistake() {
        assertThatThrownBy(() -> thing.with("Name", part)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> thing.with("Part", THING.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> thing.with("Part", "text")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> thing.with("Parts", List.of(THING.empty())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> thing.with("Name", "half \ud800")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void splittingGivesTheBytesOfEachValue() {
        Map<String, byte[]> values = ShapeWriter.splitTopLevel(ShapeWriter.write(thing));

        assertThat(values.keySet()).containsExactly("Name", "Made", "Count", "New", "Colour", "Part", "Parts");
        assertThat(values.get("Name")).asString(UTF_8).isEqualTo("\"c\\\"art\"");
        assertThat(values.get("Count")).asString(UTF_8).isEqualTo("3");
        assertThat(values.get("Part")).asString(UTF_8).isEqualTo("{\"Name\":\"wheel\"}");
        assertThat(ShapeWriter.joinTopLevel(values)).isEqualTo(ShapeWriter.write(thing));
        assertThat(ShapeWriter.joinTopLevel(Map.of())).asString(UTF_8).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{\"a\":1", "{\"a\":\"x}", "{\"a\":[}", "{\"a\"}", "{}{}", "{\"a\":1,\"a\":2}"})
    void whatIsNotOneObjectCannotBeSplit(String json) {
        assertThatThrownBy(() -> ShapeWriter.splitTopLevel(json.getBytes(UTF_8)))
                .isInstanceOf(WireException.class);
    }

    @Test
    void aShapeNamesEveryPropertyOnce() {
        Property name = Property.of("Name", Kind.BOOL);

        assertThatThrownBy(() -> Shape.of("Twice", name, Property.of("name", Kind.BOOL)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        Shape.of("Twice", name, Property.of("Title", Kind.BOOL).alias("NAME")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Property.of("no name", Kind.BOOL)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSortKeyLeadsToAText() {
        assertThatThrownBy(() -> Kind.items(THING, 5, SortKey.of("Count")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kind.items(THING, 5, SortKey.of("Name", "Name")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kind.items(THING, 5, SortKey.of("Other")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
