package io.tidemark.core.storage.memory;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Holding;
import io.tidemark.core.handshake.Round;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.HandshakeReader;
import io.tidemark.core.storage.HandshakeWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// The part of a transaction that concerns synchronizations.
interface MemoryHandshake extends HandshakeReader, HandshakeWriter {
    AccountTables tables();

    @Override
    default void lock(SynchronizationId id) {
        // The storage's lock keeps everybody else out.
    }

    @Override
    default Optional<Synchronization> synchronization(SynchronizationId id) {
        return tables().synchronizations.get(Key.of(id.value()));
    }

    @Override
    default List<Synchronization> synchronizations(UserId user, int limit) {
        return allSynchronizations()
                .filter(synchronization -> synchronization.user().equals(user))
                .sorted(Comparator.comparing(Synchronization::usedAt)
                        .reversed()
                        .thenComparingLong(
                                synchronization -> synchronization.id().value()))
                .limit(limit)
                .toList();
    }

    @Override
    default void putSynchronization(Synchronization put) {
        tables().synchronizations
                .put(
                        Key.of(put.id().value()),
                        new Synchronization(
                                put.id(), put.user(), put.stream(), Millis.cut(put.usedAt()), put.lastRound()));
    }

    @Override
    default int forgetSynchronizationsBefore(Instant instant, int limit) {
        List<Long> forgotten = allSynchronizations()
                .filter(synchronization -> synchronization.id().value() > 0)
                .filter(synchronization -> synchronization.usedAt().isBefore(Millis.cut(instant)))
                .sorted(Comparator.comparing(Synchronization::usedAt)
                        .thenComparingLong(
                                synchronization -> synchronization.id().value()))
                .limit(limit)
                .map(synchronization -> synchronization.id().value())
                .toList();
        for (long id : forgotten) {
            AccountTables tables = tables();
            tables.synchronizations.remove(Key.of(id));
            Stream.of(tables.rounds, tables.pending, tables.holdings, tables.names, tables.uploads)
                    .forEach(table -> table.removeIf(Key.of(id), (key, row) -> true));
        }
        return forgotten.size();
    }

    private Stream<Synchronization> allSynchronizations() {
        return tables().synchronizations.all().map(Map.Entry::getValue);
    }

    @Override
    default List<Round> rounds(SynchronizationId id) {
        return tables().rounds
                .under(Key.of(id.value()))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    default void putRound(Round round) {
        tables().rounds.put(Key.of(round.synchronization().value(), (long) round.number()), round);
    }

    @Override
    default void dropRounds(SynchronizationId id, Set<Integer> rounds) {
        for (long round : rounds) {
            tables().rounds.remove(Key.of(id.value(), round));
            tables().pending.removeIf(Key.of(id.value(), round), (key, row) -> true);
        }
    }

    @Override
    default List<ObjectNumber> pending(SynchronizationId id, int round, ObjectNumber after, int limit) {
        return tables().pending
                .under(Key.of(id.value(), (long) round), Key.of(id.value(), (long) round, after.value()))
                .map(row -> new ObjectNumber(row.getKey().number(2)))
                .limit(limit)
                .toList();
    }

    @Override
    default void addPending(SynchronizationId id, int round, List<ObjectNumber> numbers) {
        numbers.forEach(number -> tables().pending.put(Key.of(id.value(), (long) round, number.value()), true));
    }

    @Override
    default boolean removePending(SynchronizationId id, int round, ObjectNumber number) {
        return tables().pending.remove(Key.of(id.value(), (long) round, number.value()));
    }

    @Override
    default List<Holding> holdings(SynchronizationId id, ObjectNumber number) {
        return tables().holdings
                .under(Key.of(id.value(), number.value()))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    default List<Holding> holdings(SynchronizationId id, ObjectNumber from, ObjectNumber to) {
        return tables().holdings
                .under(Key.of(id.value()))
                .map(Map.Entry::getValue)
                .filter(holding -> holding.number().compareTo(from) >= 0
                        && holding.number().compareTo(to) <= 0)
                .toList();
    }

    @Override
    default boolean hasHoldings(SynchronizationId id) {
        return tables().holdings.under(Key.of(id.value())).findAny().isPresent();
    }

    @Override
    default void putHolding(Holding put, int floor) {
        Key object = Key.of(put.synchronization().value(), put.number().value());
        tables().holdings
                .put(
                        Key.of(put.synchronization().value(), put.number().value(), (long) -put.round()),
                        new Holding(
                                put.synchronization(),
                                put.number(),
                                put.round(),
                                put.state(),
                                put.version(),
                                put.clientId(),
                                Millis.cutNullable(put.lastModified())));
        OptionalInt standing = holdings(put.synchronization(), put.number()).stream()
                .mapToInt(Holding::round)
                .filter(round -> round <= floor)
                .max();
        if (standing.isPresent()) {
            tables().holdings.removeIf(object, (key, holding) -> holding.round() < standing.getAsInt());
        }
    }

    @Override
    default void dropHoldings(SynchronizationId id, Set<Integer> rounds) {
        tables().holdings.removeIf(Key.of(id.value()), (key, holding) -> rounds.contains(holding.round()));
    }

    @Override
    default Optional<ObjectNumber> named(SynchronizationId id, String clientId) {
        return tables().names.get(Key.of(id.value(), clientId)).map(name -> new ObjectNumber(name.number()));
    }

    @Override
    default Optional<ObjectNumber> named(UserId user, String stream, String clientId) {
        return tables().names
                .all()
                .filter(row -> row.getKey().parts().get(1).equals(clientId))
                .map(Map.Entry::getValue)
                .filter(name -> name.user() == user.value() && name.stream().equals(stream))
                .max(Comparator.comparingLong(AccountTables.Name::given))
                .map(name -> new ObjectNumber(name.number()));
    }

    @Override
    default void putName(Synchronization synchronization, String clientId, ObjectNumber number) {
        tables().names
                .put(
                        Key.of(synchronization.id().value(), clientId),
                        new AccountTables.Name(
                                number.value(),
                                synchronization.user().value(),
                                synchronization.stream(),
                                tables().nextGiven()));
    }

    @Override
    default Optional<UploadRecord> upload(SynchronizationId id, String digest) {
        return tables().uploads.get(Key.of(id.value(), digest));
    }

    @Override
    default void putUpload(UploadRecord upload) {
        Key key = Key.of(upload.synchronization().value(), upload.digest());
        if (tables().uploads.get(key).isPresent()) {
            throw new IllegalStateException("the outcome of this upload is kept already");
        }
        tables().uploads.put(key, upload);
    }
}
