package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no HTTP library would send, byte by byte: what of them is answered, and that nothing of
/// them is applied.
class RawRequestsTest extends OnServer {
    private static final String BODY = "{\"Meetings\":[{\"State\":\"NEW\",\"Meeting\":{\"Id\":\"m-raw\"}}]}";
    private static final int PATIENCE_MILLIS = 20_000;

    private String before = "";

    @BeforeEach
    void somethingIsThere() {
        meeting("m-A", "'Title':'Alpha'");
        before = snapshot();
    }

    private String head(String requestLine, String... headers) {
        return requestLine + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + ida.bearer() + "\r\n"
                + String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n") + "\r\n";
    }

    /// Sends bytes, says that there are no more, and returns all that comes back.
    private String exchange(byte[] request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request);
                out.flush();
                socket.shutdownOutput();
            } catch (IOException e) {
                // the server has answered and closed before everything was sent
            }
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private String exchange(String request) throws IOException {
        return exchange(request.getBytes(ISO_8859_1));
    }

    private void isNotApplied() {
        assertThat(snapshot()).isEqualTo(before);
        assertThat(server.device(IDA).sync().told("Meetings"))
                .as("and the server goes on")
                .containsExactly("NEW m-A");
    }

    @Test
    void aSoundRequestWrittenByHandIsApplied() throws IOException {
        String answer = exchange(head(
                        "POST /api/v1/mymeetings/synccommit",
                        "Content-Type: application/json",
                        "Content-Length: " + BODY.length(),
                        "Connection: close")
                + BODY);
        assertThat(answer).startsWith("HTTP/1.1 200").contains("CREATED");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 40, 63})
    void aBodyThatBreaksOffIsNotApplied(int sent) throws IOException {
        String answer = exchange(head("POST /api/v1/mymeetings/synccommit", "Content-Length: " + BODY.length())
                + BODY.substring(0, Math.min(sent, BODY.length() - 1)));
        assertThat(answer).doesNotContain("200 OK");
        isNotApplied();
    }

    @Test
    void chunksThatBreakOffAreNotApplied() throws IOException {
        String chunk = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n";
        String answer = exchange(head("POST /api/v1/mymeetings/synccommit", "Transfer-Encoding: chunked") + chunk);
        assertThat(answer).doesNotContain("200 OK");
        isNotApplied();
    }

    @Test
    void chunksThatAreNoneAreRefused() throws IOException {
        String answer = exchange(head("POST /api/v1/mymeetings/synccommit", "Transfer-Encoding: chunked") + "zz\r\n"
                + BODY + "\r\n0\r\n\r\n");
        assertThat(answer).doesNotContain("200 OK");
        isNotApplied();
    }

    @Test
    void aHeadAboveTheLimitIsRefusedWithASentence() throws IOException {
        String answer = exchange(head("GET /api/v1/mymeetings/sync", "X-Long: " + "x".repeat(100_000)));
        assertThat(answer).startsWith("HTTP/1.1 400").contains("Message").containsPattern("TM-[15]001");
        isNotApplied();
    }

    @Test
    void aQueryAboveTheLimitIsRefusedWithASentence() throws IOException {
        String answer = exchange(head("GET /api/v1/mymeetings/sync?synctoken=" + "x".repeat(100_000)));
        assertThat(answer).startsWith("HTTP/1.1 400").contains("TM-5001");
        isNotApplied();
    }

    @Test
    void anAnnouncedBodyAboveTheLimitIsRefusedBeforeItIsSent() throws IOException {
        String answer = exchange(head("POST /api/v1/mymeetings/synccommit", "Content-Length: 41943040") + "{");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("TM-5001", "limits.body");
        isNotApplied();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Content-Length: abc",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "No colon here"
            })
    void headersThatAreNoneAreRefused(String header) throws IOException {
        assertThat(exchange(head("POST /api/v1/mymeetings/synccommit", header) + BODY))
                .doesNotContain("200 OK");
        isNotApplied();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/mymeetings/sync?properties=%ZZ",
                "GET /api/v1/mymeetings/sync?properties=%C3",
                "GET /api/v1/mymeetings/sync?synctoken=a%00b",
                "GET /api/v1/mymeetings/sync?synctoken=\u00e6",
                "GET /api/v1/mymeetings/sync?synctoken={[\"x\"]}"
            })
    void queriesThatSayNothingSensibleAreRefusedWithASentence(String line) throws IOException {
        assertThat(exchange(head(line, "Connection: close")))
                .startsWith("HTTP/1.1 400")
                .containsAnyOf("TM-1001", "TM-2001");
        isNotApplied();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n\r\n", "GARBAGE\r\n\r\n", "GET\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\u0001"})
    void whatIsNoHttpHarmsNobody(String bytes) throws IOException {
        assertThat(exchange(bytes)).doesNotContain("200 OK");
        isNotApplied();
    }

    @Test
    void twoRequestsInOneBreathAreAnsweredInOrder() throws IOException {
        String commit = head("POST /api/v1/mymeetings/synccommit", "Content-Length: " + BODY.length()) + BODY;
        String answers = exchange(commit + head("GET /api/v1/mymeetings/list", "Connection: close"));
        assertThat(answers.indexOf("CREATED")).isPositive().isLessThan(answers.lastIndexOf("m-raw"));
    }
}
