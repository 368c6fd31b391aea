package io.tidemark.cli.admin;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Asks for a new password: a person twice and without echo, a script for the first line of standard input. Confined
/// to one thread.
///
/// @param terminal where to ask
/// @param what what is asked for, for sentences: a password, or another secret
record PasswordPrompt(Terminal terminal, String what) {
    /// As NIST SP 800-63B asks for.
    private static final int LENGTH_MIN = 8;

    /// The longest that a login takes.
    private static final int LENGTH_MAX = 1_024;

    /// Asks for a password.
    PasswordPrompt(Terminal terminal) {
        this(terminal, "password");
    }

    /// The password; the caller wipes it.
    ///
    /// @throws CommandFailure when none was given, the two differ, or it is too short or too long
    char[] read() {
        char[] password = terminal.console().map(this::twice).orElseGet(this::line);
        if (password.length < LENGTH_MIN || password.length > LENGTH_MAX) {
            Arrays.fill(password, ' ');
            throw new CommandFailure(
                    "A " + what + " has at least 8 and at most 1,024 characters. Nothing was changed.");
        }
        return password;
    }

    private char[] twice(Console console) {
        char[] first = answered(console.readPassword("New %s: ", what));
        char[] second = answered(console.readPassword("Once more: "));
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, ' ');
        if (!same) {
            Arrays.fill(first, ' ');
            throw new CommandFailure("The two differ. Nothing was changed.");
        }
        return first;
    }

    private char[] line() {
        if (terminal.typed()) {
            throw new CommandFailure(
                    "A " + what + " can be asked for unseen only when output goes to the terminal too. Leave"
                            + " out what is behind | or >, or give it on standard input. Nothing was changed.");
        }
        try {
            String line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return given(line == null ? null : line.toCharArray());
        } catch (IOException e) {
            throw new CommandFailure("The " + what + " cannot be read from standard input.", e);
        }
    }

    private char[] answered(char @Nullable [] password) {
        if (password == null) {
            throw new CommandFailure("No " + what + " was given. Nothing was changed.");
        }
        return password;
    }

    private char[] given(char @Nullable [] password) {
        if (password == null) {
            throw new CommandFailure("Give the " + what + " on the first line of standard input. Nothing was changed.");
        }
        return password;
    }
}
