package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// For any input and any stored object: there is an answer, and what was accepted once is accepted unchanged.
class AnyInputTest {
    private static final long SEED = 20_260_304;
    private static final int INPUTS_PER_TYPE = 2_000;
    private static final List<JsonValue> VALUES = List.of(
            JsonNumber.ZERO,
            JsonNumber.ONE,
            JsonNumber.of(5),
            JsonNumber.of(-1),
            JsonNumber.of(1_000),
            new JsonNumber("0.5"),
            new JsonText(""),
            new JsonText("1"),
            new JsonText("yes"),
            new JsonText("Tool"),
            new JsonText("2026-03-04"),
            new JsonText("4/3/2026"),
            new JsonText("18.45"),
            new JsonText("a\r\nb"),
            new JsonText("QUJD"),
            new JsonText("ida@example.invalid"),
            JsonLiteral.TRUE,
            JsonLiteral.NULL,
            JsonArray.EMPTY,
            new JsonArray(List.of(JsonNumber.ONE, new JsonText("2"))),
            new JsonArray(List.of(JsonObject.EMPTY)),
            JsonObject.EMPTY,
            new JsonObject(Map.of("x", JsonNumber.ONE)));

    private static final List<CustomField> CUSTOM = List.of(
            new CustomField(1, CustomField.Kind.USER, Set.of(0L, 5L), List.of()),
            new CustomField(2, CustomField.Kind.MULTI_CHECK, Set.of(1L, 5L), List.of(JsonNumber.ONE, JsonNumber.of(2))),
            new CustomField(3, CustomField.Kind.DROP_DOWN, Set.of(0L, 1L), List.of(new JsonText("yes"))));

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final CommandTypes types = CommandTypes.standard();
    private final InputRules rules =
            new InputRules(types, new KnownObjects(Map.of("workarea", 5L, "todostate", 3L, "eventtype", 1L)));

    @Test
    void acceptedObjectsStayAsTheyAre() {
        int accepted = 0;
        for (CommandType type : types.all()) {
            JsonObject stored = JsonObject.EMPTY;
            for (int i = 0; i < INPUTS_PER_TYPE; i++) {
                Acceptance acceptance = rules.change(type, CUSTOM, input(type), stored);
                if (acceptance instanceof Acceptance.Accepted done) {
                    stored = done.object();
                    accepted++;
                    assertThat(rules.change(type, CUSTOM, stored, stored))
                            .as(type.name())
                            .isEqualTo(new Acceptance.Accepted(stored, List.of()));
                    JsonObject sent = SentForm.of(type, CUSTOM, stored);
                    assertThat(rules.change(type, CUSTOM, sent, stored))
                            .as(type.name())
                            .isEqualTo(new Acceptance.Accepted(stored, List.of()));
                } else if (acceptance instanceof Acceptance.Refused refused) {
                    assertThat(refused.sentence()).matches("(The field|One of the fields) .*\\.");
                }
            }
        }
        // Both outcomes must have been met often.
        assertThat(accepted).isBetween(types.all().size() * 100, types.all().size() * (INPUTS_PER_TYPE - 100));
    }

    private JsonObject input(CommandType type) {
        JsonObject input = JsonObject.EMPTY;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int pick = random.nextInt(type.fields().size() + CUSTOM.size());
            String name = pick < type.fields().size()
                    ? type.fields().get(pick).name()
                    : CUSTOM.get(pick - type.fields().size()).name();
            input = input.with(name, VALUES.get(random.nextInt(VALUES.size())));
        }
        return input;
    }
}
