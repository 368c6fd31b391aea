package io.tidemark.bench;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Devices that wait at one of several servers, in a process of their own, since a process may not open as many
/// files as there are devices. Prints a line when all of them wait, and ends with its standard input.
public final class LiveBenchDevices {
    private LiveBenchDevices() {}

    /// @param args the server's port, the number of the first device's user, how far the next one's is from it, and how
    ///     many devices there are
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int first = Integer.parseInt(args[1]);
        int step = Integer.parseInt(args[2]);
        int count = Integer.parseInt(args[3]);
        try (IdleDevices waiting = new IdleDevices(port, tokens(port, first, step, count))) {
            System.out.println("ready " + waiting.toldNanos(0).size());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    static List<String> tokens(int port, int first, int step, int count) throws Exception {
        BenchClient client = new BenchClient(port, 0, BenchServer.email(first));
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<String>> logins = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                String email = BenchServer.email(first + n * step);
                logins.add(pool.submit(() -> client.logIn(email)));
            }
            List<String> tokens = new ArrayList<>();
            for (Future<String> login : logins) {
                tokens.add(login.get());
            }
            return tokens;
        }
    }
}
