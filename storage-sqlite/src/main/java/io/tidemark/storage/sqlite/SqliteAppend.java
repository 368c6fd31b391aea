package io.tidemark.storage.sqlite;

import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.content.ContentHash;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.Term;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction.Appended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One call of `append`: numbers the changes and writes them. Confined to its transaction.
final class SqliteAppend {
    private static final String UPDATE_HEAD = "UPDATE head SET sequence = ?, at = ? WHERE account = ?";
    private static final String INSERT_OBJECT = """
            INSERT INTO object (key, account, number, version, modified_at, deleted, audience, due, body, type, folded_id,
              id)
            VALUES ((?1 << 40) + ?2, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """;
    private static final String UPDATE_OBJECT = """
            UPDATE object SET version = ?3, modified_at = ?4, deleted = ?5, audience = ?6, due = ?7, body = ?8
            WHERE account = ?1 AND key = (?1 << 40) + ?2
            """;
    private static final String MOVE_OBJECT =
            "UPDATE object SET audience = ?3, due = ?4 WHERE account = ?1 AND key = (?1 << 40) + ?2";
    private static final String REWRITE_OBJECT =
            "UPDATE object SET audience = ?3, due = ?4, body = ?5 WHERE account = ?1 AND key = (?1 << 40) + ?2";
    private static final String INSERT_LOG = """
            INSERT INTO log (account, sequence, at, kind, type, number, id, previous, fields, user, device, call,
              upload, session, parted, detail, before, offered)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String RETIRE_EDGES = "UPDATE edge SET touched = 0"
            + " WHERE account = ? AND principal = ? AND type = ? AND number = ? AND touched > 0";
    private static final String INSERT_EDGE =
            "INSERT INTO edge (account, principal, type, number, began, touched) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String TOUCH_EDGE = "UPDATE edge SET touched = ?"
            + " WHERE account = ? AND principal = ? AND type = ? AND number = ? AND ended IS NULL";
    private static final String END_EDGE = "UPDATE edge SET touched = ?, ended = ?"
            + " WHERE account = ? AND principal = ? AND type = ? AND number = ? AND ended IS NULL";
    private static final String DELETE_SPANS = "DELETE FROM span WHERE account = ? AND number = ?";
    private static final String INSERT_SPAN =
            "INSERT INTO span (account, principal, reach, start, number, place, finish) VALUES (?, ?, ?, ?, ?, ?, ?)";
    /// Left alone, SQLite walks all namings of the account.
    static final String END_NAMINGS = "UPDATE naming INDEXED BY naming_by_object SET ended = ?"
            + " WHERE account = ? AND number = ? AND ended IS NULL";
    private static final String PUT_NAMING = "INSERT INTO naming (account, hash, number) VALUES (?, ?, ?)"
            + " ON CONFLICT (account, hash, number) DO UPDATE SET ended = NULL";

    /// Left alone, SQLite walks all memberships of the account.
    private static final String SELECT_GROUP =
            "SELECT DISTINCT principal FROM membership INDEXED BY membership_by_object WHERE account = ? AND number = ?";
    static final String SELECT_MEMBERS =
            "SELECT user FROM membership INDEXED BY membership_by_object WHERE account = ? AND number = ? AND ended IS NULL";
    private static final String END_MEMBERSHIP =
            "UPDATE membership SET ended = ? WHERE account = ? AND number = ? AND user = ? AND ended IS NULL";
    private static final String INSERT_MEMBERSHIP =
            "INSERT INTO membership (account, user, principal, began, number) VALUES (?, ?, ?, ?, ?)";

    private static final String SELECT_TERMS = "SELECT name, value FROM term WHERE account = ? AND number = ?";
    private static final String DELETE_TERM =
            "DELETE FROM term WHERE account = ? AND type = ? AND name = ? AND value = ? AND number = ?";
    private static final String INSERT_TERM =
            "INSERT INTO term (account, type, name, value, number) VALUES (?, ?, ?, ?, ?)";

    private final SqliteTransaction transaction;
    private final SqliteSession session;
    private final long account;
    /// The version of each object before the first change to it; zero for one that did not exist.
    private final Map<ObjectKey, Sequence> versionsBefore = new HashMap<>();
    /// The newest state of each object that was changed here.
    private final Map<ObjectKey, StoredObject> current = new HashMap<>();

    SqliteAppend(SqliteTransaction transaction) {
        this.transaction = transaction;
        this.session = transaction.session();
        this.account = transaction.account();
    }

    Appended append(List<Change> changes, Instant notBefore) {
        Head head = transaction.head();
        Instant clock = Millis.toInstant(Millis.of(notBefore));
        Instant at = clock.isAfter(head.at()) ? clock : head.at();
        long sequence = head.sequence().value();
        List<Appended.Entry> entries = new ArrayList<>(changes.size());
        for (Change change : changes) {
            entries.add(write(change, new Sequence(++sequence), at));
        }
        session.execute(UPDATE_HEAD, sequence, at, account);
        return new Appended(at, entries);
    }

    private Appended.Entry write(Change change, Sequence sequence, Instant at) {
        long type = session.typeNumbers().give(account, change.key().type());
        StoredObject stored = stored(change);
        Change.State state = change.state();
        if (state == null) {
            writeLog(change, type, sequence, at, stored == null ? null : stored.number(), null, null);
            return new Appended.Entry(sequence, stored == null ? null : stored.number());
        }
        requireSound(change, state, stored);
        if (stored != null && change.kind() == ChangeKind.MOVED) {
            return move(change, state, stored, type, sequence, at);
        }
        ObjectKey key = stored == null ? change.key() : stored.key();
        ObjectNumber number = stored == null ? transaction.newNumber(key) : stored.number();
        StoredObject next =
                new StoredObject(number, key, sequence, at, state.deleted(), state.body(), state.audience());
        writeObject(next, state.until(), type, stored == null);
        writeEdges(next, type, stored == null ? null : stored.audience());
        writeSpans(number.value(), state.spans(), stored == null);
        writeTerms(type, number.value(), state.terms(), stored == null);
        writeNamings(number.value(), state.contents(), at, stored == null);
        writeGroup(number.value(), state, sequence);
        writeLog(change, type, sequence, at, number, stored, stored);
        current.put(key, next);
        return new Appended.Entry(sequence, number);
    }

    /// The state that the change replaces, or null. The stored row is read, because a caller may hold a state
    /// without its audience; a creation is not looked up first, since the index of ids refuses a second one.
    private @Nullable StoredObject stored(Change change) {
        StoredObject changedHere = current.get(change.key());
        if (changedHere != null || (change.kind().changesObject() && change.previous() == null)) {
            return changedHere;
        }
        StoredObject previous = change.previous();
        return (previous == null ? transaction.object(change.key()) : transaction.object(previous.number()))
                .orElse(null);
    }

    private void requireSound(Change change, Change.State state, @Nullable StoredObject stored) {
        Sequence before =
                versionsBefore.computeIfAbsent(change.key(), key -> stored == null ? Sequence.ZERO : stored.version());
        StoredObject previous = change.previous();
        if (!before.equals(previous == null ? Sequence.ZERO : previous.version())) {
            throw new IllegalStateException("the change replaces another state than the stored one");
        }
        if (state.deleted()
                && !(state.body().length == 0
                        && state.audience().isEmpty()
                        && state.spans().isEmpty()
                        && state.terms().isEmpty()
                        && state.contents().isEmpty()
                        && state.group() == null)) {
            throw new IllegalStateException("a tombstone has nothing");
        }
        boolean lives = stored != null && !stored.deleted();
        boolean possible = switch (change.kind()) {
            case CREATED -> !lives && !state.deleted();
            case CHANGED -> lives && !state.deleted();
            case DELETED -> lives && state.deleted();
            case MOVED -> lives && !state.deleted();
            case OVERRULED, REFUSED -> false;
        };
        if (!possible) {
            throw new IllegalStateException("the kind of the change does not fit the object");
        }
    }

    /// Who keeps the object is not touched: it is as before.
    private Appended.Entry move(
            Change change, Change.State state, StoredObject stored, long type, Sequence sequence, Instant at) {
        long number = stored.number().value();
        boolean isSame = Arrays.equals(stored.body(), state.body());
        if (isSame) {
            session.execute(MOVE_OBJECT, account, number, words(state.audience()), state.until());
        } else {
            session.execute(REWRITE_OBJECT, account, number, words(state.audience()), state.until(), state.body());
        }
        for (Principal principal : stored.audience()) {
            if (!state.audience().contains(principal)) {
                session.execute(END_EDGE, sequence.value(), sequence.value(), account, principal.name(), type, number);
            }
        }
        for (Principal principal : state.audience()) {
            if (!stored.audience().contains(principal)) {
                beginEdge(principal, type, number, sequence.value());
            }
        }
        writeLog(change, type, sequence, at, stored.number(), isSame ? null : stored, stored);
        current.put(
                stored.key(),
                new StoredObject(
                        stored.number(),
                        stored.key(),
                        stored.version(),
                        stored.modifiedAt(),
                        false,
                        state.body(),
                        state.audience()));
        return new Appended.Entry(sequence, stored.number());
    }

    private static @Nullable String parted(Change.@Nullable State state, @Nullable StoredObject left) {
        if (state == null || left == null || state.audience().containsAll(left.audience())) {
            return null;
        }
        Set<Principal> parted = new HashSet<>(left.audience());
        parted.removeAll(state.audience());
        return words(parted);
    }

    private static String words(Set<Principal> audience) {
        return Words.join(audience.stream().map(Principal::name).toList());
    }

    private void beginEdge(Principal principal, long type, long number, long sequence) {
        session.execute(RETIRE_EDGES, account, principal.name(), type, number);
        session.execute(INSERT_EDGE, account, principal.name(), type, number, sequence, sequence);
    }

    private void writeObject(StoredObject object, @Nullable Instant until, long type, boolean isNew) {
        String audience = words(object.audience());
        if (isNew) {
            String folded = object.key().foldedId();
            String id = object.key().id();
            session.execute(
                    INSERT_OBJECT,
                    account,
                    object.number().value(),
                    object.version().value(),
                    object.modifiedAt(),
                    object.deleted(),
                    audience,
                    until,
                    object.body(),
                    type,
                    folded,
                    id.equals(folded) ? null : id);
        } else {
            session.execute(
                    UPDATE_OBJECT,
                    account,
                    object.number().value(),
                    object.version().value(),
                    object.modifiedAt(),
                    object.deleted(),
                    audience,
                    until,
                    object.body());
        }
    }

    /// @param before the audience of the state that is replaced; null for a new object
    private void writeEdges(StoredObject object, long type, @Nullable Set<Principal> before) {
        long number = object.number().value();
        long sequence = object.version().value();
        if (before != null) {
            for (Principal principal : before) {
                if (object.audience().contains(principal)) {
                    session.execute(TOUCH_EDGE, sequence, account, principal.name(), type, number);
                } else {
                    session.execute(END_EDGE, sequence, sequence, account, principal.name(), type, number);
                }
            }
        }
        for (Principal principal : object.audience()) {
            if (before == null || !before.contains(principal)) {
                if (before == null) {
                    session.execute(INSERT_EDGE, account, principal.name(), type, number, sequence, sequence);
                } else {
                    beginEdge(principal, type, number, sequence);
                }
            }
        }
    }

    private void writeSpans(long number, List<Span> spans, boolean isNew) {
        if (!isNew) {
            session.execute(DELETE_SPANS, account, number);
        }
        for (int place = 0; place < spans.size(); place++) {
            Span span = spans.get(place);
            long start = Millis.of(span.start());
            long finish = Millis.of(span.end());
            session.execute(
                    INSERT_SPAN,
                    account,
                    span.principal().name(),
                    Reach.of(start, finish),
                    start,
                    number,
                    place,
                    finish);
        }
    }

    private void writeTerms(long type, long number, Set<Term> terms, boolean isNew) {
        Set<Term> before = isNew
                ? Set.of()
                : Set.copyOf(session.all(
                        SELECT_TERMS, row -> new Term(row.getString(1), row.getString(2)), account, number));
        for (Term term : before) {
            if (!terms.contains(term)) {
                session.execute(DELETE_TERM, account, type, term.name(), term.value(), number);
            }
        }
        for (Term term : terms) {
            if (!before.contains(term)) {
                session.execute(INSERT_TERM, account, type, term.name(), term.value(), number);
            }
        }
    }

    private void writeNamings(long number, Set<ContentHash> contents, Instant at, boolean isNew) {
        if (!isNew) {
            session.execute(END_NAMINGS, at, account, number);
        }
        for (ContentHash content : contents) {
            session.execute(PUT_NAMING, account, content.hex(), number);
        }
    }

    /// Most objects keep no group, and are not asked for one.
    private void writeGroup(long number, Change.State state, Sequence sequence) {
        Group group = state.group();
        if (group == null && !state.deleted()) {
            return;
        }
        Set<Long> joining = new HashSet<>();
        if (group != null) {
            group.members().forEach(member -> joining.add(member.value()));
            if (group.isEverybody()) {
                joining.add(SqliteSelections.EVERYBODY);
            }
            String name = group.principal().name();
            if (session.all(SELECT_GROUP, row -> row.getString(1), account, number).stream()
                    .anyMatch(kept -> !kept.equals(name))) {
                throw new IllegalStateException("an object keeps groups of one principal only");
            }
        }
        for (long member : session.all(SELECT_MEMBERS, row -> row.getLong(1), account, number)) {
            if (!joining.remove(member)) {
                session.execute(END_MEMBERSHIP, sequence.value(), account, number, member);
            }
        }
        for (long member : joining) {
            session.execute(
                    INSERT_MEMBERSHIP,
                    account,
                    member,
                    Objects.requireNonNull(group).principal().name(),
                    sequence.value(),
                    number);
        }
    }

    /// @param replaced the state whose bytes the change replaces; null for none
    /// @param left the state whose audience the change replaces; null for none
    private void writeLog(
            Change change,
            long type,
            Sequence sequence,
            Instant at,
            @Nullable ObjectNumber number,
            @Nullable StoredObject replaced,
            @Nullable StoredObject left) {
        Origin origin = change.origin();
        session.execute(
                INSERT_LOG,
                account,
                sequence.value(),
                at,
                change.kind().name(),
                type,
                number == null ? null : number.value(),
                number == null ? change.key().id() : null,
                replaced == null ? 0L : replaced.version().value(),
                Words.join(change.fields()),
                origin.user() == null ? null : origin.user().value(),
                origin.device(),
                origin.call(),
                origin.upload(),
                origin.session(),
                parted(change.state(), left),
                change.detail(),
                replaced == null || replaced.deleted() ? null : replaced.body(),
                change.offered());
    }
}
