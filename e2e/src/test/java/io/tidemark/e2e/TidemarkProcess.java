package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command of `tidemark` in a process of its own, as an operator starts it. Killed when it is closed.
final class TidemarkProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern LISTENS = Pattern.compile("Tidemark listens on (http://\\S+)\\. Ctrl-C");

    private final Process process;
    private final Path out;
    private final Path err;

    private TidemarkProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /// @param environment variables beside those of this process
    /// @param arguments as on a command line
    static TidemarkProcess start(Map<String, String> environment, String... arguments) throws IOException {
        Path out = Files.createTempFile("tidemark", ".out");
        Path err = Files.createTempFile("tidemark", ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tidemark.cli.Tidemark"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new TidemarkProcess(builder.start(), out, err);
    }

    /// What it told so far.
    String told() {
        try {
            return Files.readString(err, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it printed so far.
    String printed() {
        try {
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when it has told this.
    void awaitTold(String text) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        assertThat(told()).contains(text);
                    }
                })
                .until(() -> told().contains(text));
    }

    /// Where a server can be reached, once it listens.
    URI awaitListening() {
        awaitTold("Ctrl-C ends it.");
        Matcher listens = LISTENS.matcher(told());
        assertThat(listens.find()).as(told()).isTrue();
        return URI.create(listens.group(1) + "/");
    }

    /// Its exit code, once it has ended.
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE)).as(told()).isTrue();
        return process.exitValue();
    }

    /// SIGTERM, and returns when it has ended.
    void terminate() throws InterruptedException {
        process.destroy();
        awaitEnd();
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(out);
        Files.delete(err);
    }
}
