package io.tidemark.core.handshake;

import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.draft.Draft.Numbers;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a commit says about the device: what it holds now, how it calls things, and what became of its uploads.
/// Gathered while the items are decided, written when the changes have their numbers.
///
/// Confined to one transaction.
final class CommitLedger {
    private final WriteTransaction tx;
    private final Synchronization synchronization;
    private final @Nullable Lineage lineage;
    private final Map<ObjectKey, Shown> shown = new LinkedHashMap<>();
    private final Map<String, ObjectKey> names = new LinkedHashMap<>();
    private final Map<ObjectKey, Current> objects = new HashMap<>();
    private final List<Uploaded> uploads = new ArrayList<>();

    CommitLedger(WriteTransaction tx, Synchronization synchronization, @Nullable Lineage lineage) {
        this.tx = tx;
        this.synchronization = synchronization;
        this.lineage = lineage;
    }

    /// What a device showed in this commit. The version is one that exists, or that of a change of this commit.
    ///
    /// @param state what it holds
    /// @param version the version, when it exists already
    /// @param madeBy the change of this commit that makes the version; -1 if it exists already
    /// @param clientId its name for the object, or null
    /// @param lastModified its own time of change, or null
    /// @param owed whether the round had told the object as present
    /// @param firstInRound whether it had shown nothing of the object under this round before
    record Shown(
            Holding.State state,
            Sequence version,
            int madeBy,
            @Nullable String clientId,
            @Nullable Instant lastModified,
            boolean owed,
            boolean firstInRound) {}

    private record Uploaded(
            String digest, Outcome outcome, @Nullable ObjectKey key, int madeBy, Sequence version) {}

    Optional<Shown> shown(ObjectKey key) {
        return Optional.ofNullable(shown.get(key));
    }

    void show(Current object, Shown what) {
        objects.put(object.key(), object);
        shown.merge(object.key(), what, CommitLedger::later);
    }

    private static Shown later(Shown first, Shown second) {
        return new Shown(
                second.state(),
                second.version(),
                second.madeBy(),
                second.clientId() == null ? first.clientId() : second.clientId(),
                second.lastModified() == null ? first.lastModified() : second.lastModified(),
                first.owed(),
                first.firstInRound());
    }

    void name(String clientId, Current object) {
        objects.put(object.key(), object);
        names.put(clientId, object.key());
    }

    /// The object that this device calls by a name; if it calls none so, what another one of the user's devices
    /// calls so.
    Optional<ObjectKey> named(String clientId) {
        ObjectKey inThisCommit = names.get(clientId);
        if (inThisCommit != null) {
            return Optional.of(inThisCommit);
        }
        return tx.named(synchronization.id(), clientId)
                .or(() -> tx.named(synchronization.user(), synchronization.stream(), clientId))
                .flatMap(tx::object)
                .map(object -> object.key());
    }

    /// Whether this device has given a name before.
    boolean isOwnName(String clientId) {
        return names.containsKey(clientId)
                || tx.named(synchronization.id(), clientId).isPresent();
    }

    Optional<UploadRecord> earlier(String digest) {
        return tx.upload(synchronization.id(), digest);
    }

    void keep(String digest, Outcome outcome, @Nullable Current object) {
        if (object != null) {
            objects.put(object.key(), object);
        }
        uploads.add(new Uploaded(
                digest,
                outcome,
                object == null ? null : object.key(),
                object == null ? -1 : object.madeBy(),
                object == null || object.stored() == null
                        ? Sequence.ZERO
                        : object.stored().version()));
    }

    /// Whether anything has to be written.
    boolean isEmpty() {
        return shown.isEmpty() && names.isEmpty() && uploads.isEmpty();
    }

    void write(Numbers numbers, Instant now) {
        if (isEmpty()) {
            return;
        }
        tx.putSynchronization(new Synchronization(
                synchronization.id(),
                synchronization.user(),
                synchronization.stream(),
                now,
                synchronization.lastRound()));
        writeShown(numbers);
        names.forEach((clientId, key) -> tx.putName(synchronization, clientId, number(key, numbers)));
        for (Uploaded upload : uploads) {
            tx.putUpload(new UploadRecord(
                    synchronization.id(),
                    upload.digest(),
                    upload.outcome().kind(),
                    upload.key() == null ? null : number(upload.key(), numbers),
                    upload.madeBy() < 0 ? upload.version() : numbers.version(upload.madeBy()),
                    upload.outcome().code(),
                    upload.outcome().message()));
        }
    }

    private void writeShown(Numbers numbers) {
        int round = lineage == null ? 0 : lineage.tip().number();
        int floor = lineage == null ? 0 : lineage.floor();
        long confirmedNow = 0;
        List<ObjectNumber> owed = new ArrayList<>();
        for (Map.Entry<ObjectKey, Shown> entry : shown.entrySet()) {
            Shown what = entry.getValue();
            ObjectNumber number = number(entry.getKey(), numbers);
            Sequence version = what.madeBy() < 0 ? what.version() : numbers.version(what.madeBy());
            tx.putHolding(
                    new Holding(
                            synchronization.id(),
                            number,
                            round,
                            what.state(),
                            version,
                            what.clientId(),
                            what.lastModified()),
                    floor);
            if (lineage == null) {
                continue;
            }
            if (what.owed() && what.firstInRound() && lineage.tip().whole()) {
                confirmedNow++;
            }
            if (what.state() == Holding.State.DIFFERENT || what.state() == Holding.State.EDITED) {
                owed.add(number);
            } else {
                tx.removePending(synchronization.id(), round, number);
            }
        }
        if (lineage != null) {
            owed.sort(null);
            owe(owed);
            if (confirmedNow > 0) {
                tx.putRound(lineage.tip().owing(lineage.tip().owed() - confirmedNow));
            }
        }
    }

    /// Makes the round owe objects, and the rounds that were made from it before this commit arrived.
    private void owe(List<ObjectNumber> numbers) {
        if (lineage == null || numbers.isEmpty()) {
            return;
        }
        tx.addPending(synchronization.id(), lineage.tip().number(), numbers);
        for (Round successor : lineage.successors()) {
            tx.addPending(synchronization.id(), successor.number(), numbers);
        }
    }

    private ObjectNumber number(ObjectKey key, Numbers numbers) {
        Current object = objects.get(key);
        if (object == null) {
            throw new IllegalStateException("the ledger speaks only of objects it was shown");
        }
        return numbers.number(object.number(), object.madeBy());
    }
}
