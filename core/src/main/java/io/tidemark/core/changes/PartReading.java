package io.tidemark.core.changes;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.changes.ChangePart.Gatherer;
import io.tidemark.core.changes.ChangePart.Reader;
import io.tidemark.core.changes.ResumeKey.Stage;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Horizon;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import io.tidemark.core.storage.ReadTransaction.Touch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One part of a change list in one transaction: stage by stage from where the part before ended, until the part is
/// full. Used once, by one thread.
final class PartReading {
    private static final int BATCH = 500;

    /// A part looks at no more than this, also when that tells nothing, so that its transaction stays short.
    private static final int LOOKS_MAX = 50_000;

    /// So many objects are read ahead of a reader that says itself how much it gathered.
    private static final int GATHERED_BATCH = 200;

    private final ReadTransaction tx;
    private final ChangeQuestion question;
    private final PageLimit limit;
    private final Reader reader;
    private final Reach reach;
    private int objects;
    private long bytes;
    private int looks;

    PartReading(ReadTransaction tx, ChangeQuestion question, ResumeKey resume, PageLimit limit, Reader reader) {
        this.tx = tx;
        this.question = question;
        this.limit = limit;
        this.reader = reader;
        this.reach = Reach.of(tx, question, resume);
    }

    /// @return where the next part begins; empty when this was the last
    /// @throws SyncException with `TOKEN_EXPIRED` when it is forgotten what this part would tell
    Optional<ResumeKey> from(ResumeKey begin) {
        requireRemembered(begin);
        Optional<ResumeKey> at = Optional.of(begin);
        while (at.isPresent()) {
            Step step = step(at.get());
            if (step.isFull) {
                return Optional.of(step.at);
            }
            at = next(step.at);
        }
        return at;
    }

    /// What a stage came to.
    ///
    /// @param isFull whether the part is; otherwise the stage is through
    private record Step(ResumeKey at, boolean isFull) {}

    private Step step(ResumeKey at) {
        return switch (at.stage()) {
            case SELECTION -> selection(at, reach.now().get(at.place()));
            case JOINED ->
                at.place() < reach.joined().size()
                        ? selection(at, reach.joined().get(at.place()))
                        : through(at);
            case LEFT ->
                at.place() < reach.left().size() ? left(at, reach.left().get(at.place())) : through(at);
            case GONE, TOUCHED -> touches(at);
            case OTHERS -> others(at);
        };
    }

    private static Step through(ResumeKey at) {
        return new Step(at, false);
    }

    private static Step full(ResumeKey at) {
        return new Step(at, true);
    }

    private Optional<ResumeKey> next(ResumeKey at) {
        int place = at.place() + 1;
        return switch (at.stage()) {
            case SELECTION -> Optional.of(place < reach.now().size() ? at.in(Stage.SELECTION, place) : departed(at));
            case GONE -> Optional.of(at.in(Stage.LEFT, 0));
            case TOUCHED -> Optional.of(at.in(Stage.JOINED, 0));
            case JOINED ->
                Optional.of(place < reach.joined().size() ? at.in(Stage.JOINED, place) : at.in(Stage.LEFT, 0));
            case LEFT -> place < reach.left().size() ? Optional.of(at.in(Stage.LEFT, place)) : Optional.empty();
            case OTHERS -> Optional.empty();
        };
    }

    /// What is told after the selection: what is gone since, if that is remembered.
    private ResumeKey departed(ResumeKey at) {
        return at.in(tx.horizon().remembersGoneSince(at.from()) ? Stage.GONE : Stage.OTHERS, 0);
    }

    /// A chain that was interrupted for so long that the log has forgotten what it would go on with.
    private void requireRemembered(ResumeKey at) {
        Horizon horizon = tx.horizon();
        boolean needsDepartures = at.stage() != Stage.SELECTION && at.stage() != Stage.OTHERS;
        if (!horizon.remembers(at.to()) || (needsDepartures && !horizon.remembersGoneSince(at.from()))) {
            throw new SyncException(
                    ErrorCode.TOKEN_EXPIRED,
                    "This resume key is too old. Ask again without it, with the date and time that you had.");
        }
    }

    private Step selection(ResumeKey at, Principal principal) {
        if (!reach.isOpen(principal)) {
            return through(at);
        }
        if (reader instanceof Gatherer || at.place() > 0 || at.stage() == Stage.JOINED) {
            return looked(at, principal);
        }
        if (isFull()) {
            return full(at);
        }
        // nothing is asked of single objects: the hot path
        return tx.scan(principal, question.type(), at.to(), new ObjectNumber(at.after()), limit, this::present)
                .map(last -> full(at.after(last.value())))
                .orElse(through(at));
    }

    /// A selection of whose objects something is asked before they are told: never inside the scan, which is over by
    /// then.
    private Step looked(ResumeKey begin, Principal principal) {
        ResumeKey at = begin;
        Optional<ObjectNumber> next;
        do {
            List<Scanned> batch = new ArrayList<>();
            next = tx.scan(
                    principal,
                    question.type(),
                    at.to(),
                    new ObjectNumber(at.after()),
                    new PageLimit(GATHERED_BATCH, limit.bytesMax()),
                    (number, version, modifiedAtMillis, body) ->
                            batch.add(new Scanned(number, version, modifiedAtMillis, body)));
            Set<ObjectNumber> elsewhere = elsewhere(at, batch);
            for (Scanned object : batch) {
                boolean told = !isTouched(at, object) && !elsewhere.contains(object.number());
                if (looks >= LOOKS_MAX || (told && isFull())) {
                    return full(at);
                }
                looks++;
                if (told) {
                    present(object.number, object.version, object.modifiedAtMillis, object.body);
                }
                at = at.after(object.number);
            }
            at = next.isPresent() ? at.after(next.get().value()) : at;
        } while (next.isPresent());
        return through(at);
    }

    /// What was changed since is told as touched.
    private static boolean isTouched(ResumeKey at, Scanned object) {
        return at.stage() == Stage.JOINED && object.version > at.from().value();
    }

    /// What the user has through another principal anyway needs no telling.
    private Set<ObjectNumber> elsewhere(ResumeKey at, List<Scanned> batch) {
        List<ObjectNumber> page = batch.stream().map(Scanned::number).toList();
        return at.stage() == Stage.JOINED
                ? Selections.having(tx, question.type(), reach.kept(), tx.head().sequence(), page)
                : Selections.having(tx, question.type(), reach.before(at.place()), at.to(), page);
    }

    /// Nobody knows any more which of them the device was told of: so it is told that none of them is his.
    private Step others(ResumeKey begin) {
        return gone(begin, after -> tx.numbers(question.type(), after, BATCH));
    }

    /// What a group had that the user is no longer in.
    private Step left(ResumeKey begin, Reach.Left left) {
        return gone(
                begin,
                after -> tx.everSelected(left.principal(), question.type(), begin.from(), left.until(), after, BATCH));
    }

    /// Tells of objects that they are gone, but of those that are the user's through somebody else.
    ///
    /// @param pages their numbers, ascending, after one of them; the last page is not full
    private Step gone(ResumeKey begin, Function<ObjectNumber, List<ObjectNumber>> pages) {
        ResumeKey at = begin;
        List<ObjectNumber> page;
        do {
            page = pages.apply(new ObjectNumber(at.after()));
            Set<ObjectNumber> selected = Selections.having(
                    tx, question.type(), reach.open(), tx.head().sequence(), page);
            for (ObjectNumber number : page) {
                boolean told = !selected.contains(number);
                if (looks >= LOOKS_MAX || (told && isFull())) {
                    return full(at);
                }
                looks++;
                if (told) {
                    gone(number);
                }
                at = at.after(number.value());
            }
        } while (page.size() == BATCH);
        return through(at);
    }

    /// Objects that were touched, as they are now: what was touched after the chain began is not among them.
    private Step touches(ResumeKey begin) {
        ResumeKey at = begin;
        Touches page;
        do {
            page = Touches.after(tx, reach, question.type(), new Sequence(at.after()), BATCH);
            for (Touch touch : page.touches()) {
                if (touch.at().isAfter(at.to())) {
                    return through(at);
                }
                boolean told = isTold(at, touch);
                if (looks >= LOOKS_MAX || (told && isFull())) {
                    return full(at);
                }
                looks++;
                if (told) {
                    tell(touch);
                }
                at = at.after(touch.at().value());
            }
        } while (page.isMore());
        return through(at);
    }

    /// What left one selection and is in another is told by its touch there.
    private boolean isTold(ResumeKey at, Touch touch) {
        return touch.selected()
                ? at.stage() == Stage.TOUCHED
                : reach.now().size() == 1 || !reach.isSelected(tx, touch.number());
    }

    private void tell(Touch touch) {
        if (!touch.selected()) {
            gone(touch.number());
            return;
        }
        StoredObject object = tx.object(touch.number()).orElseThrow();
        present(
                object.number().value(),
                object.version().value(),
                object.modifiedAt().toEpochMilli(),
                object.body());
    }

    private boolean isFull() {
        long gathered = reader instanceof Gatherer gatherer ? gatherer.bytes() : bytes;
        return objects >= limit.objectsMax() || gathered >= limit.bytesMax();
    }

    private void gone(ObjectNumber number) {
        objects++;
        reader.gone(number);
    }

    private void present(long number, long version, long modifiedAtMillis, byte[] body) {
        objects++;
        bytes += body.length;
        reader.present(number, version, modifiedAtMillis, body);
    }

    /// An object that a scan came upon. Never leaves its part.
    private static final class Scanned {
        private final long number;
        private final long version;
        private final long modifiedAtMillis;
        private final byte[] body;

        ObjectNumber number() {
            return new ObjectNumber(number);
        }

        Scanned(long number, long version, long modifiedAtMillis, byte[] body) {
            this.number = number;
            this.version = version;
            this.modifiedAtMillis = modifiedAtMillis;
            this.body = body;
        }
    }
}
