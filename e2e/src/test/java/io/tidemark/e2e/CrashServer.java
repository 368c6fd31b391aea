package io.tidemark.e2e;

import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The real server on a SQLite file in a process of its own, which can be killed at any moment. The process
/// tells its parent its port over a socket, and ends when that socket does.
final class CrashServer {
    private static final int START_MILLIS_MAX = 60_000;

    private final Process process;
    private final Socket child;
    private final int port;

    private CrashServer(Process process, Socket child, int port) {
        this.process = process;
        this.child = child;
        this.port = port;
    }

    /// The process.
    ///
    /// @param arguments the database file, and the port on which the parent listens
    public static void main(String[] arguments) throws IOException {
        TestServer server = new TestServer(
                SqliteStorage.open(Path.of(arguments[0]), SqliteOptions.defaults()), ConnectServer.SETTINGS);
        try (Socket parent = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]))) {
            new DataOutputStream(parent.getOutputStream()).writeInt(server.uri().getPort());
            parent.getInputStream().read();
        } finally {
            server.close();
        }
    }

    /// Starts the process and returns when it takes requests.
    static CrashServer start(Path database) throws IOException {
        try (ServerSocket parent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            parent.setSoTimeout(START_MILLIS_MAX);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CrashServer.class.getName(),
                            database.toString(),
                            Integer.toString(parent.getLocalPort()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Socket child = parent.accept();
            return new CrashServer(process, child, new DataInputStream(child.getInputStream()).readInt());
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    Device device(String email) {
        return new Device(uri(), email, TestServer.PASSWORD);
    }

    /// Kills the process after some further microseconds, as `kill -9` does.
    void killAfter(long micros) throws IOException, InterruptedException {
        if (process.waitFor(micros, TimeUnit.MICROSECONDS)) {
            throw new IllegalStateException("the server ended by itself with " + process.exitValue());
        }
        process.destroyForcibly().waitFor();
        child.close();
    }
}
