package io.tidemark.storage.sql;

import static io.tidemark.storage.sql.SqlSession.instantOrNull;
import static io.tidemark.storage.sql.SqlSession.longOrNull;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Holding;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Round;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.HandshakeReader;
import io.tidemark.core.storage.HandshakeWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The part of a transaction that concerns synchronizations.
interface SqlHandshake extends HandshakeReader, HandshakeWriter, InAccount {
    /// Synchronizations.
    String SELECT_SYNCHRONIZATION =
            "SELECT id, user_id, stream, used_at, last_round FROM synchronization WHERE account = ?";
    /// One of them.
    String SELECT_SYNCHRONIZATION_BY_ID = SELECT_SYNCHRONIZATION + " AND id = ?";
    /// Those of a user.
    String SELECT_SYNCHRONIZATIONS_OF_USER =
            SELECT_SYNCHRONIZATION + " AND user_id = ? ORDER BY used_at DESC, id LIMIT ?";
    /// Long unused ones.
    String SELECT_UNUSED =
            "SELECT id FROM synchronization WHERE account = ? AND used_at < ? AND id > 0 ORDER BY used_at, id LIMIT ?";
    /// Adds or replaces one.
    String PUT_SYNCHRONIZATION = "INSERT INTO synchronization"
            + " (account, id, user_id, stream, used_at, last_round) VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (account, id) DO UPDATE SET user_id = excluded.user_id, stream = excluded.stream,"
            + " used_at = excluded.used_at, last_round = excluded.last_round";
    /// What is forgotten with a synchronization, and it.
    List<String> FORGET_SYNCHRONIZATION = List.of(
            "DELETE FROM round WHERE account = ? AND synchronization = ?",
            "DELETE FROM pending WHERE account = ? AND synchronization = ?",
            "DELETE FROM holding WHERE account = ? AND synchronization = ?",
            "DELETE FROM name WHERE account = ? AND synchronization = ?",
            "DELETE FROM upload WHERE account = ? AND synchronization = ?",
            "DELETE FROM synchronization WHERE account = ? AND id = ?");

    /// Rounds.
    String SELECT_ROUNDS = "SELECT round, parent, position, whole, owed, detection, made_at FROM round"
            + " WHERE account = ? AND synchronization = ? ORDER BY round";
    /// Adds or replaces one.
    String PUT_ROUND = "INSERT INTO round (account, synchronization, round, parent, position, whole, owed,"
            + " detection, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (account, synchronization, round) DO UPDATE SET parent = excluded.parent,"
            + " position = excluded.position, whole = excluded.whole, owed = excluded.owed,"
            + " detection = excluded.detection, made_at = excluded.made_at";
    /// Forgets one.
    String DELETE_ROUND = "DELETE FROM round WHERE account = ? AND synchronization = ? AND round = ?";

    /// What a round owes.
    String SELECT_PENDING = "SELECT number FROM pending"
            + " WHERE account = ? AND synchronization = ? AND round = ? AND number > ? ORDER BY number LIMIT ?";
    /// Adds to it.
    String ADD_PENDING = "INSERT INTO pending (account, synchronization, round, number) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (account, synchronization, round, number) DO NOTHING";
    /// Takes from it.
    String REMOVE_PENDING =
            "DELETE FROM pending WHERE account = ? AND synchronization = ? AND round = ? AND number = ?";
    /// Forgets it.
    String DELETE_PENDING = "DELETE FROM pending WHERE account = ? AND synchronization = ? AND round = ?";

    /// What a device showed of some objects.
    String SELECT_HOLDINGS = "SELECT number, round, state, version, client_id, last_modified FROM holding"
            + " WHERE account = ? AND synchronization = ? AND number BETWEEN ? AND ? ORDER BY number, round DESC";
    /// Whether it showed anything.
    String HAS_HOLDINGS = "SELECT EXISTS (SELECT 1 FROM holding WHERE account = ? AND synchronization = ?)";
    /// Adds or replaces what it showed.
    String PUT_HOLDING = "INSERT INTO holding (account, synchronization, number, round, state, version,"
            + " client_id, last_modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (account, synchronization, number, round) DO UPDATE SET state = excluded.state,"
            + " version = excluded.version, client_id = excluded.client_id, last_modified = excluded.last_modified";
    /// Forgets what no round from a floor on can see.
    String DELETE_REPLACED_HOLDINGS = """
            DELETE FROM holding WHERE account = ? AND synchronization = ? AND number = ? AND round <
              (SELECT max(round) FROM holding
               WHERE account = ? AND synchronization = ? AND number = ? AND round <= ?)
            """;
    /// Forgets what was shown in a round.
    String DELETE_HOLDINGS = "DELETE FROM holding WHERE account = ? AND synchronization = ? AND round = ?";

    /// What a client calls an object.
    String SELECT_NAMED = "SELECT number FROM name WHERE account = ? AND synchronization = ? AND client_id = ?";
    /// The same in any synchronization, the latest first.
    String SELECT_NAMED_BY_USER = "SELECT number FROM name"
            + " WHERE account = ? AND user_id = ? AND stream = ? AND client_id = ? ORDER BY given DESC LIMIT 1";
    /// Gives a name.
    String PUT_NAME = """
            INSERT INTO name (account, synchronization, client_id, number, user_id, stream, given)
            VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(given), 0) + 1 FROM name
              WHERE account = ? AND user_id = ? AND stream = ? AND client_id = ?))
            ON CONFLICT (account, synchronization, client_id) DO UPDATE SET number = excluded.number,
              user_id = excluded.user_id, stream = excluded.stream, given = excluded.given
            """;

    /// What became of an upload.
    String SELECT_UPLOAD = "SELECT kind, number, version, code, message FROM upload"
            + " WHERE account = ? AND synchronization = ? AND digest = ?";
    /// Keeps it.
    String INSERT_UPLOAD = "INSERT INTO upload (account, synchronization, digest, kind, number, version, code,"
            + " message) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    @Override
    default void lock(SynchronizationId id) {
        session().takeTurn();
    }

    @Override
    default Optional<Synchronization> synchronization(SynchronizationId id) {
        return session().first(SELECT_SYNCHRONIZATION_BY_ID, SqlHandshake::synchronization, account(), id.value());
    }

    @Override
    default List<Synchronization> synchronizations(UserId user, int limit) {
        return session()
                .all(SELECT_SYNCHRONIZATIONS_OF_USER, SqlHandshake::synchronization, account(), user.value(), limit);
    }

    @Override
    default void putSynchronization(Synchronization put) {
        session()
                .execute(
                        PUT_SYNCHRONIZATION,
                        account(),
                        put.id().value(),
                        put.user().value(),
                        put.stream(),
                        put.usedAt(),
                        put.lastRound());
    }

    @Override
    default int forgetSynchronizationsBefore(Instant instant, int limit) {
        List<Long> unused = session().all(SELECT_UNUSED, row -> row.getLong(1), account(), instant, limit);
        for (long id : unused) {
            FORGET_SYNCHRONIZATION.forEach(sql -> session().execute(sql, account(), id));
        }
        return unused.size();
    }

    private static Synchronization synchronization(ResultSet row) throws SQLException {
        return new Synchronization(
                new SynchronizationId(row.getLong(1)),
                new UserId(row.getLong(2)),
                row.getString(3),
                Millis.toInstant(row.getLong(4)),
                row.getInt(5));
    }

    @Override
    default List<Round> rounds(SynchronizationId id) {
        return session()
                .all(
                        SELECT_ROUNDS,
                        row -> new Round(
                                id,
                                row.getInt(1),
                                row.getInt(2),
                                new Sequence(row.getLong(3)),
                                row.getBoolean(4),
                                row.getLong(5),
                                row.getInt(6),
                                row.getLong(7)),
                        account(),
                        id.value());
    }

    @Override
    default void putRound(Round put) {
        session()
                .execute(
                        PUT_ROUND,
                        account(),
                        put.synchronization().value(),
                        put.number(),
                        put.parent(),
                        put.position().value(),
                        put.whole(),
                        put.owed(),
                        put.detection(),
                        put.madeAtMillis());
    }

    @Override
    default void dropRounds(SynchronizationId id, Set<Integer> rounds) {
        for (int round : rounds) {
            session().execute(DELETE_ROUND, account(), id.value(), round);
            session().execute(DELETE_PENDING, account(), id.value(), round);
        }
    }

    @Override
    default List<ObjectNumber> pending(SynchronizationId id, int round, ObjectNumber after, int limit) {
        return session()
                .all(
                        SELECT_PENDING,
                        row -> new ObjectNumber(row.getLong(1)),
                        account(),
                        id.value(),
                        round,
                        after.value(),
                        limit);
    }

    @Override
    default void addPending(SynchronizationId id, int round, List<ObjectNumber> numbers) {
        Batch batch = session().batch(List.of(ADD_PENDING));
        numbers.forEach(number -> batch.add(ADD_PENDING, account(), id.value(), round, number.value()));
        batch.flush();
    }

    @Override
    default boolean removePending(SynchronizationId id, int round, ObjectNumber number) {
        return session().execute(REMOVE_PENDING, account(), id.value(), round, number.value()) > 0;
    }

    @Override
    default List<Holding> holdings(SynchronizationId id, ObjectNumber number) {
        return holdings(id, number, number);
    }

    @Override
    default List<Holding> holdings(SynchronizationId id, ObjectNumber from, ObjectNumber to) {
        return session()
                .all(
                        SELECT_HOLDINGS,
                        row -> new Holding(
                                id,
                                new ObjectNumber(row.getLong(1)),
                                row.getInt(2),
                                Holding.State.valueOf(row.getString(3)),
                                new Sequence(row.getLong(4)),
                                row.getString(5),
                                instantOrNull(row, 6)),
                        account(),
                        id.value(),
                        from.value(),
                        to.value());
    }

    @Override
    default boolean hasHoldings(SynchronizationId id) {
        return session()
                .first(HAS_HOLDINGS, row -> row.getBoolean(1), account(), id.value())
                .orElseThrow();
    }

    @Override
    default void putHolding(Holding put, int floor) {
        long id = put.synchronization().value();
        long number = put.number().value();
        session()
                .execute(
                        PUT_HOLDING,
                        account(),
                        id,
                        number,
                        put.round(),
                        put.state().name(),
                        put.version().value(),
                        put.clientId(),
                        put.lastModified());
        if (floor > 0) {
            session().execute(DELETE_REPLACED_HOLDINGS, account(), id, number, account(), id, number, floor);
        }
    }

    @Override
    default void dropHoldings(SynchronizationId id, Set<Integer> rounds) {
        rounds.forEach(round -> session().execute(DELETE_HOLDINGS, account(), id.value(), round));
    }

    @Override
    default Optional<ObjectNumber> named(SynchronizationId id, String clientId) {
        return session().first(SELECT_NAMED, row -> new ObjectNumber(row.getLong(1)), account(), id.value(), clientId);
    }

    @Override
    default Optional<ObjectNumber> named(UserId user, String stream, String clientId) {
        return session()
                .first(
                        SELECT_NAMED_BY_USER,
                        row -> new ObjectNumber(row.getLong(1)),
                        account(),
                        user.value(),
                        stream,
                        clientId);
    }

    @Override
    default void putName(Synchronization synchronization, String clientId, ObjectNumber number) {
        session()
                .execute(
                        PUT_NAME,
                        account(),
                        synchronization.id().value(),
                        clientId,
                        number.value(),
                        synchronization.user().value(),
                        synchronization.stream(),
                        account(),
                        synchronization.user().value(),
                        synchronization.stream(),
                        clientId);
    }

    @Override
    default Optional<UploadRecord> upload(SynchronizationId id, String digest) {
        return session()
                .first(
                        SELECT_UPLOAD,
                        row -> {
                            Long number = longOrNull(row, 2);
                            return new UploadRecord(
                                    id,
                                    digest,
                                    Outcome.Kind.valueOf(row.getString(1)),
                                    number == null ? null : new ObjectNumber(number),
                                    new Sequence(row.getLong(3)),
                                    row.getString(4),
                                    row.getString(5));
                        },
                        account(),
                        id.value(),
                        digest);
    }

    @Override
    default void putUpload(UploadRecord upload) {
        ObjectNumber number = upload.number();
        session()
                .execute(
                        INSERT_UPLOAD,
                        account(),
                        upload.synchronization().value(),
                        upload.digest(),
                        upload.kind().name(),
                        number == null ? null : number.value(),
                        upload.version().value(),
                        upload.code(),
                        upload.message());
    }
}
