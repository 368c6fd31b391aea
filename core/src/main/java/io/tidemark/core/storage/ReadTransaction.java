package io.tidemark.core.storage;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.content.ContentHash;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One consistent view of one account. Confined to the work it was given to. Lists are in the order stated, never
/// longer than the limit asked for, and limits are at least 1.
public interface ReadTransaction
        extends DirectoryReader, HandshakeReader, BookmarkReader, ConnectReader, ListUseReader, RetentionReader {
    /// The end of the log in this view.
    Head head();

    /// The restores from a backup that the account has behind it, the oldest first; most have none.
    List<Epoch> epochs();

    /// The object with this key, as it is now; a tombstone if it was deleted; empty if it never existed.
    Optional<StoredObject> object(ObjectKey key);

    /// The object with this number, as it is now.
    Optional<StoredObject> object(ObjectNumber number);

    /// The object as it was at a position of the log: the state made by its last change, or its last move, that is
    /// not after `at`; empty if it was created later, or if that is forgotten ([#horizon]). Its `audience` is
    /// empty.
    Optional<StoredObject> objectAt(ObjectNumber number, Sequence at);

    /// Every stay of the object in the principal's selection, oldest first.
    List<Edge> edges(Principal principal, ObjectNumber number);

    /// How many objects of a type were in the principal's selection at a position of the log.
    long countSelected(Principal principal, TypeId type, Sequence at);

    /// The numbers of the objects that were in the principal's selection at a position of the log, ascending,
    /// beginning after `after`.
    List<ObjectNumber> selected(Principal principal, TypeId type, Sequence at, ObjectNumber after, int limit);

    /// Reads objects of a principal's selection **as they were at a position of the log**, in ascending number,
    /// beginning after `after`, until a limit is reached. What a move changed of a body, which never goes out, may
    /// be newer. The hot path of a first synchronization: bodies are handed over as stored.
    ///
    /// @return where to go on, or empty when there is no more
    Optional<ObjectNumber> scan(
            Principal principal, TypeId type, Sequence at, ObjectNumber after, PageLimit limit, ObjectVisitor visitor);

    /// Changes to objects in the principal's selection, and objects that entered or left it, after a position:
    /// for each such object its last touch, in the order of the log.
    List<Touch> touched(Principal principal, TypeId type, Sequence after, int limit);

    /// The numbers of the objects that were in the principal's selection at some position after `from` and before
    /// `until`, or are in it since, ascending, beginning after `after`.
    List<ObjectNumber> everSelected(
            Principal principal, TypeId type, Sequence from, Sequence until, ObjectNumber after, int limit);

    /// The numbers of all objects of a type that are no tombstones, whoever should have them, ascending, beginning
    /// after `after`. Looks at every object of the account behind that: for work that is rare.
    List<ObjectNumber> living(TypeId type, ObjectNumber after, int limit);

    /// The numbers of all objects of a type, tombstones among them, whoever should have them, ascending, beginning
    /// after `after`. As much work as [#living].
    List<ObjectNumber> numbers(TypeId type, ObjectNumber after, int limit);

    /// Every stay of a user in a group, those in a group of everybody among them, by principal, the oldest first.
    List<Membership> memberships(UserId user);

    /// Objects whose audience is to be looked at again at an instant or before, by that instant, then by number.
    List<Due> due(Instant until, int limit);

    /// The stretches of time that begin before `to` and end after `from`, by start, then by object, then in the
    /// order in which the object names them.
    List<SpanHit> spans(Principal principal, Instant from, Instant to, int limit);

    /// Objects of a type that have a term in a range now, by the term's value (compared as text, character
    /// by character), then by number. An object with several terms in the range comes with each of them.
    /// Tombstones have no terms.
    List<TermHit> found(TypeId type, TermRange range, int limit);

    /// Those of these contents that no object names, or has named at an instant or later: from then on, a reader
    /// of the log may ask for what it held.
    ///
    /// @param contents at most [#CONTENTS_MAX]
    Set<ContentHash> unnamed(Set<ContentHash> contents, Instant since);

    /// The most contents in one question.
    int CONTENTS_MAX = 500;

    /// What happened to an object, oldest first, beginning after a position.
    List<LogEntry> history(ObjectNumber number, Sequence after, int limit);

    /// The log, in order, beginning after a position.
    List<LogEntry> log(Sequence after, int limit);

    /// Whom entries of the log concern, one for each entry, in order, beginning after a position. An object has the
    /// principals that this view sees, so whoever reads on to the end misses nobody.
    List<Concern> concerns(Sequence after, int limit);

    /// The last position of the log before an instant: every change after it was committed at that instant or
    /// later. [Sequence#ZERO] when there is none.
    Sequence positionBefore(Instant instant);

    /// The last change that touched an object for a principal.
    ///
    /// @param number the object
    /// @param at the number of that change
    /// @param selected whether the object has been in the selection since; otherwise that change ended its stay
    record Touch(ObjectNumber number, Sequence at, boolean selected) {}

    /// Whom an entry of the log concerns: who hears of its object, and who came into a group or left it.
    ///
    /// @param at the number of the entry
    /// @param type of its object
    /// @param origin where it comes from
    /// @param principals those that have the object now; for a move only those whose stay it began; none when the
    ///     object is as before
    /// @param parted those whose stay it ended
    /// @param members the users whose stay in the object's group the entry began or ended
    /// @param isOfEverybody whether it did so for every user
    record Concern(
            Sequence at,
            TypeId type,
            Origin origin,
            Set<Principal> principals,
            Set<Principal> parted,
            Set<UserId> members,
            boolean isOfEverybody) {
        public Concern {
            principals = Set.copyOf(principals);
            parted = Set.copyOf(parted);
            members = Set.copyOf(members);
        }
    }

    /// An object whose audience is to be looked at again.
    record Due(Instant at, ObjectNumber number) {}

    /// An object and the value of the term by which it was found.
    record TermHit(String value, ObjectNumber number) {}

    /// A stretch of time and the object it comes from.
    ///
    /// @param number the object
    /// @param key its key
    /// @param span the stretch
    record SpanHit(ObjectNumber number, ObjectKey key, Span span) {}

    /// When a page ends.
    ///
    /// @param objectsMax at most so many objects, at least 1
    /// @param bytesMax the page ends after the object with which its bodies reach so many bytes
    record PageLimit(int objectsMax, long bytesMax) {
        /// The limits under which a first synchronization reads (ADR 0012).
        public static final PageLimit STREAMING = new PageLimit(2_000, 512 * 1024);
    }

    /// Takes the objects of a scan. Plain numbers instead of value types: it is called for every object of a
    /// first synchronization.
    @FunctionalInterface
    interface ObjectVisitor {
        /// One object.
        ///
        /// @param number its [ObjectNumber]
        /// @param version its version at the position of the scan
        /// @param modifiedAtMillis the commit instant of that version
        /// @param body its bytes; not to be changed
        void visit(long number, long version, long modifiedAtMillis, byte[] body);
    }
}
