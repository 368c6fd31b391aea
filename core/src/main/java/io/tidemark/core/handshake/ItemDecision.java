package io.tidemark.core.handshake;

import io.tidemark.core.draft.Draft;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.handshake.CommitLedger.Shown;
import io.tidemark.core.handshake.Knowledge.Known;
import io.tidemark.core.handshake.Outcome.Kind;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.Removal;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.StoredObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides one item of a commit after the other: the table of meeting API 5.6, with finding (5.5) before it and
/// merging (5.8) in it.
///
/// What a device shows in a commit is always taken as true, also when its edit is not taken: then it is known
/// to hold something else than the server, and gets the server's version again.
///
/// Confined to one transaction.
final class ItemDecision {
    private final Engine engine;
    private final RuleContext context;
    private final Draft draft;
    private final CommitLedger ledger;
    private final Knowledge knowledge;
    private final Provenance provenance;
    private final ItemNotes notes;

    ItemDecision(
            Engine engine,
            RuleContext context,
            Draft draft,
            CommitLedger ledger,
            Knowledge knowledge,
            Provenance provenance) {
        this.engine = engine;
        this.context = context;
        this.draft = draft;
        this.ledger = ledger;
        this.knowledge = knowledge;
        this.provenance = provenance;
        this.notes = new ItemNotes(draft, ledger, knowledge, provenance);
    }

    Outcome decide(Upload upload) {
        ObjectType type = draft.types().get(upload.type());
        Optional<Current> found = find(upload);
        if (found.isEmpty()) {
            return decideUnknown(upload, type);
        }
        CommitItem item = item(upload, type, found.get());
        if (upload.clientId() != null) {
            ledger.name(upload.clientId(), found.get());
        }
        if (upload.intent() == Upload.Intent.DELETED) {
            return decideDeletion(item);
        }
        return found.get().alive() ? decideContent(item) : decideTombstone(item);
    }

    private CommitItem item(Upload upload, ObjectType type, Current current) {
        StoredObject stored = current.stored();
        Known known = stored == null ? Known.NOTHING : knowledge.of(stored, type);
        boolean ownName = upload.clientId() != null && ledger.isOwnName(upload.clientId());
        return new CommitItem(
                upload,
                type,
                current,
                known,
                ownName,
                ledger.shown(current.key()).orElse(null));
    }

    // ---- finding ----

    private Optional<Current> find(Upload upload) {
        ObjectKey key = upload.key();
        if (key != null) {
            return draft.find(key);
        }
        return upload.clientId() == null ? Optional.empty() : findNamed(upload);
    }

    private Optional<Current> findNamed(Upload upload) {
        String clientId = upload.clientId();
        return clientId == null
                ? Optional.empty()
                : ledger.named(clientId)
                        .filter(key -> key.type().equals(upload.type()))
                        .flatMap(draft::find);
    }

    private Outcome decideUnknown(Upload upload, ObjectType type) {
        String digest = provenance.digest(upload);
        return upload.intent() == Upload.Intent.MODIFIED || upload.intent() == Upload.Intent.DELETED
                ? notes.earlier(upload, digest)
                        .map(earlier -> notes.repeat(upload, earlier))
                        .orElseGet(() -> ignore(upload, digest))
                : create(upload, type, null, digest);
    }

    /// Does nothing, and keeps that: a copy must do nothing either when there is such an object later.
    private Outcome ignore(Upload upload, String digest) {
        Outcome ignored = ItemNotes.outcome(upload, upload.id(), Kind.IGNORED, null, "There is no such object.");
        if (provenance.isCopy(upload)) {
            ledger.keep(digest, ignored, null);
        }
        return ignored;
    }

    // ---- creating ----

    private Outcome create(Upload upload, ObjectType type, @Nullable Current tombstone, String digest) {
        Optional<UploadRecord> earlier = notes.earlier(upload, digest);
        if (earlier.isPresent()) {
            return notes.repeat(upload, earlier.get());
        }
        ObjectKey key = tombstone != null
                ? tombstone.key()
                : new ObjectKey(
                        upload.type(), upload.id() == null ? engine.ids().objectId() : upload.id());
        Fields wanted = identified(type, Fields.NONE.patchedBy(upload.content()), key);
        Origin origin = provenance.origin(context.actor().id(), digest);
        return switch (type.create(wanted, context)) {
            case Ruling.Accepted(Fields fields) -> {
                boolean asSent = !isPutRight(type, wanted, fields);
                Current made = draft.put(key, tombstone, fields, asSent ? origin : origin.indirect(), context);
                notes.showMade(upload, null, made, asSent ? Holding.State.CONFIRMED : Holding.State.DIFFERENT);
                yield notes.keep(digest, upload, made, Kind.CREATED, null, null);
            }
            case Ruling.Refused(ErrorCode code, String sentence) -> {
                draft.keepOffered(ChangeKind.REFUSED, key, tombstone, wanted, origin, code.code() + " " + sentence);
                yield notes.keepRefusal(digest, upload, tombstone, Kind.REFUSED, code, sentence);
            }
            case Ruling.Stands(String sentence) ->
                notes.keepRefusal(digest, upload, tombstone, Kind.REFUSED, ErrorCode.RULE_FORBIDS, sentence);
        };
    }

    private static Fields identified(ObjectType type, Fields fields, ObjectKey key) {
        return type.identified(fields, key.id());
    }

    /// A creation under the name of something that was deleted. Only a device that knows of the deletion means
    /// a new object by it, or one that never gave the name; for any other it is a late copy of the old
    /// creation, or an edit that lost against the deletion. Such an edit stays in the log.
    private Outcome decideTombstone(CommitItem item) {
        Upload upload = item.upload();
        String digest = provenance.digest(upload);
        Optional<UploadRecord> earlier = notes.earlier(upload, digest);
        if (earlier.isPresent()) {
            return notes.repeat(upload, earlier.get());
        }
        Holding held = item.known().held();
        Shown before = item.shownBefore();
        boolean knowsItIsGone = before == null
                ? held != null && held.state() == Holding.State.GONE
                : before.state() == Holding.State.GONE;
        boolean onlyNamed = upload.id() == null && item.known().isNothing() && !item.ownName();
        if (upload.intent() == Upload.Intent.NEW && (knowsItIsGone || onlyNamed)) {
            return create(upload, item.type(), upload.id() == null ? null : item.current(), digest);
        }
        String sentence = "The object was deleted; the next synchronization says so.";
        Base base = knowledge.base(item.known(), item.type());
        if (base != null && sameAs(item, base.said())) {
            return ItemNotes.outcome(upload, item.current().key().id(), Kind.IGNORED, null, sentence);
        }
        draft.keepOffered(
                ChangeKind.OVERRULED,
                item.current().key(),
                item.current(),
                Fields.NONE.patchedBy(upload.content()),
                provenance.origin(context.actor().id(), digest),
                sentence);
        notes.showDifferent(item);
        return notes.keep(digest, upload, item.current(), Kind.IGNORED, null, sentence);
    }

    // ---- editing ----

    private Outcome decideContent(CommitItem item) {
        Upload upload = item.upload();
        StoredObject told = item.known().toldVersion();
        if (told != null && sameAs(item, item.type().fields(told.body())) && !isTakenBack(item, told)) {
            return confirmTold(item, told);
        }
        String digest = provenance.digest(upload);
        Optional<UploadRecord> earlier = notes.earlier(upload, digest);
        if (earlier.isPresent()) {
            return notes.repeatEdit(item, earlier.get());
        }
        return item.current().selected() && sameAs(item, item.current().fields())
                ? confirmCurrent(item, digest)
                : edit(item, digest);
    }

    private static boolean sameAs(CommitItem item, Fields fields) {
        return item.upload().content().changesTo(fields).isEmpty();
    }

    /// Content equal to what the round told confirms it and writes nothing, whatever happened since (5.6). If
    /// the device showed something else under this round in between, it is either a late copy of that
    /// confirmation, or the user took an edit back. A copy comes with the token and the time of the first;
    /// what comes with a token that was given after the edit, or with a later time of the same device's clock,
    /// was decided after the edit.
    private boolean isTakenBack(CommitItem item, StoredObject told) {
        Holding held = item.known().held();
        if (item.shownBefore() != null) {
            return true;
        }
        if (!item.known().shownInRound() || held == null) {
            return false;
        }
        boolean tokenKnowsTheEdit = held.state() == Holding.State.CONFIRMED
                && held.version().isAfter(told.version())
                && provenance.tokenKnows(held.version());
        java.time.Instant time = item.upload().lastModified();
        return tokenKnowsTheEdit
                || (isCertain(held)
                        && time != null
                        && held.lastModified() != null
                        && time.isAfter(held.lastModified()));
    }

    /// Whether the times of what a device showed are in the order in which it came: not when one went back.
    private static boolean isCertain(Holding held) {
        return held.state() == Holding.State.CONFIRMED || held.state() == Holding.State.EDITED;
    }

    private Outcome confirmTold(CommitItem item, StoredObject told) {
        Holding held = item.known().held();
        boolean shownOtherwise = item.known().shownInRound()
                && held != null
                && !(held.state() == Holding.State.CONFIRMED && held.version().equals(told.version()));
        if (held != null && shownOtherwise) {
            notes.showUncertain(item, held);
        } else {
            notes.show(item, Holding.State.CONFIRMED, told.version());
        }
        return ItemNotes.outcome(item.upload(), item.current().key().id(), Kind.CONFIRMED, null, null);
    }

    /// Saying what is already so confirms it; the caller has checked that the user may know that it is so. It
    /// is kept as an upload, so that a copy that comes after a further change is not taken for an edit.
    private Outcome confirmCurrent(CommitItem item, String digest) {
        Fields onDevice = onDevice(item, base(item));
        notes.showStored(
                item,
                item.current(),
                stateOnDevice(
                        item, onDevice, item.current().fields(), item.current().fields()));
        return notes.keep(digest, item.upload(), item.current(), Kind.CONFIRMED, null, null);
    }

    private Outcome edit(CommitItem item, String digest) {
        Upload upload = item.upload();
        Current current = item.current();
        Base base = base(item);
        Merge merge = Merge.of(
                item.type(),
                base,
                current.fields(),
                draft.modifiedAt(current),
                upload.content(),
                upload.lastModified());
        return switch (merge) {
            case Merge.Plain(Fields fields) -> rule(item, digest, base, fields, Kind.APPLIED);
            case Merge.Both(Fields fields) -> rule(item, digest, base, fields, Kind.MERGED);
            case Merge.EditWins(Fields fields) -> rule(item, digest, base, fields, Kind.CONFLICT_WON);
            case Merge.ServerStands() -> stand(item, digest);
        };
    }

    /// The server's version stands. Who was not even permitted to edit hears that instead: a conflict would say
    /// that somebody changed what this user may not know of.
    private Outcome stand(CommitItem item, String digest) {
        Fields wanted = item.current().fields().patchedBy(item.upload().content());
        return !item.current().selected()
                        && item.type().change(item.current().fields(), wanted, context)
                                instanceof Ruling.Refused(ErrorCode code, String sentence)
                ? refuse(item, digest, wanted, code, sentence)
                : lose(item, digest, "Somebody else changed the same thing later; that version stands.");
    }

    /// What the device started from: what it is known to hold, and what it said about the object earlier in
    /// this commit.
    private @Nullable Base base(CommitItem item) {
        Current current = item.current();
        StoredObject stored = current.stored();
        if (stored == null || (stored.deleted() && current.madeBy() >= 0)) {
            return Base.of(current.fields());
        }
        Base base = knowledge.base(item.known(), item.type());
        return base == null || current.madeBy() < 0
                ? base
                : base.saying(current.fields().differingFrom(item.type().fields(stored.body())), current.fields());
    }

    /// What the device holds when it has said what it says now; null if that is not known.
    private static @Nullable Fields onDevice(CommitItem item, @Nullable Base base) {
        return base == null || item.known().holdsNothing()
                ? null
                : base.held().patchedBy(item.upload().content());
    }

    private Outcome rule(CommitItem item, String digest, @Nullable Base base, Fields wanted, Kind kind) {
        Current current = item.current();
        Origin origin = provenance.origin(context.actor().id(), digest);
        return switch (item.type().change(current.fields(), wanted, context)) {
            case Ruling.Accepted(Fields fields) -> {
                Holding.State state = stateOnDevice(item, onDevice(item, base), wanted, fields);
                if (fields.equals(current.fields())) {
                    notes.showStored(item, current, state);
                    yield notes.keep(digest, item.upload(), current, Kind.CONFIRMED, null, null);
                }
                boolean isToHear = state == Holding.State.DIFFERENT;
                Current made =
                        draft.put(current.key(), current, fields, isToHear ? origin.indirect() : origin, context);
                notes.showStored(item, made, state);
                yield notes.keep(digest, item.upload(), made, kind, null, null);
            }
            case Ruling.Refused(ErrorCode code, String sentence) -> refuse(item, digest, wanted, code, sentence);
            case Ruling.Stands(String sentence) -> lose(item, digest, sentence);
        };
    }

    /// Whether the type's rules changed what a device said, in a property that a device asks to hear of by
    /// default or just now (5.7). It is told then: nothing remembers what exactly it said, for the day when it
    /// asks for more.
    private boolean isPutRight(ObjectType type, Fields wanted, Fields stored) {
        return type.differs(wanted, stored, 0) || type.differs(wanted, stored, knowledge.detection());
    }

    /// What the device, which now holds `onDevice`, has of `stored`, which was made of `wanted` by the type's
    /// rules. What others changed is sent back only where the device asked to hear of it (5.7), and is not
    /// taken for known.
    private Holding.State stateOnDevice(CommitItem item, @Nullable Fields onDevice, Fields wanted, Fields stored) {
        if (onDevice == null
                || mayBeOvertaken(item)
                || isPutRight(item.type(), wanted, stored)
                || item.type().differs(onDevice, stored, knowledge.detection())) {
            return Holding.State.DIFFERENT;
        }
        return onDevice.equals(wanted) ? Holding.State.CONFIRMED : Holding.State.EDITED;
    }

    /// Whether the device showed something later under this round already, by its own clock: then an older
    /// commit may have been overtaken by a newer one, or the clock was set back. The edit is taken in the order
    /// of arrival, and the device is told what stands.
    private static boolean mayBeOvertaken(CommitItem item) {
        Holding held = item.known().held();
        java.time.Instant time = item.upload().lastModified();
        return item.known().shownInRound()
                && held != null
                && held.lastModified() != null
                && time != null
                && time.isBefore(held.lastModified());
    }

    private Outcome lose(CommitItem item, String digest, String sentence) {
        Current current = item.current();
        draft.keepOffered(
                ChangeKind.OVERRULED,
                current.key(),
                current,
                current.fields().patchedBy(item.upload().content()),
                provenance.origin(context.actor().id(), digest),
                sentence);
        notes.showDifferent(item);
        return notes.keep(digest, item.upload(), current, Kind.CONFLICT_LOST, null, sentence);
    }

    private Outcome refuse(CommitItem item, String digest, Fields wanted, ErrorCode code, String sentence) {
        Current current = item.current();
        draft.keepOffered(
                ChangeKind.REFUSED,
                current.key(),
                current,
                wanted,
                provenance.origin(context.actor().id(), digest),
                code.code() + " " + sentence);
        notes.showDifferent(item);
        return notes.keepRefusal(digest, item.upload(), current, Kind.REFUSED, code, sentence);
    }

    // ---- deleting ----

    private Outcome decideDeletion(CommitItem item) {
        Current current = item.current();
        String digest = provenance.digest(item.upload());
        Optional<UploadRecord> earlier = notes.earlier(item.upload(), digest);
        if (earlier.isPresent()) {
            return notes.repeat(item.upload(), earlier.get());
        }
        if (current.alive() && current.selected() && !item.toldGone()) {
            return delete(item, digest, false);
        }
        if (item.known().isNothing() && current.madeBy() < 0) {
            return ignore(item.upload(), digest);
        }
        notes.show(item, Holding.State.GONE, Sequence.ZERO);
        return notes.keep(digest, item.upload(), current, Kind.CONFIRMED, null, null);
    }

    /// Deletes an object whose deletion was meant for something else (5.9).
    Optional<Outcome> deleteInstead(Upload upload, io.tidemark.core.object.TypeId among) {
        Upload renamed = new Upload(
                upload.collection(),
                upload.index(),
                among,
                upload.intent(),
                null,
                upload.clientId(),
                upload.lastModified(),
                upload.content());
        return findNamed(renamed)
                .filter(Current::alive)
                .filter(Current::selected)
                .map(current -> {
                    CommitItem item = item(renamed, draft.types().get(among), current);
                    String digest = provenance.digest(renamed);
                    return notes.earlier(renamed, digest)
                            .map(earlier -> notes.repeat(renamed, earlier))
                            .orElseGet(() -> delete(item, digest, true));
                });
    }

    private Outcome delete(CommitItem item, String digest, boolean mistaken) {
        Current current = item.current();
        Origin origin = provenance.origin(context.actor().id(), digest);
        return switch (item.type().delete(current.fields(), mistaken, context)) {
            case Removal.Remove() -> {
                Current gone = draft.delete(current, origin, context);
                notes.show(item, Holding.State.GONE, Sequence.ZERO);
                yield notes.keep(digest, item.upload(), gone, Kind.DELETED, null, null);
            }
            case Removal.Replace(Fields fields) -> {
                Current changed = fields.equals(current.fields())
                        ? current
                        : draft.put(current.key(), current, fields, origin, context);
                notes.show(item, Holding.State.GONE, Sequence.ZERO);
                yield notes.keep(digest, item.upload(), changed, Kind.DELETED, null, null);
            }
            case Removal.Refused(ErrorCode code, String sentence) -> {
                draft.keepOffered(
                        ChangeKind.REFUSED, current.key(), current, Fields.NONE, origin, code.code() + " " + sentence);
                notes.show(item, Holding.State.DIFFERENT, Sequence.ZERO);
                yield notes.keepRefusal(digest, item.upload(), current, Kind.REFUSED, code, sentence);
            }
        };
    }
}
