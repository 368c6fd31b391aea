package io.tidemark.catalog.command;

import io.tidemark.catalog.command.TextJobs.Job;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.draft.Draft;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.JobPlace;
import io.tidemark.core.follow.LogWork;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import io.tidemark.core.storage.WriteTransaction;
import java.time.InstantSource;
import java.util.List;

/// Writes objects anew when something changed that they show: the name of a company whose tasks carry it, the
/// definition of a custom field (command API, types 7). Each is an ordinary change, so devices hear of it. A change
/// concerns thousands of objects at times, so they are written some hundreds at a time, behind the log.
///
/// Thread-safe.
public final class TextFollower implements LogWork.Inside {
    /// Under this name it keeps its place in the log.
    public static final String NAME = "texts";

    /// Objects looked at in one transaction.
    private static final int OBJECTS_MAX = 300;

    private static final Origin ORIGIN = new Origin(null, null, "texts", null);

    private final KnownTypes standard;
    private final TextJobs standardJobs;
    private final KnownTypes.Source known;
    private final InstantSource clock;

    /// @param types the types of every account
    /// @param known the same as the engine knows them
    /// @param clock the server's clock
    public TextFollower(CommandTypes types, ObjectTypes known, InstantSource clock) {
        KnownTypes everywhere = new KnownTypes(types, known);
        this(everywhere, (account, transaction) -> everywhere, clock);
    }

    /// @param standard the types that every account has
    /// @param known the types of each account
    /// @param clock the server's clock
    public TextFollower(KnownTypes standard, KnownTypes.Source known, InstantSource clock) {
        this.standard = standard;
        this.standardJobs = new TextJobs(standard.types());
        this.known = known;
        this.clock = clock;
    }

    /// Which types an account has of its own is not asked here: whatever may concern one does.
    @Override
    public boolean concerns(LogEntry entry) {
        if (!entry.kind().changesObject() || entry.number() == null) {
            return false;
        }
        boolean isNew = entry.previous().equals(Sequence.ZERO);
        return TextJobs.isDefinition(entry)
                || (TextJobs.isDescription(entry) && !isNew)
                || standardJobs.isLabelled(entry)
                || (!isNew && !standard.objects().knows(entry.key().type()));
    }

    @Override
    public Progress work(AccountId account, WriteTransaction transaction, Bookmark from, List<LogEntry> entries) {
        Run run = new Run(transaction, known.known(account, transaction));
        Bookmark reached = from;
        for (int n = 0; n < entries.size(); n++) {
            LogEntry entry = entries.get(n);
            reached = run.isDoneBy(entry, entries.subList(n + 1, entries.size()))
                    ? Bookmark.after(entry.sequence())
                    : run.rewrite(entry, reached);
            if (!reached.place().isEmpty()) {
                break;
            }
        }
        run.draft.append();
        return Progress.to(reached);
    }

    /// One transaction.
    private final class Run {
        private final WriteTransaction tx;
        private final ObjectTypes objects;
        private final TextJobs jobs;
        private final Draft draft;
        private int looked;

        Run(WriteTransaction tx, KnownTypes here) {
            this.tx = tx;
            this.objects = here.objects();
            this.jobs = here.types().equals(standard.types()) ? standardJobs : new TextJobs(here.types());
            this.draft = new Draft(tx, objects, Principal.EVERYONE, clock.instant());
        }

        /// Whether a later entry has the same objects written anew: who sets up an account makes many custom
        /// fields, one after the other.
        boolean isDoneBy(LogEntry entry, List<LogEntry> later) {
            if (!TextJobs.isDefinition(entry)) {
                return false;
            }
            List<Job> wanted = jobs.of(tx, entry);
            return later.stream()
                    .filter(TextJobs::isDefinition)
                    .anyMatch(other -> jobs.of(tx, other).containsAll(wanted));
        }

        /// @param at where to begin
        /// @return where to go on: after the entry, or at a place inside it
        Bookmark rewrite(LogEntry entry, Bookmark at) {
            List<Job> all = jobs.of(tx, entry);
            JobPlace place = JobPlace.of(at);
            for (int job = place.job(); job < all.size(); job++) {
                long after = job == place.job() ? place.after() : ObjectNumber.BEFORE_ALL;
                List<ObjectNumber> page;
                do {
                    if (looked >= OBJECTS_MAX) {
                        return at.in(new JobPlace(job, after).text());
                    }
                    page = page(all.get(job), entry, after);
                    page.forEach(this::refresh);
                    looked += page.size();
                    after = page.isEmpty() ? after : page.getLast().value();
                } while (!page.isEmpty());
            }
            return Bookmark.after(entry.sequence());
        }

        private List<ObjectNumber> page(Job job, LogEntry entry, long after) {
            TypeId type = new TypeId(job.type().name());
            ObjectNumber behind = new ObjectNumber(after);
            if (job.field().isEmpty()) {
                return job.type().selection().isPresent()
                        ? tx.living(type, behind, OBJECTS_MAX)
                        : tx.selected(Principal.EVERYONE, type, tx.head().sequence(), behind, OBJECTS_MAX);
            }
            String value = Terms.value(TextJobs.referred(entry));
            TermRange range = TermRange.of(job.field(), value);
            TermRange rest = after == ObjectNumber.BEFORE_ALL ? range : range.after(new TermHit(value, behind));
            return tx.found(type, rest, OBJECTS_MAX).stream()
                    .map(TermHit::number)
                    .toList();
        }

        private void refresh(ObjectNumber number) {
            draft.find(number).filter(Current::alive).ifPresent(current -> {
                ObjectType type = objects.get(current.key().type());
                if (type instanceof CommandObjectType described) {
                    Fields fields = described.refreshed(current.fields(), tx);
                    if (!fields.equals(current.fields())) {
                        draft.rewrite(current, fields, ORIGIN);
                    }
                }
            });
        }
    }
}
