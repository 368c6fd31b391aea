package io.tidemark.postgres.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// The network between servers and their database, which can be cut. Thread-safe.
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final String host;
    private final int port;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requestsLeft = new AtomicInteger();
    private final AtomicInteger answersLeft = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean isDown;
    private volatile boolean staysDown;

    /// @param target host and port
    public CuttingProxy(String target) {
        String[] parts = target.split(":", 2);
        this.host = parts[0];
        this.port = Integer.parseInt(parts[1]);
        try {
            this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("cutting-proxy").start(this::accept);
    }

    /// Host and port at which the target is reached.
    public String host() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (isDown) {
                    client.close();
                    continue;
                }
                client.setTcpNoDelay(true);
                try {
                    Socket server = new Socket(host, port);
                    server.setTcpNoDelay(true);
                    Connection connection = new Connection(client, server);
                    connections.add(connection);
                    Thread.ofPlatform().daemon().start(connection::requests);
                    Thread.ofPlatform().daemon().start(connection::answers);
                } catch (IOException e) {
                    client.close(); // the target is away
                }
            } catch (IOException e) {
                // It is closed, or the client went away.
            }
        }
    }

    /// Cuts every connection.
    public void cut() {
        connections.forEach(Connection::close);
    }

    /// Cuts every connection when some more answers have come over it: what was asked for is done, and nobody hears of
    /// it.
    ///
    /// @param number of the answer that is lost, for each connection; at least 1
    public void loseAnswers(IntSupplier number) {
        connections.forEach(connection -> connection.answersLeft.set(number.getAsInt()));
    }

    /// Cuts every connection when some more requests have come over it: what was asked for is not done.
    ///
    /// @param number of the request that is lost, for each connection; at least 1
    public void loseRequests(IntSupplier number) {
        connections.forEach(connection -> connection.requestsLeft.set(number.getAsInt()));
    }

    /// Loses one of the requests that come from now on, over whichever connection, and cuts that connection.
    ///
    /// @param number of the request, from 1; 0 when none is lost
    /// @param staysDown whether nobody gets through from then on, until this is called again
    public void loseRequest(int number, boolean staysDown) {
        lose(number, 0, staysDown);
    }

    /// The same with an answer.
    public void loseAnswer(int number, boolean staysDown) {
        lose(0, number, staysDown);
    }

    private void lose(int request, int answer, boolean then) {
        isDown = false;
        staysDown = then;
        requests.set(0);
        requestsLeft.set(request);
        answersLeft.set(answer);
    }

    /// How many requests have come since it was said which one is lost.
    public int requests() {
        return requests.get();
    }

    /// Whether the request or answer that was to be lost has come.
    public boolean hasLost() {
        return requestsLeft.get() <= 0 && answersLeft.get() <= 0;
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private final AtomicInteger requestsLeft = new AtomicInteger();
        private final AtomicInteger answersLeft = new AtomicInteger();

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() {
            pass(client, server, requestsLeft, CuttingProxy.this.requestsLeft, requests);
        }

        void answers() {
            pass(server, client, answersLeft, CuttingProxy.this.answersLeft, new AtomicInteger());
        }

        /// @param left how many are to come over this connection until one is lost; none is when it is 0
        /// @param leftOfAll the same for all connections together
        private void pass(Socket from, Socket to, AtomicInteger left, AtomicInteger leftOfAll, AtomicInteger come) {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                byte[] buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    come.incrementAndGet();
                    if (isNow(left)) {
                        return;
                    }
                    if (isNow(leftOfAll)) {
                        isDown = staysDown;
                        return;
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // One end is gone, and now the other.
            } finally {
                close();
            }
        }

        private static boolean isNow(AtomicInteger left) {
            return left.get() > 0 && left.decrementAndGet() == 0;
        }

        void close() {
            connections.remove(this);
            for (Socket end : new Socket[] {client, server}) {
                try {
                    end.close();
                } catch (IOException e) {
                    // It is of no use any more.
                }
            }
        }
    }
}
