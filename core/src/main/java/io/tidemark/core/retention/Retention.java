package io.tidemark.core.retention;

import io.tidemark.core.connect.Connection;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.handshake.OldRounds;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.log.Horizon;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Forgets what is old, step by step beside the work, never what a kept token can still ask for (ADR 0036):
///
/// * **what changes replaced**, after a time; held back by the oldest round that is kept and by followers of the log;
/// * **that objects were deleted or left a selection**, after a longer time; held back by the same. What a device was
///   told of and has not confirmed, its round knows without that.
///
/// The entries of the log stay, with who did what and when, and so does the row of a deleted object: its key is taken.
/// Thread-safe.
public final class Retention {
    /// So many entries are forgotten in one transaction, so that writers do not wait for long.
    private static final int STEP = 2_000;

    private static final int PAGE = 500;

    private final Storage storage;
    private final Duration states;
    private final Duration departures;
    private final List<String> followers;

    /// @param states how long it is kept what objects were
    /// @param departures how long it is kept that objects are gone; never less long than `states`
    /// @param followers names of followers that read what objects were; those of connections are known
    public Retention(Storage storage, Duration states, Duration departures, List<String> followers) {
        this.storage = storage;
        this.states = states;
        this.departures = departures;
        this.followers = List.copyOf(followers);
    }

    /// Forgets what may be forgotten of an account.
    ///
    /// @param now the time
    /// @param isEnding whether to stop after the transaction under way; the next run goes on
    public Forgotten run(AccountId account, Instant now, BooleanSupplier isEnding) {
        Instant statesSince = now.minus(states);
        long rounds = endRounds(account, statesSince, isEnding);
        Horizon before = storage.read(account, ReadTransaction::horizon);
        Sequence limit = storage.read(account, tx -> limit(tx, statesSince));
        Horizon after = forget(
                before,
                limit,
                Horizon::states,
                isEnding,
                until -> storage.write(account, tx -> tx.forgetStates(until)));
        Sequence departed =
                storage.read(account, tx -> earlier(tx.positionBefore(now.minus(departures)), after.states()));
        Horizon last = forget(
                after,
                departed,
                Horizon::departures,
                isEnding,
                until -> storage.write(account, tx -> tx.forgetDepartures(until)));
        return new Forgotten(
                rounds,
                last.states().value() - before.states().value(),
                last.departures().value() - before.departures().value());
    }

    private static Horizon forget(
            Horizon begin,
            Sequence limit,
            Function<Horizon, Sequence> which,
            BooleanSupplier isEnding,
            Function<Sequence, Horizon> step) {
        Horizon horizon = begin;
        while (limit.isAfter(which.apply(horizon)) && !isEnding.getAsBoolean()) {
            horizon =
                    step.apply(earlier(limit, new Sequence(which.apply(horizon).value() + STEP)));
        }
        return horizon;
    }

    private long endRounds(AccountId account, Instant before, BooleanSupplier isEnding) {
        long ended = 0;
        List<SynchronizationId> page;
        SynchronizationId after = new SynchronizationId(Long.MIN_VALUE);
        do {
            SynchronizationId from = after;
            page = storage.read(account, tx -> tx.withRoundsBefore(before, from, PAGE));
            for (SynchronizationId id : page) {
                if (isEnding.getAsBoolean()) {
                    return ended;
                }
                ended += storage.write(account, tx -> OldRounds.endBefore(tx, id, before));
                after = id;
            }
        } while (page.size() == PAGE);
        return ended;
    }

    /// Up to where nobody asks what objects were.
    private Sequence limit(ReadTransaction tx, Instant before) {
        Sequence limit = tx.positionBefore(before);
        limit = tx.oldestRound().map(limitOf(limit)).orElse(limit);
        for (String follower : following(tx)) {
            limit = tx.bookmark(follower).map(Bookmark::at).map(limitOf(limit)).orElse(limit);
        }
        return limit;
    }

    private static Function<Sequence, Sequence> limitOf(Sequence limit) {
        return at -> earlier(at, limit);
    }

    private List<String> following(ReadTransaction tx) {
        List<String> all = new ArrayList<>(followers);
        List<Connection> page;
        String after = "";
        do {
            page = tx.connections(after, PAGE);
            page.forEach(connection -> all.add(connection.follower()));
            after = page.isEmpty() ? after : page.getLast().id();
        } while (page.size() == PAGE);
        return all;
    }

    private static Sequence earlier(Sequence one, Sequence other) {
        return one.isAfter(other) ? other : one;
    }
}
