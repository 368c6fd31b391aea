package io.tidemark.catalog.command.reference;

import io.tidemark.catalog.command.Acceptance;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What became of the inputs that a client sent. Immutable.
public sealed interface InputReading {
    /// The inputs fit.
    ///
    /// @param values every described input by name, canonical; what was left out has its start value
    /// @param given the names of those that were sent with a value
    record Read(JsonObject values, Set<String> given) implements InputReading {
        public Read {
            given = Set.copyOf(given);
        }

        /// These inputs with another value of one of them, which fits.
        public Read with(String name, JsonValue value) {
            return new Read(values.with(name, value), given);
        }
    }

    /// The inputs do not fit; the command must not run.
    ///
    /// @param sentence names the input and says what would be right; holds nothing of what was sent
    record Refused(Acceptance.Fault fault, String sentence) implements InputReading {}

    /// Reads the inputs of a command by its description. What the description does not name is ignored; the first
    /// input that does not fit decides.
    ///
    /// @param sent the inputs, among whatever else
    static InputReading of(CommandDescription command, JsonObject sent) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        Set<String> given = new HashSet<>();
        for (InputDescription input : command.inputs()) {
            Optional<JsonValue> value = sent.get(input.name()).filter(v -> !isLeftOut(input, v));
            if (value.isEmpty() && input.required()) {
                return missing("The field " + input.name() + " is missing.");
            }
            if (value.isEmpty()) {
                values.put(input.name(), input.leftOut());
                continue;
            }
            switch (read(input, value.get())) {
                case ValueReading.Canonical(JsonValue canonical) -> {
                    values.put(input.name(), canonical);
                    given.add(input.name());
                }
                case ValueReading.BadValue(String sentence) -> {
                    return new Refused(Acceptance.Fault.BAD_VALUE, sentence);
                }
            }
        }
        for (List<String> group : command.oneOf()) {
            if (group.stream().noneMatch(given::contains)) {
                return missing("One of the fields " + String.join(", ", group) + " is needed.");
            }
        }
        return new Read(new JsonObject(values), given);
    }

    private static InputReading missing(String sentence) {
        return new Refused(Acceptance.Fault.MISSING_FIELD, sentence);
    }

    /// An empty text in the place of a required number or date is a mistake of the sender's, and is told as such.
    private static boolean isLeftOut(InputDescription input, JsonValue value) {
        return input.kind().isNone(value) && !(input.required() && value.equals(JsonText.EMPTY));
    }

    private static ValueReading read(InputDescription input, JsonValue value) {
        ValueReading reading = input.kind().read(input.name(), value);
        boolean isDay = input.kind().equals(new ValueKind.Plain(BasicKind.DATE));
        boolean isTime = input.kind().equals(new ValueKind.Plain(BasicKind.TIME));
        boolean isEmpty =
                reading instanceof ValueReading.Canonical(JsonValue canonical) && canonical.equals(JsonText.EMPTY);
        return input.required() && isEmpty && (isDay || isTime)
                ? ValueReading.bad(
                        input.name(),
                        isDay ? "must be a date such as 2026-03-04" : "must be a time of day such as 18:45:00")
                : reading;
    }
}
