package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.CollectionKind;
import io.tidemark.protocol.command.value.FieldKind;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// All fields of all types, with values that fit and values that do not.
class EveryFieldTest {
    private static final long SEED = 20_260_304;
    private static final int VALUES = 20;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final CommandTypes types = CommandTypes.standard();
    private final InputRules rules = new InputRules(types, KnownObjects.WITHOUT_PRESETS);

    /// A value as a client may write it, and as it is stored.
    private record Sample(JsonValue sent, JsonValue stored) {}

    @Test
    void whatFitsIsStoredInItsCanonicalForm() {
        int fields = 0;
        for (CommandType type : types.all()) {
            JsonObject stored = object(rules.create(type, List.of(), Needed.of(type)));
            for (CommandField field : type.fields()) {
                for (int i = 0; type.takes(field) && i < VALUES; i++) {
                    Sample sample = right(type, field);
                    JsonObject input = withWord(field, JsonObject.EMPTY.with(field.name(), sample.sent()));

                    JsonObject changed = object(rules.change(type, List.of(), input, stored));
                    assertThat(changed.get(field.name()))
                            .as(type.name() + "." + field.name())
                            .contains(sample.stored());
                    assertThat(changed.members().keySet())
                            .isEqualTo(stored.members().keySet());
                    assertThat(changedFields(rules.change(type, List.of(), input, changed)))
                            .isEmpty();
                    assertThat(changedFields(rules.change(type, List.of(), changed, changed)))
                            .isEmpty();
                    assertThat(changedFields(rules.change(type, List.of(), JsonObject.EMPTY, changed)))
                            .isEmpty();
                }
                fields++;
            }
        }
        assertThat(fields).isEqualTo(744);
    }

    @Test
    void whatDoesNotFitIsRefusedByTheFieldsName() {
        for (CommandType type : types.all()) {
            for (CommandField field : type.fields()) {
                for (JsonValue wrong : wrong(field)) {
                    JsonObject input = withWord(field, Needed.of(type).with(field.name(), wrong));
                    Acceptance acceptance = rules.create(type, List.of(), input);
                    if (type.takes(field)) {
                        assertThat(acceptance)
                                .as(type.name() + "." + field.name() + " " + wrong)
                                .isInstanceOfSatisfying(Acceptance.Refused.class, refused -> {
                                    assertThat(refused.fault()).isEqualTo(Acceptance.Fault.BAD_VALUE);
                                    assertThat(refused.sentence()).contains(" " + field.name());
                                });
                    } else {
                        assertThat(object(acceptance).get(field.name()))
                                .isEqualTo(object(rules.create(type, List.of(), Needed.of(type)))
                                        .get(field.name()));
                    }
                }
            }
        }
    }

    @Test
    void numbersThatReferToNothingAreRefusedEverywhereButForWorkAreasOfTasks() {
        int refused = 0;
        for (CommandType type : types.all()) {
            for (CommandField field : type.fields()) {
                if (type.takes(field) && field.reference().isPresent()) {
                    JsonValue nobody = JsonNumber.of(1_000);
                    JsonValue sent = field.kind() instanceof CollectionKind ? new JsonArray(List.of(nobody)) : nobody;
                    Acceptance acceptance = rules.create(
                            type, List.of(), withWord(field, Needed.of(type).with(field.name(), sent)));
                    if (type.name().equals("todo") && field.name().equals("workareaid")) {
                        assertThat(object(acceptance).get("workareaid")).contains(JsonNumber.ZERO);
                    } else {
                        assertThat(acceptance)
                                .as(type.name() + "." + field.name())
                                .isInstanceOf(Acceptance.Refused.class);
                        refused++;
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    private static JsonObject object(Acceptance acceptance) {
        assertThat(acceptance).isInstanceOf(Acceptance.Accepted.class);
        return ((Acceptance.Accepted) acceptance).object();
    }

    private static List<String> changedFields(Acceptance acceptance) {
        assertThat(acceptance).isInstanceOf(Acceptance.Accepted.class);
        return ((Acceptance.Accepted) acceptance).changed();
    }

    /// A number that refers by a word needs the word.
    private static JsonObject withWord(CommandField field, JsonObject input) {
        return field.reference().orElse(null) instanceof Reference.ByWord(String word)
                ? input.with(word, new JsonText("todo"))
                : input;
    }

    private Sample right(CommandType type, CommandField field) {
        if (!field.oneOf().isEmpty()) {
            long number = field.oneOf().get(random.nextInt(field.oneOf().size()));
            return new Sample(new JsonText(String.valueOf(number)), JsonNumber.of(number));
        }
        boolean isWord = type.fields().stream()
                .anyMatch(other -> other.reference().equals(Optional.of(new Reference.ByWord(field.name()))));
        if (isWord) {
            return new Sample(new JsonText("Tool"), new JsonText("tools"));
        }
        return right(field.kind());
    }

    private Sample right(FieldKind kind) {
        if (kind instanceof CollectionKind collection) {
            Sample item = right(collection.item().orElse(BasicKind.STRING));
            return new Sample(new JsonArray(List.of(item.sent())), new JsonArray(List.of(item.stored())));
        }
        int number = random.nextInt(1, 100);
        return switch ((BasicKind) kind) {
            case STRING -> same(new JsonText("t".repeat(random.nextInt(1, 256))));
            case LSTRING -> text("a\r\nb" + number, "a\nb" + number);
            case NUMBER -> new Sample(new JsonText("0" + number), JsonNumber.of(number));
            case FLOAT -> new Sample(new JsonText(number + ".50"), new JsonNumber(number + ".5"));
            case BOOLEAN ->
                number < 50
                        ? new Sample(new JsonText("No"), JsonNumber.ZERO)
                        : new Sample(JsonLiteral.TRUE, JsonNumber.ONE);
            case EMAIL -> same(new JsonText("ida" + number + "@example.invalid"));
            case DATE ->
                text("4/3/20" + (number / 10) + (number % 10), "20" + (number / 10) + (number % 10) + "-03-04");
            case TIME -> text("8." + (number % 50 + 10), "08:" + (number % 50 + 10) + ":00");
            case BINARY -> text("QUI", "QUI=");
            case SET -> same(new JsonObject(Map.of("n" + number, JsonNumber.ONE)));
        };
    }

    private static Sample same(JsonValue value) {
        return new Sample(value, value);
    }

    private static Sample text(String sent, String stored) {
        return new Sample(new JsonText(sent), new JsonText(stored));
    }

    private static List<JsonValue> wrong(CommandField field) {
        JsonValue number = JsonNumber.of(987_654);
        JsonValue word = new JsonText("\u0000wrong");
        if (field.kind() instanceof CollectionKind collection) {
            return collection.item().isEmpty()
                    ? List.of(number, word, JsonObject.EMPTY, new JsonArray(List.of(word)))
                    : List.of(number, word, JsonObject.EMPTY, new JsonArray(List.of(new JsonArray(List.of(number)))));
        }
        return switch ((BasicKind) field.kind()) {
            case STRING -> List.of(number, word, new JsonText("x".repeat(256)), JsonArray.EMPTY);
            case LSTRING -> List.of(number, word, JsonObject.EMPTY);
            case NUMBER -> List.of(word, new JsonNumber("1.5"), new JsonNumber("9".repeat(19)), new JsonText(""));
            case FLOAT -> List.of(word, new JsonText("1,5"), new JsonNumber("1e999"));
            case BOOLEAN -> List.of(number, word, new JsonText(""));
            case EMAIL -> List.of(number, word, new JsonText("a@b@c"));
            case DATE -> List.of(number, word, new JsonText("2026-02-30"));
            case TIME -> List.of(number, word, new JsonText("25:00"));
            case BINARY -> List.of(number, word);
            case SET -> List.of(number, word, new JsonArray(List.of(number)));
        };
    }
}
