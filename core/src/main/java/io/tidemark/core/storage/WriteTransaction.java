package io.tidemark.core.storage;

import io.tidemark.core.content.ContentHash;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A view of one account that may be changed. Confined to the work it was given to.
public interface WriteTransaction
        extends ReadTransaction,
                DirectoryWriter,
                HandshakeWriter,
                BookmarkWriter,
                ConnectWriter,
                ListUseWriter,
                RetentionWriter {
    /// The object with this key, and nobody else changes it until this transaction ends: of two writers that both
    /// want to change an unchanged object, the second sees what the first made of it (loss class 33). Also holds
    /// the place of a key that does not exist yet.
    Optional<StoredObject> lock(ObjectKey key);

    /// The object with this number, locked as [#lock(ObjectKey)] does.
    default Optional<StoredObject> lock(ObjectNumber number) {
        return object(number).flatMap(found -> lock(found.key()));
    }

    /// The number that an object with this key will have, for whoever must name it before it is appended: an
    /// object that refers to another one which is made in the same transaction. For a key that exists already,
    /// the number of its object. A number that is not used after all may be given again.
    ObjectNumber reserve(ObjectKey key);

    /// Says when the audience of a living object is to be looked at again; the audience stands until then.
    ///
    /// @param until null for never
    void postpone(ObjectNumber number, @Nullable Instant until);

    /// Gives the changes their numbers and their instant, in the order of the list, and writes them. The last
    /// step of a transaction that touches the log; called at most once.
    ///
    /// @param changes at least one
    /// @param notBefore the caller's clock; the entries are stamped with it, or with the head's instant if that
    ///     is later
    /// @throws IllegalStateException when a change does not fit what is stored: another `previous` than the
    ///     stored state, a creation of an object that lives, a change or deletion of one that does not, a
    ///     tombstone with a body, an audience or spans
    Appended append(List<Change> changes, Instant notBefore);

    /// Promises that no later change is stamped earlier than an instant, whatever its writer's clock says, and
    /// returns the head. A reader may then say that it has seen everything before that instant (ADR 0004).
    Head promise(Instant instant);

    /// Forgets who named a content, if it is [#unnamed]: it is about to be removed.
    ///
    /// @return whether it is
    boolean forgetContent(ContentHash content, Instant since);

    /// Starts a new epoch, as after a restore from a backup: every token of another epoch is recognised as such, no
    /// later change is stamped before now, and objects get numbers that no lost one had ([Epoch]).
    ///
    /// @param now the time, in milliseconds
    default Head startEpoch(Instant now) {
        return startEpoch(now, head().at());
    }

    /// The same when something may have been written since the database went back.
    ///
    /// @param now the time, in milliseconds
    /// @param intact up to where nothing is lost; the head's instant, when that is earlier
    Head startEpoch(Instant now, Instant intact);

    /// What [#append] gave.
    ///
    /// @param at the commit instant of all of them
    /// @param entries for each change, in order, its number and its object's number
    record Appended(Instant at, List<Entry> entries) {
        public Appended {
            entries = List.copyOf(entries);
        }

        /// One appended change.
        ///
        /// @param sequence the number of the change
        /// @param number the object it concerns; for a refused upload of an object that does not exist, null
        public record Entry(Sequence sequence, @Nullable ObjectNumber number) {}
    }
}
