package io.tidemark.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;
import java.util.UUID;

/// What decides everything about a demo. Immutable.
///
/// @param seed chooses among possible companies
/// @param day the day around which everything happens
/// @param scale how much there is
public record DemoPlan(long seed, LocalDate day, DemoScale scale) {
    /// Where the company is.
    static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

    /// Random numbers of their own for one thing, so that more of one kind changes nothing about the others.
    ///
    /// @param what the kind of thing
    /// @param index which of them
    public Random random(String what, int index) {
        UUID mixed = id(what + "/random", index);
        return new Random(mixed.getMostSignificantBits() ^ mixed.getLeastSignificantBits());
    }

    /// The id of one thing.
    public UUID id(String what, int index) {
        return UUID.nameUUIDFromBytes(("demo/" + seed + "/" + what + "/" + index).getBytes(StandardCharsets.UTF_8));
    }

    /// How many there are of what the whole company has so many of.
    public int of(int normal) {
        return scale.of(normal);
    }

    /// A local time, some days after the day of the plan.
    Instant at(int daysLater, int hour, int minute) {
        return day.plusDays(daysLater)
                .atTime(LocalTime.of(hour, minute))
                .atZone(ZONE)
                .toInstant();
    }

    /// The nearest working day that is not before so many days after the day of the plan.
    int workingDay(int daysLater) {
        return switch (day.plusDays(daysLater).getDayOfWeek()) {
            case SATURDAY -> daysLater + 2;
            case SUNDAY -> daysLater + 1;
            default -> daysLater;
        };
    }
}
