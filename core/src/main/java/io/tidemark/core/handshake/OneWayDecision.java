package io.tidemark.core.handshake;

import io.tidemark.core.draft.Draft;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.handshake.CommitLedger.Shown;
import io.tidemark.core.handshake.Outcome.Kind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides uploads of types that go to the server only: insert or replace, delete, and the deletion that falls
/// through to another type (meeting API 5.9). Nobody else writes them and no device gets them, so there are no
/// versions to compare; the last word counts.
///
/// Confined to one transaction.
final class OneWayDecision {
    private final Engine engine;
    private final RuleContext context;
    private final Draft draft;
    private final CommitLedger ledger;
    private final ItemDecision others;
    private final Provenance provenance;

    OneWayDecision(
            Engine engine,
            RuleContext context,
            Draft draft,
            CommitLedger ledger,
            ItemDecision others,
            Provenance provenance) {
        this.engine = engine;
        this.context = context;
        this.draft = draft;
        this.ledger = ledger;
        this.others = others;
        this.provenance = provenance;
    }

    Outcome decide(Upload upload, Stream.OneWay oneWay) {
        String digest = provenance.digest(upload);
        Optional<UploadRecord> earlier = isCopy(upload) ? ledger.earlier(digest) : Optional.empty();
        if (earlier.isPresent()) {
            UploadRecord first = earlier.get();
            return outcome(upload, upload.id(), first.kind(), first.code(), first.message());
        }
        Optional<Current> mine = mine(upload).filter(Current::alive);
        Outcome outcome = upload.intent() == Upload.Intent.DELETED
                ? delete(upload, oneWay, mine, digest)
                : store(upload, mine, digest);
        return outcome;
    }

    private boolean isCopy(Upload upload) {
        return provenance.isCopy(upload) && upload.intent() != null;
    }

    private Optional<Current> mine(Upload upload) {
        ObjectKey key = upload.key();
        if (key != null) {
            return draft.find(key).filter(this::ownedByActor);
        }
        String clientId = upload.clientId();
        return clientId == null
                ? Optional.empty()
                : ledger.named(clientId)
                        .filter(named -> named.type().equals(upload.type()))
                        .flatMap(draft::find);
    }

    private boolean ownedByActor(Current current) {
        ObjectType type = draft.types().get(current.key().type());
        return type.delete(current.fields(), false, context) instanceof io.tidemark.core.object.Removal.Remove;
    }

    private Outcome store(Upload upload, Optional<Current> mine, String digest) {
        ObjectType type = draft.types().get(upload.type());
        ObjectKey key = mine.map(Current::key).orElseGet(() -> newKey(upload));
        if (mine.isEmpty() && draft.find(key).isPresent()) {
            key = new ObjectKey(upload.type(), engine.ids().objectId());
        }
        Fields before = mine.map(Current::fields).orElse(Fields.NONE);
        Fields wanted = type.identified(before.patchedBy(upload.content()), key.id());
        Ruling ruling = mine.isPresent() ? type.change(before, wanted, context) : type.create(wanted, context);
        return switch (ruling) {
            case Ruling.Accepted(Fields fields) -> {
                if (mine.isPresent() && fields.equals(before)) {
                    yield keep(upload, mine.get(), digest, Kind.CONFIRMED);
                }
                Origin origin = provenance.origin(context.actor().id(), digest);
                Current made = draft.put(key, mine.orElse(null), fields, origin, context);
                yield keep(upload, made, digest, mine.isPresent() ? Kind.APPLIED : Kind.CREATED);
            }
            case Ruling.Refused(ErrorCode code, String sentence) ->
                keepWithoutEffect(digest, upload, outcome(upload, upload.id(), Kind.REFUSED, code.code(), sentence));
            case Ruling.Stands(String sentence) ->
                keepWithoutEffect(
                        digest,
                        upload,
                        outcome(upload, upload.id(), Kind.REFUSED, ErrorCode.RULE_FORBIDS.code(), sentence));
        };
    }

    private ObjectKey newKey(Upload upload) {
        ObjectKey given = upload.key();
        return given == null ? new ObjectKey(upload.type(), engine.ids().objectId()) : given;
    }

    private Outcome delete(Upload upload, Stream.OneWay oneWay, Optional<Current> mine, String digest) {
        if (mine.isPresent()) {
            Current gone =
                    draft.delete(mine.get(), provenance.origin(context.actor().id(), digest), context);
            return keep(upload, gone, digest, Kind.DELETED);
        }
        if (oneWay.fallsThroughTo() != null && upload.id() == null) {
            Optional<Outcome> fallen = others.deleteInstead(upload, oneWay.fallsThroughTo());
            if (fallen.isPresent()) {
                return fallen.get();
            }
        }
        return keepWithoutEffect(
                digest, upload, outcome(upload, upload.id(), Kind.IGNORED, null, "There is no such object."));
    }

    /// Keeps that nothing was done: a copy must do nothing either, whatever there is later.
    private Outcome keepWithoutEffect(String digest, Upload upload, Outcome outcome) {
        if (isCopy(upload)) {
            ledger.keep(digest, outcome, null);
        }
        return outcome;
    }

    private Outcome keep(Upload upload, Current object, String digest, Kind kind) {
        Outcome outcome = outcome(upload, object.key().id(), kind, null, null);
        if (upload.clientId() != null) {
            ledger.name(upload.clientId(), object);
        }
        ledger.show(
                object,
                new Shown(
                        object.deleted() ? Holding.State.GONE : Holding.State.CONFIRMED,
                        Sequence.ZERO,
                        object.deleted() ? -1 : object.madeBy(),
                        upload.clientId(),
                        upload.lastModified(),
                        false,
                        false));
        if (isCopy(upload)) {
            ledger.keep(digest, outcome, object);
        }
        return outcome;
    }

    private static Outcome outcome(
            Upload upload, @Nullable String id, Kind kind, @Nullable String code, @Nullable String message) {
        return new Outcome(upload.collection(), upload.index(), id, upload.clientId(), kind, code, message);
    }
}
