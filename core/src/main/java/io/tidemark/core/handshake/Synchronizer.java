package io.tidemark.core.handshake;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Sync: tells a device what it does not hold yet, and gives it the token to come back with (meeting API 2.2,
/// 5.2 to
/// 5.4).
///
/// What a device gets is the difference between its user's selection now and what the device is known to hold,
/// which is what it *confirmed* and never what it was merely sent. The work follows what changed since its
/// token and what it still owes a confirmation for. An answer that tells something becomes a round, made
/// durable before its first byte leaves; an answer with nothing to tell writes nothing and only moves the
/// token's position.
///
/// Thread-safe.
public final class Synchronizer {
    /// A synchronization's last use is kept to this precision, so that idle ones need no write: it may have been
    /// used so much later than it says.
    public static final Duration USE_PRECISION = Duration.ofHours(12);

    /// A device that hears nothing new for so long gets a new round all the same.
    private static final Duration ROUND_RENEWED = Duration.ofDays(7);

    private final Engine engine;

    /// A synchronizer on an engine.
    public Synchronizer(Engine engine) {
        this.engine = engine;
    }

    /// Answers one Sync.
    ///
    /// @param account the account
    /// @param user whose objects
    /// @param stream which types
    /// @param token the token of an earlier answer; empty starts a new synchronization
    /// @param detection the properties that take part in change detection, as
    ///     [io.tidemark.core.object.ObjectType#differs] reads them
    /// @throws io.tidemark.core.error.SyncException when the token is not good for this user, stream and epoch
    public SyncAnswer sync(Account account, UserId user, Stream stream, Optional<String> token, int detection) {
        TokenDesk desk = new TokenDesk(account, user, stream);
        SyncPlan plan = engine.storage()
                .read(
                        account.id(),
                        tx -> new SyncPlanner(tx, engine.types().in(account.id(), tx), user, stream, desk)
                                .plan(token, detection));
        SyncToken next = plan.tellsNothing() && !stale(plan)
                ? new SyncToken(
                        plan.epoch(), stream.number(), user, plan.synchronization(), plan.parent(), plan.position())
                : makeRound(account, user, stream, plan, detection);
        return new SyncAnswer(
                engine.storage(),
                account.id(),
                user,
                desk.write(next, (int) engine.ids().number()),
                plan);
    }

    private boolean stale(SyncPlan plan) {
        return plan.usedAt().isPresent()
                && plan.usedAt()
                        .get()
                        .plus(USE_PRECISION)
                        .isBefore(engine.clock().instant());
    }

    private SyncToken makeRound(Account account, UserId user, Stream stream, SyncPlan plan, int detection) {
        SynchronizationId id =
                plan.isFirst() ? new SynchronizationId(engine.ids().number()) : plan.synchronization();
        int number = engine.storage().write(account.id(), tx -> {
            tx.lock(id);
            Instant now = engine.clock().instant();
            Synchronization known = tx.synchronization(id).orElse(null);
            if (known == null && !plan.isFirst()) {
                throw TokenDesk.forgotten();
            }
            int last = known == null ? 0 : known.lastRound();
            if (plan.tellsNothing() && !plan.isFirst() && !isOld(tx.rounds(id), plan.parent(), now)) {
                tx.putSynchronization(new Synchronization(id, user, stream.name(), now, last));
                return plan.parent();
            }
            prune(tx, id, plan.parent());
            tx.putSynchronization(new Synchronization(id, user, stream.name(), now, last + 1));
            tx.putRound(new Round(
                    id,
                    last + 1,
                    plan.parent(),
                    plan.position(),
                    plan.whole(),
                    plan.selected(),
                    detection,
                    now.toEpochMilli()));
            tx.addPending(id, last + 1, pending(tx, id, plan));
            return last + 1;
        });
        return new SyncToken(plan.epoch(), stream.number(), user, id, number, plan.position());
    }

    /// Whether a device that heard nothing new for long should get a round at the present position all the same, so
    /// that it does not hold back what may be forgotten (ADR 0036).
    private static boolean isOld(List<Round> rounds, int number, Instant now) {
        return rounds.stream()
                .anyMatch(round -> round.number() == number
                        && round.madeAtMillis() < now.minus(ROUND_RENEWED).toEpochMilli());
    }

    private static void prune(WriteTransaction tx, SynchronizationId id, int parent) {
        List<Round> rounds = tx.rounds(id);
        if (rounds.size() < Lineage.ROUNDS_KEPT) {
            return;
        }
        Lineage.Pruning pruning = Lineage.of(rounds, parent).pruning();
        tx.dropRounds(id, pruning.rounds());
        tx.dropHoldings(id, pruning.holdings());
    }

    /// What the new round owes: what it tells, what it keeps silent about, and what the device was found to need
    /// since the plan was made, by a commit that came in between.
    private static List<ObjectNumber> pending(WriteTransaction tx, SynchronizationId id, SyncPlan plan) {
        Set<ObjectNumber> numbers = new TreeSet<>(plan.silent());
        plan.deliveries().forEach(delivery -> numbers.add(delivery.number()));
        if (!plan.isFirst()) {
            SyncPlanner.owed(tx, id, plan.parent()).stream()
                    .filter(number -> !plan.owed().contains(number))
                    .forEach(numbers::add);
        }
        return List.copyOf(numbers);
    }
}
