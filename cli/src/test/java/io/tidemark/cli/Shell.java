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

/// A shell in which `tidemark` is typed, with a data folder of its own and a clock that stands still.
public final class Shell {
    public static final Instant NOW = Instant.parse("2031-04-02T07:30:00Z");

    private final Path data;

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
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(data.toString());
        return plain(input, Map.of(), all.toArray(String[]::new));
    }

    /// Runs a command just as it stands.
    public static Result plain(String input, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                false);
        int exitCode = Tidemark.commands(terminal, environment, InstantSource.fixed(NOW))
                .execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
