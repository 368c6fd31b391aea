package io.tidemark.storage.sql;

import static io.tidemark.storage.sql.SqlSession.longOrNull;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.WriteTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The part of a transaction that concerns the log.
interface SqlLog extends WriteTransaction, InAccount {
    /// The end of the log.
    String SELECT_HEAD = "SELECT epoch, sequence, at FROM head WHERE account = ?";
    /// The next epoch.
    String UPDATE_EPOCH = "UPDATE head SET epoch = ?, at = ? WHERE account = ?";
    /// Epochs that restores began.
    String SELECT_EPOCHS = "SELECT number, backed_up, begin, skipped FROM epoch WHERE account = ? ORDER BY number";
    /// One more.
    String INSERT_EPOCH = "INSERT INTO epoch (account, number, backed_up, begin, skipped) VALUES (?, ?, ?, ?, ?)";
    /// A later instant for the next change.
    String PROMISE = "UPDATE head SET at = ? WHERE account = ? AND at < ?";
    /// When a change was committed.
    String SELECT_INSTANT = "SELECT at FROM log WHERE account = ? AND sequence = ?";

    /// The end of the log; empty when there is no such account.
    default Optional<Head> findHead() {
        return session()
                .first(
                        SELECT_HEAD,
                        row -> new Head(row.getLong(1), new Sequence(row.getLong(2)), Millis.toInstant(row.getLong(3))),
                        account());
    }

    @Override
    default List<Epoch> epochs() {
        return session()
                .all(
                        SELECT_EPOCHS,
                        row -> new Epoch(
                                row.getLong(1),
                                Millis.toInstant(row.getLong(2)),
                                Millis.toInstant(row.getLong(3)),
                                new ObjectNumber(row.getLong(4))),
                        account());
    }

    /// The last number that an object has, or that a restore skipped.
    ObjectNumber lastNumber();

    @Override
    default Head startEpoch(Instant now, Instant intact) {
        Epoch epoch = Epoch.after(
                head(), lastNumber(), Millis.toInstant(Millis.of(now)), Millis.toInstant(Millis.of(intact)));
        session()
                .execute(
                        INSERT_EPOCH,
                        account(),
                        epoch.number(),
                        epoch.backedUp(),
                        epoch.begin(),
                        epoch.skipped().value());
        session().execute(UPDATE_EPOCH, epoch.number(), epoch.begin(), account());
        return head();
    }

    @Override
    default Head promise(Instant instant) {
        session().execute(PROMISE, instant, account(), instant);
        return head();
    }

    /// Instants grow with the numbers, which have no gaps: so the place is found by halving, without an index that
    /// every write would have to pay for.
    @Override
    default Sequence positionBefore(Instant instant) {
        long first = Millis.of(instant);
        long before = 0;
        long notBefore = head().sequence().value() + 1;
        while (notBefore - before > 1) {
            long middle = (before + notBefore) >>> 1;
            if (session().number(SELECT_INSTANT, account(), middle) < first) {
                before = middle;
            } else {
                notBefore = middle;
            }
        }
        return new Sequence(before);
    }

    @Override
    default List<LogEntry> log(Sequence after, int limit) {
        return session().all(session().statements().selectLog, this::entry, account(), after.value(), limit);
    }

    @Override
    default List<LogEntry> history(ObjectNumber number, Sequence after, int limit) {
        return session()
                .all(
                        session().statements().selectHistory,
                        this::entry,
                        account(),
                        number.value(),
                        after.value(),
                        limit);
    }

    private LogEntry entry(ResultSet row) throws SQLException {
        Long number = longOrNull(row, 6);
        Long user = longOrNull(row, 8);
        return new LogEntry(
                new Sequence(row.getLong(1)),
                Millis.toInstant(row.getLong(2)),
                ChangeKind.valueOf(row.getString(3)),
                new ObjectKey(nameOfType(row.getLong(4)), row.getString(5)),
                number == null ? null : new ObjectNumber(number),
                Words.split(row.getString(7)),
                new Origin(
                        user == null ? null : new UserId(user),
                        row.getString(9),
                        row.getString(10),
                        row.getString(11),
                        row.getString(16)),
                new Sequence(row.getLong(12)),
                row.getBytes(13),
                row.getBytes(14),
                row.getString(15));
    }
}
