package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/// The limit that a first synchronization is measured against: a plain JDBC scan of the same rows in the same
/// process, written to a socket with as many bytes around each body as the protocol has. A connection sends a
/// line `from to type`: object numbers and a type.
final class BareScan implements AutoCloseable {
    private static final byte[] BEFORE = "{\"State\":\"NEW\",\"Task\":".getBytes(UTF_8);
    private static final byte[] AFTER = ",\"ModifiedTime\":\"2031-04-02T07:30:00Z\"}},".getBytes(UTF_8);
    private static final int BUFFER_BYTES = 512 * 1024;
    private static final int ROWS_AT_ONCE = 1_000;

    private final ServerSocket socket;
    private final MeasuredDatabase database;

    private BareScan(ServerSocket socket, MeasuredDatabase database) {
        this.socket = socket;
        this.database = database;
    }

    static BareScan start(MeasuredDatabase database) throws IOException {
        BareScan scan = new BareScan(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), database);
        Thread.ofPlatform().name("bare-scan").daemon().start(scan::serve);
        return scan;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT body FROM object WHERE account = 1 AND number BETWEEN ? AND ?"
                                + " AND type = (SELECT type FROM type WHERE account = 1 AND name = ?)")) {
            connection.setAutoCommit(false); // so that PostgreSQL gives rows as they are read
            select.setFetchSize(ROWS_AT_ONCE);
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    answer(client, select);
                }
            }
        } catch (IOException | SQLException e) {
            if (!socket.isClosed()) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void answer(Socket client, PreparedStatement select) throws IOException, SQLException {
        client.setTcpNoDelay(true);
        byte[] line = new byte[128];
        int length = 0;
        for (int c = client.getInputStream().read();
                c != '\n';
                c = client.getInputStream().read()) {
            line[length++] = (byte) c;
        }
        String[] range =
                new String(line, 0, length, UTF_8).toLowerCase(Locale.ROOT).split(" ", -1);
        select.setLong(1, Long.parseLong(range[0]));
        select.setLong(2, Long.parseLong(range[1]));
        select.setString(3, range[2]);
        try (ResultSet rows = select.executeQuery();
                OutputStream out = new BufferedOutputStream(client.getOutputStream(), BUFFER_BYTES)) {
            while (rows.next()) {
                out.write(BEFORE);
                out.write(rows.getBytes(1));
                out.write(AFTER);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
