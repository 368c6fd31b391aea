package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonObject;
import java.util.function.Predicate;

/// What a `Get…ByLastChange` command has beyond the others: inputs that limit it, outputs beside its objects.
/// Thread-safe, without state.
interface ListFilter {
    /// A command that has nothing beyond the others.
    ListFilter NONE = new ListFilter() {};

    /// All inputs that limit the list, as one text: a resume key is good for this text only.
    default String text(Inputs inputs) {
        return "";
    }

    /// Which objects are told. One that is not is left out of a pass from the beginning, and told as hidden in later
    /// ones: the device may have it.
    ///
    /// @param tx for what has to be known of other objects
    /// @return takes the body of an object
    default Predicate<byte[]> tells(Caller caller, Inputs inputs, ReadTransaction tx) {
        return body -> true;
    }

    /// Outputs beside the objects.
    ///
    /// @param last whether this is the last part of the chain
    default JsonObject outputs(Caller caller, Inputs inputs, ReadTransaction tx, boolean last) {
        return JsonObject.EMPTY;
    }
}
