package io.tidemark.core.storage;

import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.audience.Span;
import io.tidemark.core.content.ContentHash;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.Term;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A change that the engine decided on and that has no number yet.
///
/// `previous` is the state it replaces as the transaction stored it, null for an object that never existed.
/// When several changes of one list concern one object, each names the stored state and the storage chains
/// them: the second replaces what the first made.
///
/// @param key the object
/// @param kind what happens
/// @param previous the stored state of the object when the transaction began to change it, or null
/// @param state what becomes of the object; null when the kind changes no object
/// @param fields the fields that change or were offered
/// @param origin who, from where, through which call
/// @param offered the bytes that were not taken; null unless overruled or refused
/// @param detail why; null unless overruled or refused
public record Change(
        ObjectKey key,
        ChangeKind kind,
        @Nullable StoredObject previous,
        @Nullable State state,
        Set<String> fields,
        Origin origin,
        byte @Nullable [] offered,
        @Nullable String detail) {

    public Change {
        if ((kind.changesObject() || kind == ChangeKind.MOVED) != (state != null)) {
            throw new IllegalArgumentException(
                    "a change has a new state exactly if its kind changes the object, or who should have it");
        }
        fields = Set.copyOf(fields);
    }

    /// A change that makes a new state of an object.
    public static Change of(
            ObjectKey key,
            ChangeKind kind,
            @Nullable StoredObject previous,
            State state,
            Set<String> fields,
            Origin origin) {
        return new Change(key, kind, previous, state, fields, origin, null, null);
    }

    /// Another audience of an object that is as before.
    ///
    /// @param object its stored state
    /// @param selected who should have it from now on, and how long that stands
    /// @param why what changed it
    public static Change moved(StoredObject object, Selected selected, Origin origin, String why) {
        return moved(object, object.body(), selected, origin, why);
    }

    /// Another audience of an object that is as before to whoever has it.
    ///
    /// @param object its stored state
    /// @param body the bytes to store, which differ at most in what never goes out
    /// @param selected who should have it from now on, and how long that stands
    /// @param why what changed it
    public static Change moved(StoredObject object, byte[] body, Selected selected, Origin origin, String why) {
        State state =
                new State(body, false, selected.audience(), List.of(), Set.of(), Set.of(), null, selected.until());
        return new Change(object.key(), ChangeKind.MOVED, object, state, Set.of(), origin, null, why);
    }

    /// An upload that was overruled or refused; the object, if there is one, stays as it is.
    public static Change notTaken(
            ObjectKey key, ChangeKind kind, Set<String> fields, Origin origin, byte[] offered, String detail) {
        return new Change(key, kind, null, null, fields, origin, offered, detail);
    }

    /// Makes sure that the change fits what is stored, for a storage that is about to write it.
    ///
    /// @param before the version of the object before the transaction; zero when there was none
    /// @param stored the state that the change replaces, as it is after earlier changes of the transaction; null
    ///     when there is none
    /// @throws IllegalStateException when it does not: see [WriteTransaction#append]
    public void requireFits(Sequence before, @Nullable StoredObject stored) {
        State next = Objects.requireNonNull(state);
        if (!before.equals(previous == null ? Sequence.ZERO : previous.version())) {
            throw new IllegalStateException("the change replaces another state than the stored one");
        }
        if (next.deleted() && next.holdsSomething()) {
            throw new IllegalStateException("a tombstone has nothing");
        }
        boolean lives = stored != null && !stored.deleted();
        boolean possible = switch (kind) {
            case CREATED -> !lives && !next.deleted();
            case CHANGED, MOVED -> lives && !next.deleted();
            case DELETED -> lives && next.deleted();
            case OVERRULED, REFUSED -> false;
        };
        if (!possible) {
            throw new IllegalStateException("the kind of the change does not fit the object");
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /// What becomes of an object.
    ///
    /// @param body the bytes to store; empty for a tombstone
    /// @param deleted whether it becomes a tombstone
    /// @param audience who should have it from now on; empty for a tombstone. The storage ends the edges of
    /// those
    ///     who are no longer in it, begins those of the new ones and touches those that stay
    /// @param spans the time it occupies from now on; replaces all earlier ones
    /// @param terms by what it is found from now on; replaces all earlier ones
    /// @param contents the contents that it names from now on, which keeps them; empty for a tombstone
    /// @param group the group that it keeps from now on; null for none. An object that keeps one keeps it, perhaps
    ///     without members, until it is deleted, and always for the same principal
    /// @param until when its audience is to be looked at again; null for never
    public record State(
            byte[] body,
            boolean deleted,
            Set<Principal> audience,
            List<Span> spans,
            Set<Term> terms,
            Set<ContentHash> contents,
            @Nullable Group group,
            @Nullable Instant until) {
        /// A tombstone.
        public static final State GONE = new State(new byte[0], true, Set.of(), List.of());

        public State {
            audience = Set.copyOf(audience);
            spans = List.copyOf(spans);
            terms = Set.copyOf(terms);
            contents = Set.copyOf(contents);
        }

        private boolean holdsSomething() {
            return body.length > 0
                    || !audience.isEmpty()
                    || !spans.isEmpty()
                    || !terms.isEmpty()
                    || !contents.isEmpty()
                    || group != null;
        }

        /// Without terms and contents.
        public State(byte[] body, boolean deleted, Set<Principal> audience, List<Span> spans) {
            this(body, deleted, audience, spans, Set.of(), Set.of());
        }

        /// Without a group, and for good.
        public State(
                byte[] body,
                boolean deleted,
                Set<Principal> audience,
                List<Span> spans,
                Set<Term> terms,
                Set<ContentHash> contents) {
            this(body, deleted, audience, spans, terms, contents, null, null);
        }

        /// Without contents.
        public State(byte[] body, boolean deleted, Set<Principal> audience, List<Span> spans, Set<Term> terms) {
            this(body, deleted, audience, spans, terms, Set.of());
        }

        /// An object that keeps a group, and that no device has.
        public static State of(byte[] body, Group group) {
            return new State(body, false, Set.of(), List.of(), Set.of(), Set.of(), group, null);
        }

        /// An object with these fields at an instant.
        public static State of(ObjectType type, ObjectKey key, Fields fields, DirectoryReader directory, Instant at) {
            Selected selected = type.selected(fields, directory, at);
            return new State(
                    type.body(fields),
                    false,
                    selected.audience(),
                    type.spans(fields, directory),
                    type.terms(fields),
                    type.contents(fields),
                    type.group(key, fields, directory).orElse(null),
                    selected.until());
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
