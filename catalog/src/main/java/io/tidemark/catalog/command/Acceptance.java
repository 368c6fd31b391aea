package io.tidemark.catalog.command;

import io.tidemark.protocol.tree.JsonObject;
import java.util.List;

/// What became of an object that a client sent. Immutable.
public sealed interface Acceptance {
    /// The object fits its type.
    ///
    /// @param object what is to be stored, all values canonical
    /// @param changed names of the fields that differ from what was stored; all, if nothing was
    record Accepted(JsonObject object, List<String> changed) implements Acceptance {
        public Accepted {
            changed = List.copyOf(changed);
        }
    }

    /// The object does not fit its type. Nothing is to be stored.
    ///
    /// @param sentence names the field and says what would be right; holds nothing of what was sent
    record Refused(Fault fault, String sentence) implements Acceptance {}

    /// Why an object does not fit.
    enum Fault {
        /// A value cannot stand in its field (`badvalue`).
        BAD_VALUE,
        /// A field that a new object needs is not there (`missingfield`).
        MISSING_FIELD
    }
}
