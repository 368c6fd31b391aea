package io.tidemark.storage.sql;

import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.log.Horizon;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.storage.RetentionReader;
import io.tidemark.core.storage.RetentionWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The part of a transaction that concerns what is forgotten.
interface SqlRetention extends RetentionReader, RetentionWriter, InAccount {
    /// How far back the account remembers.
    String SELECT_HORIZON = "SELECT states_forgotten, departures_forgotten FROM head WHERE account = ?";
    /// The earliest position of a round.
    String SELECT_OLDEST_ROUND = "SELECT min(position) FROM round WHERE account = ? HAVING count(*) > 0";
    /// Synchronizations with old rounds.
    String SELECT_WITH_ROUNDS_BEFORE = "SELECT DISTINCT synchronization FROM round"
            + " WHERE account = ? AND synchronization > ? AND made_at < ? ORDER BY synchronization LIMIT ?";
    /// What changes replaced and what was offered.
    String FORGET_STATES = "UPDATE log SET before = NULL, offered = NULL WHERE account = ? AND sequence > ?"
            + " AND sequence <= ? AND (before IS NOT NULL OR offered IS NOT NULL)";
    /// How far.
    String FORGOT_STATES = "UPDATE head SET states_forgotten = ? WHERE account = ?";
    /// The changes that ended stays.
    String SELECT_PARTINGS = "SELECT type, number, parted FROM log"
            + " WHERE account = ? AND sequence > ? AND sequence <= ? AND parted IS NOT NULL";
    /// Stays that ended.
    String FORGET_STAYS =
            "DELETE FROM edge" + " WHERE account = ? AND principal = ? AND type = ? AND number = ? AND ended <= ?";
    /// How far.
    String FORGOT_DEPARTURES = "UPDATE head SET departures_forgotten = ? WHERE account = ?";

    /// The stays that a change ended.
    ///
    /// @param parted the principals, as words
    record Parting(long type, long number, String parted) {}

    @Override
    default Horizon horizon() {
        return session()
                .first(
                        SELECT_HORIZON,
                        row -> new Horizon(new Sequence(row.getLong(1)), new Sequence(row.getLong(2))),
                        account())
                .orElseThrow();
    }

    @Override
    default Optional<Sequence> oldestRound() {
        return session().first(SELECT_OLDEST_ROUND, row -> new Sequence(row.getLong(1)), account());
    }

    @Override
    default List<SynchronizationId> withRoundsBefore(Instant instant, SynchronizationId after, int limit) {
        return session()
                .all(
                        SELECT_WITH_ROUNDS_BEFORE,
                        row -> new SynchronizationId(row.getLong(1)),
                        account(),
                        after.value(),
                        instant,
                        limit);
    }

    @Override
    default Horizon forgetStates(Sequence until) {
        Sequence before = horizon().states();
        if (until.isAfter(before)) {
            session().execute(FORGET_STATES, account(), before.value(), until.value());
            session().execute(FORGOT_STATES, until.value(), account());
        }
        return horizon();
    }

    @Override
    default Horizon forgetDepartures(Sequence until) {
        Sequence before = horizon().departures();
        if (until.isAfter(before)) {
            List<Parting> partings = session()
                    .all(
                            SELECT_PARTINGS,
                            row -> new Parting(row.getLong(1), row.getLong(2), row.getString(3)),
                            account(),
                            before.value(),
                            until.value());
            for (Parting parting : partings) {
                for (String principal : Words.split(parting.parted())) {
                    session()
                            .execute(
                                    FORGET_STAYS,
                                    account(),
                                    principal,
                                    parting.type(),
                                    parting.number(),
                                    until.value());
                }
            }
            session().execute(FORGOT_DEPARTURES, until.value(), account());
        }
        return horizon();
    }
}
