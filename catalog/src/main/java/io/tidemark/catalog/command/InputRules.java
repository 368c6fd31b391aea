package io.tidemark.catalog.command;

import io.tidemark.protocol.tree.JsonObject;
import java.util.List;
import java.util.Set;

/// Makes the object to store of an object that a client sends (command API, types 7):
///
/// * fields that the type does not have, and fields that the server decides, are ignored;
/// * a field that is left out keeps its stored value, or in a new object gets its first one;
/// * a field that is there replaces the stored value, by its canonical form;
/// * a number that refers to nothing is refused;
/// * what was stored and is sent back is not checked again: an edit must not fail because something else was
/// deleted, or an option withdrawn;
/// * texts that stand for a number are written anew.
///
/// The object's id, and the day and time of creation and change, are not decided here: they stay as they were,
/// and the caller sets them. What was stored under names that the type does not have stays too.
///
/// Immutable; as thread-safe as `objects`.
///
/// @param types all types of the account
/// @param objects all other objects of the account
/// @param decided fields whose values the server decided: taken whoever decides them otherwise, and what they
/// refer to
///     need not be there yet
public record InputRules(CommandTypes types, ReferredObjects objects, Set<String> decided) {
    public InputRules {
        decided = Set.copyOf(decided);
    }

    /// Rules for what a client sends.
    public InputRules(CommandTypes types, ReferredObjects objects) {
        this(types, objects, Set.of());
    }

    /// What a new object becomes.
    ///
    /// @param customFields those of the type, whatever objects they are visible for
    public Acceptance create(CommandType type, List<CustomField> customFields, JsonObject input) {
        return new InputWork(this, type, JsonObject.EMPTY, input, true).accept(customFields);
    }

    /// What a stored object becomes.
    ///
    /// @param customFields those of the type, whatever objects they are visible for
    public Acceptance change(CommandType type, List<CustomField> customFields, JsonObject input, JsonObject stored) {
        return new InputWork(this, type, stored, input, false).accept(customFields);
    }

    /// What an object becomes by values that are right in any case: nothing is demanded of it.
    ///
    /// @param stored the object; empty if it is new
    JsonObject follow(CommandType type, List<CustomField> customFields, JsonObject input, JsonObject stored) {
        return new InputWork(this, type, stored, input, stored.equals(JsonObject.EMPTY)).follow(customFields);
    }
}
