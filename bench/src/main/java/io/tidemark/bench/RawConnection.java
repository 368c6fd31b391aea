package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/// One connection that stays open, read as plainly as the bare scan is: the JDK's HTTP client costs as much as the
/// server's reading. Keeps the end of each answer only. Confined to one thread.
final class RawConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int TAIL_BYTES = 512;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    RawConnection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    /// An answer's length and its last characters.
    record Answer(long bytes, String tail) {}

    /// Posts JSON.
    Answer post(String path, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        byte[] head = ("POST " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(ISO_8859_1);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        socket.getOutputStream().write(request);
        String status = line();
        if (!status.contains(" 200 ")) {
            throw new IllegalStateException(status);
        }
        long length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            }
        }
        return length < 0 ? chunks() : taken(length, new StringBuilder());
    }

    private Answer chunks() throws IOException {
        StringBuilder tail = new StringBuilder();
        long bytes = 0;
        long length;
        do {
            length = Long.parseLong(line(), 16);
            bytes += taken(length, tail).bytes();
            line();
        } while (length > 0);
        return new Answer(bytes, tail.toString());
    }

    private Answer taken(long length, StringBuilder tail) throws IOException {
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException();
            }
            left -= read;
            int from = Math.max(0, read - TAIL_BYTES);
            tail.append(new String(buffer, from, read - from, UTF_8));
            tail.delete(0, Math.max(0, tail.length() - TAIL_BYTES));
        }
        return new Answer(length, tail.toString());
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
