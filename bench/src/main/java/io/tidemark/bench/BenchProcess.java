package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Another process of the bench, which says when it is ready, answers lines with lines, and ends with its input.
/// Confined to one thread.
class BenchProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final List<String> ready;

    /// Returns when it is ready.
    BenchProcess(Process process) throws IOException {
        this.process = process;
        this.out = process.inputReader(UTF_8);
        this.in = process.outputWriter(UTF_8);
        String line = hear();
        while (!line.startsWith("ready")) {
            line = hear();
        }
        this.ready = List.of(line.split(" ", -1));
    }

    static BenchProcess start(String heap, Class<?> main, List<String> arguments) throws IOException {
        return new BenchProcess(process(heap, main, arguments));
    }

    static Process process(String heap, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=bench-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// A number that it gave when it was ready.
    ///
    /// @param place from 1
    int readyNumber(int place) {
        return Integer.parseInt(ready.get(place));
    }

    void say(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    String hear() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IllegalStateException("a process of the bench ended");
        }
        return line;
    }

    /// The processor time that it has used.
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /// A figure of its memory, in bytes (Linux).
    ///
    /// @param what `VmRSS` for what is resident, `VmHWM` for the most that ever was
    long memoryBytes(String what) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith(what + ":")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.destroy();
        process.onExit().join();
    }
}
