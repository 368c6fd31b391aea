package io.tidemark.cli;

import io.tidemark.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// A shell in which `tidemark` is typed, with a data folder of its own and a clock that stands still.
public final class Shell {
    public static final Instant NOW = Instant.parse("2031-04-02T07:30:00Z");

    private final Path data;
    private final StringWriter saidOut = new StringWriter();
    private final StringWriter saidErr = new StringWriter();
    private Consumer<String> listener = line -> {};
    private @Nullable CommandLine kept;

    public Shell(Path data) {
        this.data = data;
    }

    /// What a command left behind.
    public record Result(int exitCode, String out, String err) {}

    /// Runs a command without input.
    public Result run(String... arguments) {
        return given("", arguments);
    }

    /// Runs a command on the data folder, and gives it this input.
    public Result given(String input, String... arguments) {
        return plain(input, Map.of(), onFolder(arguments));
    }

    /// Runs a command on the data folder, and does something whenever it says a line that is not its result.
    /// All commands are made once, for who runs them hundreds of times.
    public Result hearing(Consumer<String> heard, String... arguments) {
        listener = heard;
        saidOut.getBuffer().setLength(0);
        saidErr.getBuffer().setLength(0);
        if (kept == null) {
            PrintWriter listening = new PrintWriter(saidErr, true) {
                @Override
                public void println(@Nullable String line) {
                    super.println(line);
                    listener.accept(String.valueOf(line));
                }
            };
            kept = commands("", Map.of(), new PrintWriter(saidOut, true), listening);
        }
        return new Result(kept.execute(onFolder(arguments)), saidOut.toString(), saidErr.toString());
    }

    private String[] onFolder(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(data.toString());
        return all.toArray(String[]::new);
    }

    /// Runs a command just as it stands.
    public static Result plain(String input, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = commands(input, environment, new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    private static CommandLine commands(
            String input, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        Terminal terminal = new Terminal(
                out, err, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), Optional.empty(), false);
        return Tidemark.commands(terminal, environment, InstantSource.fixed(NOW));
    }
}
