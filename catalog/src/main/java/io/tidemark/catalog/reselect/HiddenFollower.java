package io.tidemark.catalog.reselect;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.KnownTypes;
import io.tidemark.catalog.command.Terms;
import io.tidemark.catalog.selection.SelectionRules.Day;
import io.tidemark.catalog.selection.SelectionRules.Limit;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.JobPlace;
import io.tidemark.core.follow.LogWork;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import io.tidemark.core.storage.WriteTransaction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks again at objects whose limits name another object that was hidden, or shown again: the tasks of a
/// company go with it, and come back with it (command API 1.6). Some hundreds at a time, behind the log.
/// Thread-safe.
public final class HiddenFollower implements LogWork.Inside {
    /// Under this name it keeps its place in the log.
    public static final String NAME = "hidden";

    /// What the entries say that it writes: something that the object names changed.
    private static final String WHY = "reference";

    private final KnownTypes standard;
    private final KnownTypes.Source known;
    private final InstantSource clock;
    private final Set<String> named;

    /// @param standard the types that every account has
    /// @param known the types of each account
    /// @param clock the server's clock
    public HiddenFollower(KnownTypes standard, KnownTypes.Source known, InstantSource clock) {
        this.standard = standard;
        this.known = known;
        this.clock = clock;
        this.named = jobs(standard).stream().map(job -> job.named().name()).collect(Collectors.toUnmodifiableSet());
    }

    /// Objects that go with those of a type.
    ///
    /// @param type their type
    /// @param field their field that names the other
    /// @param named the other's type
    private record Job(CommandObjectType type, String field, CommandType named) {}

    private static List<Job> jobs(KnownTypes types) {
        List<Job> jobs = new ArrayList<>();
        for (ObjectType type : types.objects().all()) {
            if (type instanceof CommandObjectType described) {
                for (Limit limit : described
                        .selector()
                        .map(rules -> rules.rules().limits())
                        .orElse(List.of())) {
                    if (limit.day() == Day.HIDDEN) {
                        described
                                .named(limit.field())
                                .ifPresent(named -> jobs.add(new Job(described, limit.field(), named)));
                    }
                }
            }
        }
        return jobs;
    }

    /// Which types an account has of its own is not asked here: whatever may concern one does.
    @Override
    public boolean concerns(LogEntry entry) {
        boolean isNew = entry.previous().equals(Sequence.ZERO);
        String type = entry.key().type().value();
        return entry.kind().changesObject()
                && entry.number() != null
                && !isNew
                && (named.contains(type)
                        ? hides(entry, standard.types().type(type).orElseThrow())
                        : !standard.objects().knows(entry.key().type()));
    }

    private static boolean hides(LogEntry entry, CommandType type) {
        return type.deletion()
                .filter(deletion -> entry.fields().contains(deletion.field()))
                .isPresent();
    }

    @Override
    public Progress work(AccountId account, WriteTransaction tx, Bookmark from, List<LogEntry> entries) {
        LogEntry entry = entries.getFirst();
        String type = entry.key().type().value();
        List<Job> jobs = jobs(known.known(account, tx)).stream()
                .filter(job -> job.named().name().equals(type) && hides(entry, job.named()))
                .toList();
        JobPlace place = JobPlace.of(from);
        if (place.job() >= jobs.size()) {
            return Progress.to(Bookmark.after(entry.sequence()));
        }
        Job job = jobs.get(place.job());
        String value = Terms.value(Objects.requireNonNull(entry.number()).value());
        TermRange range = TermRange.of(job.field(), value);
        TermRange rest = place.after() == ObjectNumber.BEFORE_ALL
                ? range
                : range.after(new TermHit(value, new ObjectNumber(place.after())));
        List<ObjectNumber> page = tx.found(job.type().id(), rest, Reselection.OBJECTS_MAX).stream()
                .map(TermHit::number)
                .toList();
        new Reselection(tx, clock.instant(), WHY).look(job.type(), page);
        JobPlace next = page.size() < Reselection.OBJECTS_MAX
                ? place.next()
                : new JobPlace(place.job(), page.getLast().value());
        return Progress.to(from.in(next.text()));
    }
}
