package io.tidemark.core.storage.memory;

import io.tidemark.core.handshake.Round;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.log.Horizon;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.RetentionReader;
import io.tidemark.core.storage.RetentionWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of a transaction that concerns what is forgotten.
interface MemoryRetention extends RetentionReader, RetentionWriter {
    AccountTables tables();

    @Override
    default Horizon horizon() {
        return tables().horizon();
    }

    @Override
    default Optional<Sequence> oldestRound() {
        return tables().rounds.all().map(row -> row.getValue().position()).min(Comparator.naturalOrder());
    }

    @Override
    default List<SynchronizationId> withRoundsBefore(Instant instant, SynchronizationId after, int limit) {
        return tables().rounds
                .all()
                .map(Map.Entry::getValue)
                .filter(round -> round.madeAtMillis() < instant.toEpochMilli())
                .map(Round::synchronization)
                .filter(id -> id.value() > after.value())
                .distinct()
                .sorted(Comparator.comparingLong(SynchronizationId::value))
                .limit(limit)
                .toList();
    }

    @Override
    default Horizon forgetStates(Sequence until) {
        Horizon before = horizon();
        if (until.isAfter(before.states())) {
            List<LogEntry> entries = tables().log
                    .under(Key.of(), Key.of(before.states().value()))
                    .map(Map.Entry::getValue)
                    .takeWhile(entry -> !entry.sequence().isAfter(until))
                    .toList();
            entries.forEach(this::forgetState);
            tables().setHorizon(new Horizon(until, before.departures()));
        }
        return horizon();
    }

    private void forgetState(LogEntry entry) {
        ObjectNumber number = entry.number();
        if (number != null && entry.previous().value() > 0) {
            tables().versions
                    .removeIf(
                            Key.of(number.value()),
                            (key, state) -> key.number(1) < entry.sequence().value());
        }
        tables().log
                .put(
                        Key.of(entry.sequence().value()),
                        new LogEntry(
                                entry.sequence(),
                                entry.at(),
                                entry.kind(),
                                entry.key(),
                                number,
                                entry.fields(),
                                entry.origin(),
                                entry.previous(),
                                null,
                                null,
                                entry.detail()));
    }

    @Override
    default Horizon forgetDepartures(Sequence until) {
        Horizon before = horizon();
        if (until.isAfter(before.departures())) {
            tables().stays.removeIf(Key.of(), (key, stay) -> {
                Sequence end = stay.edge().end();
                return end != null && !end.isAfter(until);
            });
            tables().setHorizon(new Horizon(before.states(), until));
        }
        return horizon();
    }
}
