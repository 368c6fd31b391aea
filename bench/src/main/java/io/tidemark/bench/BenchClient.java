package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that costs as little as possible: it reads what comes and looks only for the token. Thread-safe.
final class BenchClient {
    private static final Pattern TOKEN = Pattern.compile("\"SyncToken\":\"([^\"]+)\"");
    private static final Pattern ACCESS = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final int HEAD_BYTES = 1024;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final int barePort;
    private final String access;

    BenchClient(MeasuredServer server, String email) throws IOException {
        this(server.port(), server.barePort(), email);
    }

    /// @param barePort that of the bare scan; 0 where nobody asks for it
    BenchClient(int port, int barePort, String email) throws IOException {
        this.port = port;
        this.barePort = barePort;
        this.access = logIn(email);
    }

    /// Logs somebody else in, over the same connections.
    ///
    /// @return the access token
    String logIn(String email) throws IOException {
        HttpResponse<InputStream> answer = send(HttpRequest.newBuilder(uri("oauth"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=password&app_id=Api&username="
                        + URLEncoder.encode(email, UTF_8) + "&password=" + BenchServer.PASSWORD)));
        return find(ACCESS, new String(answer.body().readAllBytes(), UTF_8));
    }

    /// What came.
    ///
    /// @param bytes how many
    /// @param token the sync token in it; empty if none
    record Received(long bytes, String token) {}

    Received sync(String token) throws IOException {
        String query = token.isEmpty() ? "" : "?synctoken=" + token;
        return drain(send(authorized("api/v1/mytasks/sync" + query).GET()));
    }

    /// The whole answer.
    byte[] syncBody(String token) throws IOException {
        String query = token.isEmpty() ? "" : "?synctoken=" + token;
        return send(authorized("api/v1/mytasks/sync" + query).GET()).body().readAllBytes();
    }

    Received commit(byte[] body) throws IOException {
        return drain(send(authorized("api/v1/mytasks/synccommit")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))));
    }

    /// Reads the bare scan of some objects.
    ///
    /// @param type which type
    long bare(long from, long to, String type) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), barePort)) {
            socket.getOutputStream().write((from + " " + to + " " + type + "\n").getBytes(UTF_8));
            return drain(socket.getInputStream(), new ByteArrayOutputStream());
        }
    }

    /// Runs commands.
    ///
    /// @return the whole answer
    byte[] commands(String commands) throws IOException {
        return send(HttpRequest.newBuilder(uri("api/endpoint.php"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(envelope(commands))))
                .body()
                .readAllBytes();
    }

    /// Runs commands over a connection of its own that stays open.
    RawConnection.Answer commands(RawConnection connection, String commands) throws IOException {
        return connection.post("/api/endpoint.php", envelope(commands));
    }

    RawConnection connect() throws IOException {
        return new RawConnection(port);
    }

    private String envelope(String commands) {
        return "{\"contract\":1,\"accesstoken\":\"" + access + "\",\"commands\":[" + commands + "]}";
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + access);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        response.statusCode() + " " + new String(response.body().readAllBytes(), UTF_8));
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Received drain(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD_BYTES);
            long bytes = drain(in, head);
            Matcher token = TOKEN.matcher(head.toString(UTF_8));
            return new Received(bytes, token.find() ? token.group(1) : "");
        }
    }

    private static long drain(InputStream in, ByteArrayOutputStream head) throws IOException {
        byte[] buffer = new byte[256 * 1024];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (head.size() < HEAD_BYTES) {
                head.write(buffer, 0, Math.min(read, HEAD_BYTES - head.size()));
            }
            bytes += read;
        }
        return bytes;
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("the answer lacks what was expected");
        }
        return matcher.group(1);
    }
}
