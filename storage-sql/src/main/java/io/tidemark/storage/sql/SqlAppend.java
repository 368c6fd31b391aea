package io.tidemark.storage.sql;

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
///
/// Rows of one object end before others begin. Within one execution of the batch there is one change of an object
/// at most, so the order of tables does not matter.
public final class SqlAppend {
    public static final String UPDATE_HEAD = "UPDATE head SET sequence = ?, at = ? WHERE account = ?";
    public static final String INSERT_LOG = """
            INSERT INTO log (account, sequence, at, kind, type, number, id, previous, fields, user_id, device, call,
              upload, session, parted, detail, before, offered)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    public static final String RETIRE_EDGES = "UPDATE edge SET touched = 0"
            + " WHERE account = ? AND principal = ? AND type = ? AND number = ? AND touched <> 0";
    public static final String INSERT_EDGE =
            "INSERT INTO edge (account, principal, type, number, began, touched) VALUES (?, ?, ?, ?, ?, ?)";
    public static final String TOUCH_EDGE = "UPDATE edge SET touched = ?"
            + " WHERE account = ? AND principal = ? AND type = ? AND number = ? AND ended IS NULL";
    public static final String END_EDGE = "UPDATE edge SET touched = ?, ended = ?"
            + " WHERE account = ? AND principal = ? AND type = ? AND number = ? AND ended IS NULL";
    public static final String DELETE_SPANS = "DELETE FROM span WHERE account = ? AND number = ?";
    public static final String INSERT_SPAN =
            "INSERT INTO span (account, principal, reach, start, number, place, finish) VALUES (?, ?, ?, ?, ?, ?, ?)";
    public static final String PUT_NAMING = "INSERT INTO naming (account, hash, number) VALUES (?, ?, ?)"
            + " ON CONFLICT (account, hash, number) DO UPDATE SET ended = NULL";

    public static final String END_MEMBERSHIP =
            "UPDATE membership SET ended = ? WHERE account = ? AND number = ? AND user_id = ? AND ended IS NULL";
    public static final String INSERT_MEMBERSHIP =
            "INSERT INTO membership (account, user_id, principal, began, number) VALUES (?, ?, ?, ?, ?)";

    public static final String SELECT_TERMS = "SELECT name, value FROM term WHERE account = ? AND number = ?";
    public static final String DELETE_TERM =
            "DELETE FROM term WHERE account = ? AND type = ? AND name = ? AND value = ? AND number = ?";
    public static final String INSERT_TERM =
            "INSERT INTO term (account, type, name, value, number) VALUES (?, ?, ?, ?, ?)";

    private final SqlTransaction transaction;
    private final SqlSession session;
    private final Statements statements;
    private final Batch batch;
    private final long account;
    /// The version of each object before the first change to it; zero for one that did not exist.
    private final Map<ObjectKey, Sequence> versionsBefore = new HashMap<>();
    /// The newest state of each object that was changed here.
    private final Map<ObjectKey, StoredObject> current = new HashMap<>();

    SqlAppend(SqlTransaction transaction) {
        this.transaction = transaction;
        this.session = transaction.session();
        this.statements = session.statements();
        this.batch = session.batch(statements.orderOfAppend);
        this.account = transaction.account();
    }

    Appended append(List<Change> changes, Instant notBefore) {
        session.takeTurn();
        Head head = transaction.head();
        Instant clock = Millis.toInstant(Millis.of(notBefore));
        Instant at = clock.isAfter(head.at()) ? clock : head.at();
        long sequence = head.sequence().value();
        List<Appended.Entry> entries = new ArrayList<>(changes.size());
        for (Change change : changes) {
            entries.add(write(change, new Sequence(++sequence), at));
        }
        batch.flush();
        session.execute(UPDATE_HEAD, sequence, at, account);
        return new Appended(at, entries);
    }

    private Appended.Entry write(Change change, Sequence sequence, Instant at) {
        if (batch.isFull() || current.containsKey(change.key())) {
            batch.flush();
        }
        long type = session.typeNumbers().give(session, account, change.key().type());
        StoredObject stored = stored(change);
        Change.State state = change.state();
        if (state == null) {
            writeLog(change, type, sequence, at, stored == null ? null : stored.number(), null, null);
            return new Appended.Entry(sequence, stored == null ? null : stored.number());
        }
        requireSound(change, stored);
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

    private void requireSound(Change change, @Nullable StoredObject stored) {
        Sequence before =
                versionsBefore.computeIfAbsent(change.key(), key -> stored == null ? Sequence.ZERO : stored.version());
        change.requireFits(before, stored);
    }

    /// Who keeps the object is not touched: it is as before.
    private Appended.Entry move(
            Change change, Change.State state, StoredObject stored, long type, Sequence sequence, Instant at) {
        long number = stored.number().value();
        boolean isSame = Arrays.equals(stored.body(), state.body());
        if (isSame) {
            batch.add(statements.moveObject, words(state.audience()), state.until(), account, number);
        } else {
            batch.add(statements.rewriteObject, words(state.audience()), state.until(), state.body(), account, number);
        }
        for (Principal principal : stored.audience()) {
            if (!state.audience().contains(principal)) {
                batch.add(END_EDGE, sequence.value(), sequence.value(), account, principal.name(), type, number);
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
        batch.add(RETIRE_EDGES, account, principal.name(), type, number);
        batch.add(INSERT_EDGE, account, principal.name(), type, number, sequence, sequence);
    }

    private void writeObject(StoredObject object, @Nullable Instant until, long type, boolean isNew) {
        String audience = words(object.audience());
        if (isNew) {
            String folded = object.key().foldedId();
            String id = object.key().id();
            batch.add(
                    statements.insertObject,
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
            batch.add(
                    statements.updateObject,
                    object.version().value(),
                    object.modifiedAt(),
                    object.deleted(),
                    audience,
                    until,
                    object.body(),
                    account,
                    object.number().value());
        }
    }

    /// @param before the audience of the state that is replaced; null for a new object
    private void writeEdges(StoredObject object, long type, @Nullable Set<Principal> before) {
        long number = object.number().value();
        long sequence = object.version().value();
        if (before != null) {
            for (Principal principal : before) {
                if (object.audience().contains(principal)) {
                    batch.add(TOUCH_EDGE, sequence, account, principal.name(), type, number);
                } else {
                    batch.add(END_EDGE, sequence, sequence, account, principal.name(), type, number);
                }
            }
        }
        for (Principal principal : object.audience()) {
            if (before == null || !before.contains(principal)) {
                if (before == null) {
                    batch.add(INSERT_EDGE, account, principal.name(), type, number, sequence, sequence);
                } else {
                    beginEdge(principal, type, number, sequence);
                }
            }
        }
    }

    private void writeSpans(long number, List<Span> spans, boolean isNew) {
        if (!isNew) {
            batch.add(DELETE_SPANS, account, number);
        }
        for (int place = 0; place < spans.size(); place++) {
            Span span = spans.get(place);
            long start = Millis.of(span.start());
            long finish = Millis.of(span.end());
            batch.add(
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
                batch.add(DELETE_TERM, account, type, term.name(), term.value(), number);
            }
        }
        for (Term term : terms) {
            if (!before.contains(term)) {
                batch.add(INSERT_TERM, account, type, term.name(), term.value(), number);
            }
        }
    }

    private void writeNamings(long number, Set<ContentHash> contents, Instant at, boolean isNew) {
        if (!isNew) {
            batch.add(statements.endNamings, at, account, number);
        }
        for (ContentHash content : contents) {
            batch.add(PUT_NAMING, account, content.hex(), number);
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
                joining.add(SqlSelections.EVERYBODY);
            }
            String name = group.principal().name();
            if (session.all(statements.selectGroup, row -> row.getString(1), account, number).stream()
                    .anyMatch(kept -> !kept.equals(name))) {
                throw new IllegalStateException("an object keeps groups of one principal only");
            }
        }
        for (long member : session.all(statements.selectMembers, row -> row.getLong(1), account, number)) {
            if (!joining.remove(member)) {
                batch.add(END_MEMBERSHIP, sequence.value(), account, number, member);
            }
        }
        for (long member : joining) {
            batch.add(
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
        batch.add(
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
