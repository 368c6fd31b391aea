package io.tidemark.core.storage.memory;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.content.ContentHash;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.LogEntry;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One call of `append`: numbers the changes and writes them. Confined to its transaction.
final class MemoryAppend {
    private final AccountTables tables;
    /// The version of each object before the first change to it; zero for one that did not exist.
    private final Map<ObjectKey, Sequence> versionsBefore = new HashMap<>();

    MemoryAppend(AccountTables tables) {
        this.tables = tables;
    }

    Appended append(List<Change> changes, Instant notBefore) {
        if (changes.isEmpty()) {
            throw new IllegalStateException("there is nothing to append");
        }
        Head head = tables.head();
        Instant clock = Millis.cut(notBefore);
        Instant at = clock.isAfter(head.at()) ? clock : head.at();
        long sequence = head.sequence().value();
        List<Appended.Entry> entries = new ArrayList<>();
        for (Change change : changes) {
            entries.add(write(change, new Sequence(++sequence), at));
        }
        tables.setHead(new Head(head.epoch(), new Sequence(sequence), at));
        return new Appended(at, entries);
    }

    private Appended.Entry write(Change change, Sequence sequence, Instant at) {
        Optional<StoredObject> current = tables.numbers
                .get(AccountTables.key(change.key()))
                .flatMap(number -> tables.objects.get(Key.of(number)));
        StoredObject replaced = current.orElse(null);
        ObjectKey key = current.map(StoredObject::key).orElse(change.key());
        ObjectNumber number = current.map(StoredObject::number).orElse(null);
        Change.State state = change.state();
        if (state == null) {
            writeLog(change, sequence, at, key, number, null);
        } else if (change.kind() == ChangeKind.MOVED) {
            requireSound(change, replaced);
            StoredObject moved = Objects.requireNonNull(replaced);
            long own = moved.number().value();
            boolean isSame = Arrays.equals(moved.body(), state.body());
            tables.objects.put(Key.of(own), as(moved, state.body(), state.audience()));
            if (!isSame) {
                tables.versions.put(Key.of(own, sequence.value()), as(moved, state.body(), Set.of()));
            }
            move(moved, state.audience(), sequence);
            tables.postpone(moved.number(), state.until());
            writeLog(change, sequence, at, key, moved.number(), isSame ? null : moved);
        } else {
            requireSound(change, replaced);
            if (number == null) {
                number = tables.reserve(key);
                tables.numbers.put(AccountTables.key(key), number.value());
            }
            writeState(key, number, state, sequence, at);
            writeSelections(key, number, replaced == null ? Set.of() : replaced.audience(), state.audience(), sequence);
            writeNamings(number, state.contents(), at);
            tables.postpone(number, state.until());
            writeGroup(number, state.group(), state.deleted(), sequence);
            writeLog(change, sequence, at, key, number, replaced);
        }
        return new Appended.Entry(sequence, number);
    }

    private static StoredObject as(StoredObject object, byte[] body, Set<Principal> audience) {
        return new StoredObject(
                object.number(), object.key(), object.version(), object.modifiedAt(), false, body, audience);
    }

    private void requireSound(Change change, @Nullable StoredObject replaced) {
        Sequence before = versionsBefore.computeIfAbsent(
                change.key(), key -> replaced == null ? Sequence.ZERO : replaced.version());
        change.requireFits(before, replaced);
    }

    private void writeState(ObjectKey key, ObjectNumber number, Change.State state, Sequence version, Instant at) {
        tables.objects.put(
                Key.of(number.value()),
                new StoredObject(number, key, version, at, state.deleted(), state.body(), state.audience()));
        tables.versions.put(
                Key.of(number.value(), version.value()),
                new StoredObject(number, key, version, at, state.deleted(), state.body(), Set.of()));
        tables.spans.put(
                Key.of(number.value()),
                state.spans().stream().map(MemoryAppend::cut).toList());
        writeTerms(key.type().value(), number.value(), state.terms());
    }

    private void writeTerms(String type, long number, Set<Term> terms) {
        tables.termsOf
                .get(Key.of(number))
                .ifPresent(before ->
                        before.forEach(term -> tables.terms.remove(Key.of(type, term.name(), term.value(), number))));
        tables.termsOf.put(Key.of(number), terms);
        terms.forEach(term -> tables.terms.put(Key.of(type, term.name(), term.value(), number), true));
    }

    private static Span cut(Span span) {
        return new Span(span.principal(), Millis.cut(span.start()), Millis.cut(span.end()));
    }

    /// Who keeps the object is not touched: it is as before.
    private void move(StoredObject object, Set<Principal> now, Sequence sequence) {
        Set<Principal> leaving = new HashSet<>(object.audience());
        leaving.removeAll(now);
        Set<Principal> coming = new HashSet<>(now);
        coming.removeAll(object.audience());
        writeSelections(object.key(), object.number(), leaving, coming, sequence);
    }

    private void writeSelections(
            ObjectKey key, ObjectNumber number, Set<Principal> before, Set<Principal> now, Sequence sequence) {
        for (Principal principal : before) {
            Key stays = Key.of(principal.name(), key.type().value(), number.value());
            List<Map.Entry<Key, AccountTables.Stay>> open = tables.stays
                    .under(stays)
                    .filter(row -> row.getValue().edge().end() == null)
                    .toList();
            for (Map.Entry<Key, AccountTables.Stay> row : open) {
                Edge edge = row.getValue().edge();
                Edge next = now.contains(principal) ? edge : new Edge(edge.begin(), sequence);
                tables.stays.put(row.getKey(), new AccountTables.Stay(next, sequence.value()));
            }
        }
        for (Principal principal : now) {
            if (!before.contains(principal)) {
                tables.stays.put(
                        Key.of(principal.name(), key.type().value(), number.value(), sequence.value()),
                        new AccountTables.Stay(new Edge(sequence, null), sequence.value()));
            }
        }
    }

    private void writeGroup(ObjectNumber number, @Nullable Group group, boolean gone, Sequence sequence) {
        String principal = tables.groups.get(Key.of(number.value())).orElse(null);
        if (group == null && (principal == null || !gone)) {
            return;
        }
        if (group != null
                && principal != null
                && !principal.equals(group.principal().name())) {
            throw new IllegalStateException("an object keeps groups of one principal only");
        }
        String name =
                principal == null ? Objects.requireNonNull(group).principal().name() : principal;
        tables.groups.put(Key.of(number.value()), name);
        Set<Long> joining = new HashSet<>();
        if (group != null) {
            group.members().forEach(member -> joining.add(member.value()));
            if (group.isEverybody()) {
                joining.add(AccountTables.EVERYBODY);
            }
        }
        List<Map.Entry<Key, Membership>> open = tables.memberships
                .all()
                .filter(row ->
                        row.getKey().text(1).equals(name) && row.getValue().end() == null)
                .toList();
        for (Map.Entry<Key, Membership> row : open) {
            Membership stay = row.getValue();
            if (!joining.remove(row.getKey().number(0))) {
                tables.memberships.put(row.getKey(), new Membership(stay.principal(), stay.begin(), sequence));
            }
        }
        for (long user : joining) {
            tables.memberships.put(
                    Key.of(user, name, sequence.value()), new Membership(new Principal(name), sequence, null));
        }
    }

    private void writeNamings(ObjectNumber number, Set<ContentHash> contents, Instant at) {
        List<Key> open = tables.namings
                .all()
                .filter(row -> row.getKey().number(1) == number.value()
                        && row.getValue().endedAt() == null)
                .map(Map.Entry::getKey)
                .toList();
        open.forEach(key -> tables.namings.put(key, new AccountTables.Naming(at)));
        for (ContentHash content : contents) {
            tables.namings.put(Key.of(content.hex(), number.value()), new AccountTables.Naming(null));
        }
    }

    private void writeLog(
            Change change,
            Sequence sequence,
            Instant at,
            ObjectKey key,
            @Nullable ObjectNumber number,
            @Nullable StoredObject replaced) {
        tables.log.put(
                Key.of(sequence.value()),
                new LogEntry(
                        sequence,
                        at,
                        change.kind(),
                        key,
                        number,
                        change.fields(),
                        change.origin(),
                        replaced == null ? Sequence.ZERO : replaced.version(),
                        replaced == null || replaced.deleted() ? null : replaced.body(),
                        change.offered(),
                        change.detail()));
    }
}
