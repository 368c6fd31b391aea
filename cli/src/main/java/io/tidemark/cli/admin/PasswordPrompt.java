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
record PasswordPrompt(Terminal terminal) {
    /// As NIST SP 800-63B asks for.
    private static final int LENGTH_MIN = 8;

    /// The longest that a login takes.
    private static final int LENGTH_MAX = 1_024;

    /// The password; the caller wipes it.
    ///
    /// @throws CommandFailure when none was given, the two differ, or it is too short or too long
    char[] read() {
        char[] password = terminal.console().map(PasswordPrompt::twice).orElseGet(this::line);
        if (password.length < LENGTH_MIN || password.length > LENGTH_MAX) {
            Arrays.fill(password, ' ');
            throw new CommandFailure("A password has at least 8 and at most 1,024 characters. Nothing was changed.");
        }
        return password;
    }

    private static char[] twice(Console console) {
        char[] first = answered(console.readPassword("New password: "));
        char[] second = answered(console.readPassword("Once more: "));
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, ' ');
        if (!same) {
            Arrays.fill(first, ' ');
            throw new CommandFailure("The two passwords differ. Nothing was changed.");
        }
        return first;
    }

    private char[] line() {
        if (terminal.typed()) {
            throw new CommandFailure(
                    "A password can be asked for unseen only when output goes to the terminal too. Leave"
                            + " out what is behind | or >, or give the password on standard input. Nothing was changed.");
        }
        try {
            String line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return given(line == null ? null : line.toCharArray());
        } catch (IOException e) {
            throw new CommandFailure("The password cannot be read from standard input.", e);
        }
    }

    private static char[] answered(char @Nullable [] password) {
        if (password == null) {
            throw new CommandFailure("No password was given. Nothing was changed.");
        }
        return password;
    }

    private static char[] given(char @Nullable [] password) {
        if (password == null) {
            throw new CommandFailure("Give the password on the first line of standard input. Nothing was changed.");
        }
        return password;
    }
}
