package io.tidemark.cli.admin;

import io.tidemark.cli.terminal.CommandFailure;

/// Texts of one line that name somebody or something in listings and on devices: checks what was typed. Stateless.
final class GivenText {
    /// As long as a device may send a name.
    private static final int CHARS_MAX = 255;

    private GivenText() {}

    /// Checks a name that must be there.
    ///
    /// @param what what it names, with its article, for a sentence: "the team"
    /// @throws CommandFailure when it is blank, too long or not one line
    static String required(String what, String given) {
        String text = optional(what, given);
        if (text.isEmpty()) {
            throw new CommandFailure("Give " + what + " a name that is not empty.");
        }
        return text;
    }

    /// Checks a text that may be empty.
    ///
    /// @throws CommandFailure when it is too long or not one line
    static String optional(String what, String given) {
        String text = given.strip();
        if (text.length() > CHARS_MAX || text.chars().anyMatch(Character::isISOControl)) {
            throw new CommandFailure(
                    "What you call " + what + " has one line of at most " + CHARS_MAX + " characters.");
        }
        return text;
    }
}
