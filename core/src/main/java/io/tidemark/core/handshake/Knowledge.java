package io.tidemark.core.handshake;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a device can know of objects at the end of a lineage of rounds: what the rounds told it, what it had shown
/// before and since, and what it said itself. Nothing of this is stored with the rounds; it follows from the
/// log and the holdings.
///
/// Confined to one transaction.
final class Knowledge {
    private static final int BATCH = 500;

    private final ReadTransaction tx;
    private final Principal principal;
    private final SynchronizationId synchronization;
    private final @Nullable Lineage lineage;

    /// @param lineage the rounds the device came through; null for a commit without a token
    Knowledge(ReadTransaction tx, Principal principal, SynchronizationId synchronization, @Nullable Lineage lineage) {
        this.tx = tx;
        this.principal = principal;
        this.synchronization = synchronization;
        this.lineage = lineage;
    }

    /// Which properties the device asked to hear of; 0 for the default.
    int detection() {
        return lineage == null ? 0 : lineage.tip().detection();
    }

    /// What a device knows of one object when it commits under the last round.
    ///
    /// @param told what the round told: nothing, a version, or that it is gone
    /// @param toldVersion the version told; null unless told present
    /// @param held what the device showed last, on this lineage; null if it never showed anything
    /// @param shownInRound whether it showed that under this very round
    record Known(
            Told told,
            @Nullable StoredObject toldVersion,
            @Nullable Holding held,
            boolean shownInRound) {
        static final Known NOTHING = new Known(Told.NOTHING, null, null, false);

        boolean isNothing() {
            return told == Told.NOTHING && held == null;
        }

        /// Whether the device said last that it holds nothing, and was told nothing since.
        boolean holdsNothing() {
            return held != null && held.state() == Holding.State.GONE && (toldVersion == null || shownInRound);
        }

        /// The version that the device started from, as far as it did not change it itself; zero if not known.
        Sequence baseVersion() {
            if (toldVersion != null && !shownInRound) {
                return toldVersion.version();
            }
            return held == null ? Sequence.ZERO : held.version();
        }
    }

    /// What was told about an object.
    enum Told {
        NOTHING,
        PRESENT,
        GONE
    }

    Known of(StoredObject object, ObjectType type) {
        List<Holding> holdings = tx.holdings(synchronization, object.number());
        if (lineage == null) {
            Holding held = holdings.isEmpty() ? null : holdings.getFirst();
            return new Known(Told.NOTHING, null, held, held != null);
        }
        Round round = lineage.tip();
        Holding held = lineage.newest(holdings).orElse(null);
        boolean inRound = held != null && held.round() == round.number();
        Holding before = inRound
                ? lineage.newest(holdings.stream()
                                .filter(holding -> holding.round() != round.number())
                                .toList())
                        .orElse(null)
                : held;
        Told told = round.whole() && isSelectedAt(round, object) ? Told.PRESENT : toldSince(before, object, type);
        if (told == Told.NOTHING && !isSelectedAt(round, object) && owes(round, object)) {
            told = Told.GONE;
        }
        return new Known(told, told == Told.PRESENT ? at(object, round) : null, held, inRound);
    }

    /// What the last round told about an object that is not what the device had last shown, `held`: the table of
    /// meeting API 5.4, walked through the rounds since. Once a round told something and the device did not
    /// confirm it, every later one tells of the object again (5.3), even if it is again as the device had shown
    /// it: the device may have taken it over and its commit got lost. (A whole round tells also what is as it
    /// was shown, which does not matter here.)
    ///
    /// @param held what the device showed, in a kept round before the last one or earlier; null if nothing
    Told toldSince(@Nullable Holding held, StoredObject object, ObjectType type) {
        if (lineage == null) {
            return Told.NOTHING;
        }
        List<Edge> stays = tx.edges(principal, object.number());
        List<Round> since = lineage.path().stream()
                .filter(round -> held == null || round.number() > held.round())
                .toList();
        if (since.isEmpty()) {
            return Told.NOTHING;
        }
        PastVersions versions = new PastVersions(tx, object, since.getFirst().position());
        Told told = Told.NOTHING;
        for (Round round : since) {
            if (stays.stream().anyMatch(stay -> stay.holdsAt(round.position()))) {
                boolean due = told != Told.NOTHING
                        || held == null
                        || held.state() == Holding.State.GONE
                        || held.state() == Holding.State.DIFFERENT
                        || differs(held, versions, round, type);
                told = due ? Told.PRESENT : Told.NOTHING;
            } else {
                boolean mayHold = told != Told.NOTHING
                        || (held == null
                                ? wasDeliveredBefore(stays, round)
                                : held.state() != Holding.State.GONE && wasSelectedBefore(stays, round));
                told = mayHold ? Told.GONE : Told.NOTHING;
            }
        }
        return told;
    }

    /// Whether a round owes an object. Of one outside the selection it then told that it is gone, even if the
    /// earlier rounds that had told of it are no longer kept.
    private boolean owes(Round round, StoredObject object) {
        ObjectNumber before = new ObjectNumber(object.number().value() - 1);
        return tx.pending(synchronization, round.number(), before, 1).contains(object.number());
    }

    private boolean isSelectedAt(Round round, StoredObject object) {
        return tx.edges(principal, object.number()).stream().anyMatch(stay -> stay.holdsAt(round.position()));
    }

    private boolean differs(Holding held, PastVersions versions, Round round, ObjectType type) {
        if (held.state() == Holding.State.CONFIRMED && held.version().equals(versions.versionAt(round.position()))) {
            return false;
        }
        Fields content = content(held, type);
        return content == null
                || type.differs(
                        content, type.fields(versions.at(round.position()).body()), round.detection());
    }

    /// What the device started from; null if that is not known.
    @Nullable
    Base base(Known known, ObjectType type) {
        Holding held = known.held();
        if (known.toldVersion() != null && !known.shownInRound()) {
            return Base.of(type.fields(known.toldVersion().body()));
        }
        Fields then = held == null ? null : contentThen(held, type);
        if (held == null || then == null) {
            return held == null || !known.holdsNothing() ? null : sinceItWasGone(held, type);
        }
        if (held.state() == Holding.State.CONFIRMED || wentBack(held.number())) {
            return Base.of(then);
        }
        Fields all = withOwnStatements(then, held, type, entry -> true);
        Fields taken = withOwnStatements(then, held, type, entry -> entry.kind() != ChangeKind.REFUSED);
        Fields merged = withOwnStatements(then, held, type, entry -> entry.offered() == null);
        return all == null || taken == null || merged == null ? null : new Base(all, taken, merged);
    }

    /// The base of an object that left the device's selection, such as a meeting that its user declined: the object as
    /// it is, if nothing happened to it since the device confirmed that it has nothing.
    private @Nullable Base sinceItWasGone(Holding gone, ObjectType type) {
        if (lineage == null) {
            return null;
        }
        StoredObject now = tx.object(gone.number()).orElseThrow();
        boolean untouched = lineage.path().stream()
                .anyMatch(round ->
                        round.number() == gone.round() && !now.version().isAfter(round.position()));
        return untouched && !now.deleted() ? Base.of(type.fields(now.body())) : null;
    }

    /// What the device holds, from what it showed and said; null if that is not known.
    @Nullable
    Fields content(Holding held, ObjectType type) {
        Fields then = contentThen(held, type);
        if (then == null || held.state() == Holding.State.CONFIRMED) {
            return then;
        }
        return wentBack(held.number()) ? null : withOwnStatements(then, held, type, entry -> true);
    }

    private @Nullable Fields contentThen(Holding held, ObjectType type) {
        Optional<StoredObject> then = tx.objectAt(held.number(), held.version());
        return held.state() == Holding.State.GONE
                        || then.isEmpty()
                        || then.get().deleted()
                ? null
                : type.fields(then.get().body());
    }

    /// Whether the device showed something of an object under a newer round or on another branch. Then the log
    /// does not say which of its edits belong to this lineage.
    private boolean wentBack(ObjectNumber number) {
        return lineage != null
                && tx.holdings(synchronization, number).stream()
                        .anyMatch(holding -> lineage.newest(List.of(holding)).isEmpty());
    }

    /// What the device said since the version that it is known to have held, as far as it is asked for: its merged
    /// edits, and those that lost. Null when the log has forgotten what it said.
    private @Nullable Fields withOwnStatements(Fields held, Holding since, ObjectType type, Predicate<LogEntry> which) {
        Fields content = held;
        Sequence after = since.version();
        List<LogEntry> page;
        do {
            page = tx.history(since.number(), after, BATCH);
            for (LogEntry entry : page) {
                after = entry.sequence();
                if (!isOwn(entry)) {
                    continue;
                }
                if (!entry.sequence().isAfter(tx.horizon().states())) {
                    return null;
                }
                content = which.test(entry) ? with(content, entry, type) : content;
            }
        } while (page.size() == BATCH);
        return content;
    }

    /// Whether the device said something about an object after a position.
    boolean saidSomethingSince(ObjectNumber number, Sequence position) {
        Sequence after = position;
        List<LogEntry> page;
        do {
            page = tx.history(number, after, BATCH);
            if (page.stream().anyMatch(this::isOwn)) {
                return true;
            }
            after = page.isEmpty() ? after : page.getLast().sequence();
        } while (page.size() == BATCH);
        return false;
    }

    private boolean isOwn(LogEntry entry) {
        return Provenance.device(synchronization).equals(entry.origin().device());
    }

    private Fields with(Fields content, LogEntry entry, ObjectType type) {
        byte[] offered = entry.offered();
        ObjectNumber number = entry.number();
        Fields said;
        if (offered != null) {
            said = type.fields(offered);
        } else if (number == null) {
            return content;
        } else {
            said = tx.objectAt(number, entry.sequence())
                    .filter(object -> !object.deleted())
                    .map(object -> type.fields(object.body()))
                    .orElse(content);
        }
        Fields changed = content;
        for (String field : entry.fields()) {
            changed = changed.with(field, said.get(field));
        }
        return changed;
    }

    private StoredObject at(StoredObject object, Round round) {
        return object.version().isAfter(round.position())
                ? tx.objectAt(object.number(), round.position()).orElseThrow()
                : object;
    }

    /// Whether an object had ever been in the selection when a round was made; one that a commit created under
    /// that round or an earlier one, after the round was made, had not.
    private static boolean wasSelectedBefore(List<Edge> stays, Round round) {
        return stays.stream().anyMatch(stay -> !stay.begin().isAfter(round.position()));
    }

    private boolean wasDeliveredBefore(List<Edge> stays, Round round) {
        if (lineage == null) {
            return false;
        }
        for (Round earlier : lineage.kept()) {
            if (earlier.number() < round.number()
                    && stays.stream().anyMatch(stay -> stay.holdsAt(earlier.position()))) {
                return true;
            }
        }
        return false;
    }
}
