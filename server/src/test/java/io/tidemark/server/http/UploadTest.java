package io.tidemark.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.server.CommandClient;
import io.tidemark.server.RawClient;
import io.tidemark.server.RawClient.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files come in as base64 inside an envelope, over real HTTP, and lie in files of the data folder afterwards.
class UploadTest {
    private static final String PATH = "/api/endpoint.php";
    private static final int PHOTO_BYTES = 20 * 1024 * 1024;
    /// A multiple of three, so that no padding comes in the middle.
    private static final int CHUNK_BYTES = 48 * 1024;

    @TempDir
    Path folder;

    @Test
    void aPhotoOf20MebibytesComesInByDefault() throws Exception {
        byte[] photo = photo(1);
        String base64 = Base64.getEncoder().encodeToString(photo);
        try (UploadServer server = new UploadServer(folder)) {
            String form = CommandClient.form(envelope(base64));
            assertThat(post(server.port(), form, CommandClient.FORM)).contains(sha256(photo), "\"size\":20971520");
            assertThat(files()).containsExactly(file(photo));

            byte[] other = Arrays.copyOf(photo(2), 20_000_000);
            String broken = Base64.getMimeEncoder()
                    .encodeToString(other)
                    .replace("\r\n", "\\r\\n")
                    .replace("/", "\\/");
            assertThat(post(server.port(), CommandClient.form(envelope(broken)), CommandClient.FORM))
                    .as("with line breaks and escaped slashes, as a form: the longest way to write it")
                    .contains(sha256(other));
            assertThat(post(server.port(), envelope(base64), "Content-Type: application/json"))
                    .as("as JSON, for the second time")
                    .contains(sha256(photo));
            assertThat(files()).containsExactlyInAnyOrder(file(photo), file(other));
        }
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        try (UploadServer server = new UploadServer(folder)) {
            byte[] body = CommandClient.form(envelope(Base64.getEncoder().encodeToString(photo(3))))
                    .getBytes(ISO_8859_1);
            try (RawClient client = new RawClient(server.port())) {
                client.send("POST " + PATH + " HTTP/1.1\r\n"
                        + RawClient.head(CommandClient.FORM, "Content-Length: " + body.length) + "\r\n");
                client.send(Arrays.copyOf(body, PHOTO_BYTES));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> active(server) == 1);
            assertThat(files()).isEmpty();
            assertThat(post(server.port(), CommandClient.form(envelope("QUJD")), CommandClient.FORM))
                    .contains("\"size\":3");
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void aFileThatIsTooLargeIsABadValueAndLeavesNothing() throws IOException {
        try (UploadServer server = new UploadServer(folder, "limits.file", "1 MiB")) {
            String base64 = Base64.getEncoder().encodeToString(new byte[1024 * 1024 + 1]);
            assertThat(post(server.port(), CommandClient.form(envelope(base64)), CommandClient.FORM))
                    .contains("\"error\":\"badvalue\"", "The field filedata", "1048576 bytes");
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void whatIsNoBase64IsABadValueThatNamesTheField() throws IOException {
        try (UploadServer server = new UploadServer(folder)) {
            String base64 = "QUJD".repeat(1_000_000) + "QU*D";
            assertThat(post(server.port(), CommandClient.form(envelope(base64)), CommandClient.FORM))
                    .contains("\"error\":\"badvalue\"", "The field filedata must be bytes in base64.");
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aBodyAboveTheLimitIsRefusedAsBefore() throws IOException {
        try (UploadServer server = new UploadServer(folder, "limits.body", "4 MiB")) {
            String base64 = "QUJD".repeat(1_100_000);
            assertThat(post(server.port(), CommandClient.form(envelope(base64)), CommandClient.FORM))
                    .contains("\"error\":\"badrequest\"", "limits.body");
            assertThat(files()).isEmpty();
        }
    }

    /// In a process that has no more: eight photos at once, each 27 MB of text.
    @Test
    void eightPhotosAtOnceFitInto256Megabytes() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UploadServer.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                ExecutorService clients = Executors.newFixedThreadPool(8)) {
            int port = port(out);
            CyclicBarrier lastByte = new CyclicBarrier(8);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                byte[] photo = photo(100 + i);
                answers.add(clients.submit(() -> postJson(port, photo, lastByte)));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).contains("\"size\":20971520");
            }
            assertThat(files()).hasSize(8);
        } finally {
            process.destroy();
        }
    }

    /// Sends a file in JSON without having its text in memory; the end of it when all others have come so far.
    private static String postJson(int port, byte[] photo, CyclicBarrier lastByte) throws Exception {
        String[] around = envelope("|").split("\\|", -1);
        int length = around[0].length() + (photo.length + 2) / 3 * 4 + around[1].length();
        try (RawClient client = new RawClient(port)) {
            client.send("POST " + PATH + " HTTP/1.1\r\n"
                    + RawClient.head("Content-Type: application/json", "Content-Length: " + length) + "\r\n");
            client.send(around[0].replace('\'', '"'));
            for (int at = 0; at < photo.length; at += CHUNK_BYTES) {
                int end = Math.min(photo.length, at + CHUNK_BYTES);
                client.send(Base64.getEncoder().encode(Arrays.copyOfRange(photo, at, end)));
            }
            lastByte.await(1, TimeUnit.MINUTES);
            return client.send(around[1].replace('\'', '"')).read().text();
        }
    }

    private static int port(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring(5));
            }
        }
        throw new IOException("the process ended");
    }

    private static double active(UploadServer server) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            return client.get("/metrics")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("tidemark_requests_active "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                    .sum();
        }
    }

    private static String post(int port, String body, String header) throws IOException {
        try (RawClient client = new RawClient(port)) {
            Answer answer = client.post(PATH, body, header);
            assertThat(answer.status()).isEqualTo(200);
            return answer.text();
        }
    }

    private static String envelope(String base64) {
        return CommandClient.envelope(
                "{'command':'AddFileToTodo','todoid':1,'filename':'a.jpg','filedata':'" + base64 + "'}");
    }

    private static byte[] photo(long seed) {
        byte[] photo = new byte[PHOTO_BYTES];
        new Random(seed).nextBytes(photo);
        return photo;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String file(byte[] bytes) throws NoSuchAlgorithmException {
        String hash = sha256(bytes);
        return "content/1/" + hash.substring(0, 2) + "/" + hash.substring(2);
    }

    private List<String> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
