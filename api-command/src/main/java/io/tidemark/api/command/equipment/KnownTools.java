package io.tidemark.api.command.equipment;

import io.tidemark.api.command.Inputs;
import io.tidemark.core.object.StoredObject;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/// The equipment that an app has, and how old its copies are (`knowntools`, command API 1.5). Immutable.
final class KnownTools {
    private final Map<Long, LocalDateTime> changed = new HashMap<>();
    private final ZoneId zone;

    private KnownTools(ZoneId zone) {
        this.zone = zone;
    }

    static KnownTools of(Inputs inputs, ZoneId zone) {
        KnownTools known = new KnownTools(zone);
        for (JsonObject tool : inputs.sets("knowntools")) {
            LocalDate date = LocalDate.EPOCH;
            LocalTime time = LocalTime.MIDNIGHT;
            if (value(tool, "changedate", BasicKind.DATE) instanceof JsonText(String day) && !day.isEmpty()) {
                date = LocalDate.parse(day);
            }
            if (value(tool, "changetime", BasicKind.TIME) instanceof JsonText(String hour) && !hour.isEmpty()) {
                time = LocalTime.parse(hour);
            }
            if (value(tool, "id", BasicKind.NUMBER) instanceof JsonNumber(String digits)) {
                known.changed.put(Long.parseLong(digits), date.atTime(time));
            }
        }
        return known;
    }

    private static JsonValue value(JsonObject tool, String field, BasicKind kind) {
        JsonValue sent = tool.get(field).orElse(kind.empty());
        return switch (kind.read(field, sent)) {
            case ValueReading.Canonical(JsonValue canonical) -> canonical;
            case ValueReading.BadValue(String sentence) -> throw new CommandException(CommandError.BAD_VALUE, sentence);
        };
    }

    /// Whether the app has a copy, of whatever age.
    boolean has(StoredObject tool) {
        return changed.containsKey(tool.number().value());
    }

    /// Whether the app's copy is the one that is stored: not changed since, as far as whole seconds can tell. A
    /// change of the same second as the copy's may have come after it, unless a second has passed since.
    ///
    /// @param now when the app asks
    boolean isCurrent(StoredObject tool, Instant now) {
        LocalDateTime copy = changed.get(tool.number().value());
        Instant second = tool.modifiedAt().truncatedTo(ChronoUnit.SECONDS);
        return copy != null
                && copy.equals(LocalDateTime.ofInstant(second, zone))
                && second.plusSeconds(1).isBefore(now);
    }
}
