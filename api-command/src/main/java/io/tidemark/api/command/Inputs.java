package io.tidemark.api.command;

import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.Optional;

/// The inputs of a command, which stand beside its name. What a command does not ask for is ignored. Immutable.
///
/// @param set the command as sent
public record Inputs(JsonObject set) {
    /// Longest text of the basic type `string`.
    static final int STRING_CHARS_MAX = 255;

    /// An input, whatever it is.
    ///
    /// @throws CommandException with `missingfield`
    public JsonValue value(String name) {
        return set.get(name).orElseThrow(() -> CommandException.missing(name));
    }

    /// A text of the basic type `string`; a number is taken as its digits.
    ///
    /// @throws CommandException with `missingfield` or `badvalue`
    public String string(String name) {
        return optionalString(name).orElseThrow(() -> CommandException.missing(name));
    }

    /// A text of the basic type `string`; empty when it was not given, or is `null`.
    ///
    /// @throws CommandException with `badvalue`
    public Optional<String> optionalString(String name) {
        JsonValue value = set.get(name).orElse(JsonLiteral.NULL);
        if (value == JsonLiteral.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonText(String text) && text.length() <= STRING_CHARS_MAX) {
            return Optional.of(text);
        }
        if (value instanceof JsonNumber(String digits) && digits.length() <= STRING_CHARS_MAX) {
            return Optional.of(digits);
        }
        throw CommandException.badValue(name, "must be a text of at most " + STRING_CHARS_MAX + " characters.");
    }
}
