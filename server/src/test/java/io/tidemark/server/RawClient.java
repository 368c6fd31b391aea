package io.tidemark.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A client that sends exactly the bytes it is told to, and reads answers one by one from one connection.
public final class RawClient implements Closeable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /// One answer.
    ///
    /// @param status its status
    /// @param headers by lower-case name, the last of several
    /// @param body its body, chunks joined
    /// @param chunks how many chunks it came in
    public record Answer(int status, Map<String, String> headers, byte[] body, int chunks) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// Sends text, one byte for each character.
    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /// Sends a request without a body, and reads the answer.
    public Answer get(String target, String... headers) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\n" + head(headers) + "\r\n").read();
    }

    /// Sends a request with a body, and reads the answer.
    public Answer post(String target, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send("POST " + target + " HTTP/1.1\r\n" + head(headers) + "Content-Length: " + bytes.length + "\r\n\r\n");
        return send(bytes).read();
    }

    public static String head(String... headers) {
        StringBuilder head = new StringBuilder("Host: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    /// Reads one answer; throws `EOFException` when the connection ends inside it.
    public Answer read() throws IOException {
        String statusLine = line();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int chunks = 0;
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.write(exactly(size));
                chunks++;
                line();
            }
            line();
        } else {
            body.write(exactly(Integer.parseInt(headers.getOrDefault("content-length", "0"))));
        }
        return new Answer(Integer.parseInt(statusLine.substring(9, 12)), headers, body.toByteArray(), chunks);
    }

    /// Reads up to so many bytes of whatever comes; fewer when the connection ends.
    public byte[] readBytes(int most) throws IOException {
        return in.readNBytes(most);
    }

    /// Says that nothing more will be sent.
    public void endOfRequest() throws IOException {
        socket.shutdownOutput();
    }

    /// Whether the server has closed the connection and nothing is left to read. Blocks until it has, or has sent
    /// something.
    public boolean atEnd() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the connection ended inside a body");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended inside a line");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
