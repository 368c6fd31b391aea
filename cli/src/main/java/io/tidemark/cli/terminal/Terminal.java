package io.tidemark.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The standard streams of the process, in UTF-8 whatever the locale says: names in JSON must survive a pipe.
/// Confined to one thread.
///
/// @param out results
/// @param err progress, notes, refusals
/// @param in what a script or a person gives
/// @param console the person, when there is one: input and output are a terminal
/// @param typed whether what is read from `in` is typed by a person and seen on the screen
public record Terminal(PrintWriter out, PrintWriter err, InputStream in, Optional<Console> console, boolean typed) {
    /// Set by the start script, since Java cannot tell when only its output goes elsewhere.
    private static final String INPUT_IS_TERMINAL = "tidemark.input.terminal";

    /// The streams of this process.
    public static Terminal ofProcess() {
        return new Terminal(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                new FileInputStream(FileDescriptor.in),
                Optional.ofNullable(System.console()).filter(Console::isTerminal),
                Boolean.getBoolean(INPUT_IS_TERMINAL));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    /// Tells a person something that is not the result.
    public void note(String sentence) {
        err.println(sentence);
        err.flush();
    }

    /// Prints a listing: as JSON an array of objects, for people a table.
    public void print(Listing listing, boolean json) {
        out.println(json ? Json.text(listing.objects()) : listing.table());
        out.flush();
    }

    /// Prints what was done: as JSON an object, for people a sentence.
    public void print(String sentence, Map<String, ?> result, boolean json) {
        out.println(json ? Json.text(result) : sentence);
        out.flush();
    }

    /// Prints lines for people.
    public void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }
}
