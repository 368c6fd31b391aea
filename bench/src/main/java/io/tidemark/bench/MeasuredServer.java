package io.tidemark.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The measured process, seen from outside.
final class MeasuredServer implements AutoCloseable {
    private final Process process;
    private final int port;
    private final int barePort;

    private MeasuredServer(Process process, int port, int barePort) {
        this.process = process;
        this.port = port;
        this.barePort = barePort;
    }

    static MeasuredServer start(MeasuredDatabase database, String heap, List<String> contents) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=bench-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                BenchServer.class.getName(),
                database.folder().toString(),
                database.url()));
        command.addAll(contents);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready ")) {
                String[] parts = line.split(" ", -1);
                return new MeasuredServer(process, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            }
        }
        throw new IllegalStateException("the server did not start");
    }

    int port() {
        return port;
    }

    int barePort() {
        return barePort;
    }

    /// The processor time that the process has used.
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /// The most memory that the process ever had resident, in bytes (Linux).
    long residentPeakBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
