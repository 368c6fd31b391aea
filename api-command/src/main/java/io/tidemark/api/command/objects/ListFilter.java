package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.SentBytes;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a `Get…ByLastChange` command has beyond the others: inputs that limit it, outputs beside its objects.
/// Thread-safe, without state.
public interface ListFilter {
    /// A command that has nothing beyond the others.
    ListFilter NONE = new ListFilter() {};

    /// All inputs that limit the list, as one text: a resume key is good for this text only.
    default String text(Inputs inputs) {
        return "";
    }

    /// Which objects are told. One that is not is left out of a pass from the beginning, and told as hidden in
    /// later ones: the device may have it.
    ///
    /// @param tx for what has to be known of other objects
    /// @return takes the body of an object
    default Predicate<byte[]> tells(Caller caller, Inputs inputs, ReadTransaction tx) {
        return body -> true;
    }

    /// Whether an object that is not told is told as hidden in later passes.
    default boolean hidesOthers(Inputs inputs) {
        return true;
    }

    /// Whether the answer comes in one part as long as it has no more than [ObjectDesk#ONE_PART] objects: some
    /// commands have no resume key in the reference, so their clients know of none.
    default boolean inOnePart() {
        return false;
    }

    /// Whether objects that are hidden, or gone, are never told.
    default boolean skipsHidden(Inputs inputs) {
        return false;
    }

    /// Objects that are told whatever their bodies hold, by number.
    default Set<Long> alwaysTold(Caller caller, Inputs inputs, ReadTransaction tx) {
        return Set.of();
    }

    /// Which objects the caller has anything to do with. Others are never told, not even as hidden: no device of
    /// the caller's can have one.
    ///
    /// @param tx for what has to be known of other objects
    /// @return takes the body of an object
    default Predicate<byte[]> concerns(Caller caller, Inputs inputs, ReadTransaction tx) {
        return body -> true;
    }

    /// How objects go out; empty when as they are stored.
    default Optional<Function<ReadTransaction, Presenter>> presenters(Caller caller, Inputs inputs) {
        return Optional.empty();
    }

    /// Writes objects as they go out, with what belongs to them. Confined to its transaction.
    @FunctionalInterface
    interface Presenter {
        /// One object.
        ///
        /// @param body its stored bytes; not to be changed
        void present(SentBytes out, long number, long modifiedAtMillis, byte[] body);
    }

    /// Outputs beside the objects.
    ///
    /// @param last whether this is the last part of the chain
    default JsonObject outputs(Caller caller, Inputs inputs, ReadTransaction tx, boolean last) {
        return JsonObject.EMPTY;
    }
}
