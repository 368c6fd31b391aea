package io.tidemark.api.command.objects;

import io.tidemark.api.command.Inputs;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.LocalDate;
import java.time.LocalTime;

/// Inputs of the basic kinds. Stateless.
final class Values {
    private Values() {}

    /// A whole number; `otherwise` when it was not given.
    static long number(JsonObject set, String name, long otherwise) {
        return set.get(name).isEmpty() ? otherwise : number(set, name);
    }

    /// A whole number that must be there.
    static long number(JsonObject set, String name) {
        JsonValue value = read(BasicKind.NUMBER, name, set.get(name).orElseThrow(() -> CommandException.missing(name)));
        return Long.parseLong(((JsonNumber) value).digits());
    }

    /// Whether something was said to be so; not when it was not given.
    static boolean yes(Inputs inputs, String name) {
        return inputs.set()
                .get(name)
                .map(value -> read(BasicKind.BOOLEAN, name, value).equals(JsonNumber.ONE))
                .orElse(false);
    }

    /// A date that must be there.
    static LocalDate date(Inputs inputs, String name) {
        if (read(BasicKind.DATE, name, inputs.value(name)) instanceof JsonText(String day) && !day.isEmpty()) {
            return LocalDate.parse(day);
        }
        throw CommandException.badValue(name, "must be a date such as 2026-03-04.");
    }

    /// A time of day; midnight when none was given.
    static LocalTime time(Inputs inputs, String name) {
        return inputs.set()
                                        .get(name)
                                        .map(value -> read(BasicKind.TIME, name, value))
                                        .orElse(JsonText.EMPTY)
                                instanceof JsonText(String time)
                        && !time.isEmpty()
                ? LocalTime.parse(time)
                : LocalTime.MIDNIGHT;
    }

    /// A set that must be there; `[]` is an empty one.
    static JsonObject set(Inputs inputs, String name) {
        JsonValue value = inputs.value(name);
        if (value.equals(JsonArray.EMPTY)) {
            return JsonObject.EMPTY;
        }
        if (value instanceof JsonObject set) {
            return set;
        }
        throw CommandException.badValue(name, "must be a set in braces.");
    }

    private static JsonValue read(BasicKind kind, String name, JsonValue value) {
        return switch (kind.read(name, value)) {
            case ValueReading.Canonical(JsonValue canonical) -> canonical;
            case ValueReading.BadValue(String sentence) -> throw new CommandException(CommandError.BAD_VALUE, sentence);
        };
    }
}
