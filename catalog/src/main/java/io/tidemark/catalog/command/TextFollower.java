package io.tidemark.catalog.command;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.draft.Draft;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.LogWork;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import io.tidemark.core.storage.WriteTransaction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
    private static final String CUSTOM_FIELD = "customfield";

    private final CommandTypes types;
    private final ObjectTypes known;
    private final InstantSource clock;
    private final Map<String, List<Job>> jobs = new HashMap<>();

    /// @param types the types of the account
    /// @param known the same as the engine knows them
    /// @param clock the server's clock
    public TextFollower(CommandTypes types, ObjectTypes known, InstantSource clock) {
        this.types = types;
        this.known = known;
        this.clock = clock;
        types.all().forEach(type -> type.fields().forEach(field -> learn(type, field)));
    }

    /// Objects to write anew.
    ///
    /// @param type which
    /// @param field the field that names what has changed; empty for all objects of the type
    private record Job(CommandType type, String field) {}

    private void learn(CommandType type, CommandField field) {
        if (type.key().isPresent() && field.derivation().orElse(null) instanceof Derivation.TextOf(var sources)) {
            for (String source : sources) {
                if (type.field(source).orElseThrow().reference().orElse(null) instanceof Reference.ToType toType) {
                    jobs.computeIfAbsent(toType.type(), named -> new ArrayList<>())
                            .add(new Job(type, source));
                }
            }
        }
    }

    @Override
    public boolean concerns(LogEntry entry) {
        String type = entry.key().type().value();
        if (!entry.kind().changesObject() || entry.number() == null) {
            return false;
        }
        if (isProfile(entry)) {
            return entry.fields().contains(UserProfile.NAME);
        }
        return type.equals(CUSTOM_FIELD) || (isLabelled(type, entry) && jobs.containsKey(type));
    }

    private static boolean isProfile(LogEntry entry) {
        return entry.key().type().equals(UserProfile.TYPE);
    }

    /// The number by which other objects refer to what has changed: a profile is referred to by its user's.
    private static long referred(LogEntry entry) {
        return isProfile(entry)
                ? UserProfile.user(entry.key()).value()
                : Objects.requireNonNull(entry.number()).value();
    }

    private boolean isLabelled(String type, LogEntry entry) {
        boolean isNew = entry.previous().equals(Sequence.ZERO);
        return !isNew
                && types.type(type)
                        .filter(described -> described.label().stream().anyMatch(entry.fields()::contains))
                        .isPresent();
    }

    @Override
    public Progress work(WriteTransaction transaction, Bookmark from, List<LogEntry> entries) {
        Run run = new Run(transaction);
        Bookmark reached = from;
        for (int n = 0; n < entries.size(); n++) {
            LogEntry entry = entries.get(n);
            reached = isDoneBy(transaction, entry, entries.subList(n + 1, entries.size()))
                    ? Bookmark.after(entry.sequence())
                    : run.rewrite(entry, reached);
            if (!reached.place().isEmpty()) {
                break;
            }
        }
        run.draft.append();
        return Progress.to(reached);
    }

    /// Whether a later entry has the same objects written anew: who sets up an account makes many custom fields, one
    /// after the other.
    private boolean isDoneBy(ReadTransaction tx, LogEntry entry, List<LogEntry> later) {
        if (!isDefinition(entry)) {
            return false;
        }
        List<Job> jobs = jobs(tx, entry);
        return later.stream()
                .filter(TextFollower::isDefinition)
                .anyMatch(other -> jobs(tx, other).containsAll(jobs));
    }

    private static boolean isDefinition(LogEntry entry) {
        return entry.key().type().value().equals(CUSTOM_FIELD);
    }

    private List<Job> jobs(ReadTransaction tx, LogEntry entry) {
        if (!isDefinition(entry)) {
            return jobs.getOrDefault(entry.key().type().value(), List.of());
        }
        Set<String> words = new HashSet<>();
        tx.object(entry.key())
                .filter(object -> !object.deleted())
                .ifPresent(object -> words.add(modcode(object.body())));
        if (entry.before() != null) {
            words.add(modcode(entry.before()));
        }
        return types.all().stream()
                .filter(type -> type.customFields()
                        .filter(use -> words.contains(use.objectType()))
                        .isPresent())
                .map(type -> new Job(type, ""))
                .toList();
    }

    private static String modcode(byte[] definition) {
        return Numbers.text(StoredText.object(definition), "modcode");
    }

    /// One transaction.
    private final class Run {
        private final WriteTransaction tx;
        private final Draft draft;
        private int looked;

        Run(WriteTransaction tx) {
            this.tx = tx;
            this.draft = new Draft(tx, known, Principal.EVERYONE, clock.instant());
        }

        /// @param at where to begin
        /// @return where to go on: after the entry, or at a place inside it
        Bookmark rewrite(LogEntry entry, Bookmark at) {
            List<Job> all = jobs(tx, entry);
            Place place = Place.of(at.place());
            for (int job = place.job(); job < all.size(); job++) {
                long after = job == place.job() ? place.after() : ObjectNumber.BEFORE_ALL;
                List<ObjectNumber> page;
                do {
                    if (looked >= OBJECTS_MAX) {
                        return at.in(new Place(job, after).text());
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
                return tx.selected(Principal.EVERYONE, type, tx.head().sequence(), behind, OBJECTS_MAX);
            }
            String value = Terms.value(referred(entry));
            TermRange range = TermRange.of(job.field(), value);
            TermRange rest = after == ObjectNumber.BEFORE_ALL ? range : range.after(new TermHit(value, behind));
            return tx.found(type, rest, OBJECTS_MAX).stream()
                    .map(TermHit::number)
                    .toList();
        }

        private void refresh(ObjectNumber number) {
            draft.find(number).filter(Current::alive).ifPresent(current -> {
                ObjectType type = known.get(current.key().type());
                if (type instanceof CommandObjectType described) {
                    Fields fields = described.refreshed(current.fields(), tx);
                    if (!fields.equals(current.fields())) {
                        draft.rewrite(current, fields, ORIGIN);
                    }
                }
            });
        }
    }

    /// How far an entry was worked on.
    ///
    /// @param job which of its jobs
    /// @param after the last object that was looked at in it
    private record Place(int job, long after) {
        static Place of(String text) {
            if (text.isEmpty()) {
                return new Place(0, ObjectNumber.BEFORE_ALL);
            }
            String[] parts = text.split(":", 2);
            return new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }

        String text() {
            return job + ":" + after;
        }
    }
}
