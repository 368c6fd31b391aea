package io.tidemark.core.handshake;

import io.tidemark.core.draft.Draft;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.handshake.CommitLedger.Shown;
import io.tidemark.core.handshake.Knowledge.Told;
import io.tidemark.core.handshake.Outcome.Kind;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.StoredObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notes what items of a commit show and what became of them, and recognises copies of earlier ones.
///
/// Confined to one transaction.
final class ItemNotes {
    private final Draft draft;
    private final CommitLedger ledger;
    private final Knowledge knowledge;
    private final Provenance provenance;

    ItemNotes(Draft draft, CommitLedger ledger, Knowledge knowledge, Provenance provenance) {
        this.draft = draft;
        this.ledger = ledger;
        this.knowledge = knowledge;
        this.provenance = provenance;
    }

    Optional<UploadRecord> earlier(Upload upload, String digest) {
        return provenance.isCopy(upload) ? ledger.earlier(digest) : Optional.empty();
    }

    Outcome repeat(Upload upload, UploadRecord earlier) {
        String id = earlier.number() == null
                ? upload.id()
                : draft.find(earlier.number())
                        .map(current -> current.key().id())
                        .orElse(upload.id());
        return outcome(upload, id, earlier.kind(), earlier.code(), earlier.message());
    }

    /// A copy has no effect on the object. If the device showed something else since, the copy is either late,
    /// or the user has gone back to what it says: then it is not certain what the device holds, and it is told.
    Outcome repeatEdit(CommitItem item, UploadRecord earlier) {
        Holding held = item.known().held();
        if (held != null && item.shownBefore() == null && !isStillSo(held, earlier)) {
            showUncertain(item, held);
        }
        return repeat(item.upload(), earlier);
    }

    private boolean isStillSo(Holding held, UploadRecord earlier) {
        return switch (held.state()) {
            case CONFIRMED -> earlier.kind().confirms() && held.version().equals(earlier.version());
            case EDITED -> !knowledge.saidSomethingSince(held.number(), earlier.version());
            case DIFFERENT -> true;
            case GONE -> false;
        };
    }

    /// Shows that the device has something of a state that is stored, or will be when this commit is through.
    void showStored(CommitItem item, Current current, Holding.State state) {
        StoredObject stored = current.stored();
        if (state != Holding.State.CONFIRMED && stored != null && !stored.deleted()) {
            show(item.upload(), item, current, state, item.known().baseVersion(), -1);
        } else if (current.madeBy() >= 0 || stored == null) {
            showMade(item.upload(), item, current, state);
        } else {
            show(item, state, stored.version());
        }
    }

    void show(CommitItem item, Holding.State state, Sequence version) {
        show(item.upload(), item, item.current(), state, version, -1);
    }

    void showMade(Upload upload, @Nullable CommitItem item, Current made, Holding.State state) {
        show(upload, item, made, state, Sequence.ZERO, made.madeBy());
    }

    /// Shows that the device holds something that was not taken. Of an object that it cannot know this means
    /// nothing.
    void showDifferent(CommitItem item) {
        if (item.current().selected() || item.ownName() || !item.known().isNothing()) {
            show(
                    item.upload(),
                    item,
                    item.current(),
                    Holding.State.DIFFERENT,
                    item.known().baseVersion(),
                    -1);
        }
    }

    /// Shows that the device holds what it showed last, or what it showed before that.
    void showUncertain(CommitItem item, Holding held) {
        show(item.upload(), item, item.current(), Holding.State.DIFFERENT, held.version(), -1);
    }

    void show(
            Upload upload,
            @Nullable CommitItem item,
            Current object,
            Holding.State state,
            Sequence version,
            int madeBy) {
        Holding held = item == null ? null : item.known().held();
        String clientId = upload.clientId() != null || held == null ? upload.clientId() : held.clientId();
        java.time.Instant lastModified =
                upload.lastModified() != null || held == null ? upload.lastModified() : held.lastModified();
        boolean told = item != null && item.known().told() == Told.PRESENT;
        boolean first = item == null || !item.known().shownInRound();
        ledger.show(object, new Shown(state, version, madeBy, clientId, lastModified, told, first));
        if (upload.clientId() != null) {
            ledger.name(upload.clientId(), object);
        }
    }

    Outcome keep(
            String digest, Upload upload, Current object, Kind kind, @Nullable String code, @Nullable String message) {
        Outcome outcome = outcome(upload, object.key().id(), kind, code, message);
        if (provenance.isCopy(upload)) {
            ledger.keep(digest, outcome, object);
        }
        return outcome;
    }

    Outcome keepRefusal(
            String digest, Upload upload, @Nullable Current object, Kind kind, ErrorCode code, String sentence) {
        String id = object == null ? upload.id() : object.key().id();
        Outcome outcome = outcome(upload, id, kind, code.code(), sentence);
        if (provenance.isCopy(upload)) {
            ledger.keep(digest, outcome, object);
        }
        return outcome;
    }

    static Outcome outcome(
            Upload upload, @Nullable String id, Kind kind, @Nullable String code, @Nullable String message) {
        return new Outcome(upload.collection(), upload.index(), id, upload.clientId(), kind, code, message);
    }
}
