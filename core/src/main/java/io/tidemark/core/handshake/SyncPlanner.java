package io.tidemark.core.handshake;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Knowledge.Told;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Decides what a device is told: the difference of meeting API 5.4, computed only for objects that can differ.
///
/// An object can differ from what the device is known to hold only if its last round still owes it, or if
/// something touched it for this user since. Everything else was told and confirmed, and has not changed.
///
/// Confined to one transaction.
final class SyncPlanner {
    private static final int BATCH = 2_000;
    private static final SynchronizationId NONE_YET = new SynchronizationId(Long.MAX_VALUE);

    private final ReadTransaction tx;
    private final ObjectTypes types;
    private final Principal principal;
    private final Stream stream;
    private final TokenDesk desk;

    SyncPlanner(ReadTransaction tx, ObjectTypes types, UserId user, Stream stream, TokenDesk desk) {
        this.tx = tx;
        this.types = types;
        this.principal = Principal.of(user);
        this.stream = stream;
        this.desk = desk;
    }

    SyncPlan plan(Optional<String> tokenText, int detection) {
        Head head = tx.head();
        if (tokenText.isEmpty()) {
            return new SyncPlan(
                    head.epoch(),
                    head.sequence(),
                    NONE_YET,
                    0,
                    Optional.empty(),
                    true,
                    selectedAt(head.sequence()),
                    Set.of(),
                    List.of(),
                    List.of(),
                    false);
        }
        SyncToken token = desk.open(tokenText.get(), tx);
        SynchronizationId id = token.synchronization();
        Synchronization known = tx.synchronization(id).orElseThrow(TokenDesk::forgotten);
        Lineage lineage = Lineage.of(tx.rounds(id), token.round());
        Knowledge knowledge = new Knowledge(tx, principal, id, lineage);

        boolean whole = owesEverything(id, lineage.tip());
        Set<ObjectNumber> remembered = owed(tx, id, lineage.tip().number());
        Set<ObjectNumber> candidates = new TreeSet<>(remembered);
        addTouched(token.position(), candidates);
        if (!whole && lineage.tip().owed() > 0) {
            addUnconfirmed(id, lineage, candidates);
        }
        return compare(candidates, remembered, new Comparison(head, id, known, lineage, knowledge, whole, detection));
    }

    /// The circumstances of one comparison.
    private record Comparison(
            Head head,
            SynchronizationId id,
            Synchronization known,
            Lineage lineage,
            Knowledge knowledge,
            boolean whole,
            int detection) {}

    private SyncPlan compare(Set<ObjectNumber> candidates, Set<ObjectNumber> remembered, Comparison with) {
        List<Delivery> deliveries = new ArrayList<>();
        List<ObjectNumber> silent = new ArrayList<>();
        boolean silentNews = false;
        for (ObjectNumber number : candidates) {
            switch (difference(number, remembered.contains(number), with)) {
                case Difference.Told(Delivery delivery) -> {
                    if (!with.whole() || delivery.state() == DeliveryState.DELETED) {
                        deliveries.add(delivery);
                    }
                }
                case Difference.Silent() -> {
                    silent.add(number);
                    silentNews |= !remembered.contains(number);
                }
                case Difference.None() -> {}
            }
        }
        return new SyncPlan(
                with.head().epoch(),
                with.head().sequence(),
                with.id(),
                with.lineage().tip().number(),
                Optional.of(with.known().usedAt()),
                with.whole(),
                with.whole() ? selectedAt(with.head().sequence()) : 0,
                remembered,
                deliveries,
                silent,
                silentNews);
    }

    /// What an object is to the device: the table of meeting API 5.4.
    private sealed interface Difference {
        record Told(Delivery delivery) implements Difference {}

        record Silent() implements Difference {}

        record None() implements Difference {}
    }

    private Difference difference(ObjectNumber number, boolean wasOwed, Comparison with) {
        StoredObject object = tx.object(number).orElseThrow();
        boolean selected = !object.deleted() && object.audience().contains(principal);
        Holding held = with.lineage().newest(tx.holdings(with.id(), number)).orElse(null);
        if (held == null) {
            if (selected) {
                return told(object, DeliveryState.NEW, null, with);
            }
            return wasOwed || wasDelivered(number, with.lineage())
                    ? told(object, DeliveryState.DELETED, null, with)
                    : new Difference.None();
        }
        if (!selected) {
            return held.state() == Holding.State.GONE && toldSince(held, object, with) == Told.NOTHING
                    ? new Difference.None()
                    : told(object, DeliveryState.DELETED, held, with);
        }
        return switch (held.state()) {
            case GONE -> told(object, DeliveryState.NEW, held, with);
            case DIFFERENT ->
                held.version().equals(Sequence.ZERO)
                        ? told(object, DeliveryState.NEW, held, with)
                        : again(object, held, toldSince(held, object, with), with);
            case CONFIRMED, EDITED -> known(object, held, with);
        };
    }

    private Difference known(StoredObject object, Holding held, Comparison with) {
        Told since = toldSince(held, object, with);
        if (since == Told.NOTHING
                && held.state() == Holding.State.CONFIRMED
                && held.version().equals(object.version())) {
            return new Difference.None();
        }
        ObjectType type = types.get(object.key().type());
        Fields content = with.knowledge().content(held, type);
        Fields now = type.fields(object.body());
        if (since != Told.NOTHING || content == null || type.differs(content, now, with.detection())) {
            return again(object, held, since, with);
        }
        return content.equals(now) ? new Difference.None() : new Difference.Silent();
    }

    /// Tells a device of an object that it holds, or held until it was told that the object is gone.
    private Difference again(StoredObject object, Holding held, Told since, Comparison with) {
        return told(object, since == Told.GONE ? DeliveryState.NEW : DeliveryState.MODIFIED, held, with);
    }

    private Told toldSince(Holding held, StoredObject object, Comparison with) {
        return with.knowledge().toldSince(held, object, types.get(object.key().type()));
    }

    /// A delivery, under the device's own name for the object: also one that it gave on a branch of rounds from
    /// which it has gone back, and unless it has given the name to another object since (5.5).
    private Difference told(StoredObject object, DeliveryState state, @Nullable Holding held, Comparison with) {
        String name = tx.holdings(with.id(), object.number()).stream()
                .map(Holding::clientId)
                .filter(Objects::nonNull)
                .findFirst()
                .filter(given -> tx.named(with.id(), given)
                        .filter(object.number()::equals)
                        .isPresent())
                .orElse(null);
        return new Difference.Told(
                new Delivery(object.number(), object.key(), state, name, held == null ? null : held.lastModified()));
    }

    /// Whether any answer of this synchronization, even one that got lost, told the device of an object that it
    /// never showed.
    private boolean wasDelivered(ObjectNumber number, Lineage lineage) {
        List<Edge> stays = tx.edges(principal, number);
        for (Round round : lineage.kept()) {
            if (stays.stream().anyMatch(stay -> stay.holdsAt(round.position()))) {
                return true;
            }
        }
        return false;
    }

    /// Whether the device was told the whole selection and has shown nothing of it, so that the same answer is due
    /// again.
    private boolean owesEverything(SynchronizationId id, Round round) {
        return round.whole() && round.owed() > 0 && !tx.hasHoldings(id);
    }

    private long selectedAt(Sequence position) {
        return stream.types().stream()
                .mapToLong(type -> tx.countSelected(principal, type, position))
                .sum();
    }

    /// The objects that a round owes.
    static Set<ObjectNumber> owed(ReadTransaction tx, SynchronizationId id, int round) {
        Set<ObjectNumber> all = new HashSet<>();
        ObjectNumber after = new ObjectNumber(ObjectNumber.BEFORE_ALL);
        List<ObjectNumber> page;
        do {
            page = tx.pending(id, round, after, BATCH);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast();
        } while (page.size() == BATCH);
        return all;
    }

    private void addTouched(Sequence since, Set<ObjectNumber> candidates) {
        for (TypeId type : stream.types()) {
            Sequence after = since;
            List<ReadTransaction.Touch> page;
            do {
                page = tx.touched(principal, type, after, BATCH);
                page.forEach(touch -> candidates.add(touch.number()));
                after = page.isEmpty() ? after : page.getLast().at();
            } while (page.size() == BATCH);
        }
    }

    /// Adds what a whole round told and the device has not shown under it: the selection of then without what
    /// is held since. What it showed under an earlier round, in a commit that came late, may be another
    /// version. The work is bounded by what that round told.
    private void addUnconfirmed(SynchronizationId id, Lineage lineage, Set<ObjectNumber> candidates) {
        for (TypeId type : stream.types()) {
            ObjectNumber after = new ObjectNumber(ObjectNumber.BEFORE_ALL);
            List<ObjectNumber> page;
            do {
                page = tx.selected(principal, type, lineage.tip().position(), after, BATCH);
                if (!page.isEmpty()) {
                    Set<ObjectNumber> shown = shown(id, lineage, page.getFirst(), page.getLast());
                    page.stream().filter(number -> !shown.contains(number)).forEach(candidates::add);
                    after = page.getLast();
                }
            } while (page.size() == BATCH);
        }
    }

    private Set<ObjectNumber> shown(SynchronizationId id, Lineage lineage, ObjectNumber from, ObjectNumber to) {
        Set<ObjectNumber> shown = new HashSet<>();
        for (Holding holding : tx.holdings(id, from, to)) {
            if (holding.round() == lineage.tip().number()) {
                shown.add(holding.number());
            }
        }
        return shown;
    }
}
