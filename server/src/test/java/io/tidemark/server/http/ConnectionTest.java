package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.server.RawClient;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.RunningServer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bytes on a connection: what is kept open, what is closed, what is refused.
class ConnectionTest {
    private static final String SYNC = "/api/v1/mymeetings/sync";
    private static final String COMMIT = "/api/v1/mymeetings/synccommit";

    private final RunningServer server = RunningServer.with("limits.body", "100 KiB", "limits.headers", "8 KiB");
    private String bearer;
    private RawClient client;

    @BeforeEach
    void connect() throws IOException {
        bearer = server.bearer();
        client = server.connect();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aConnectionIsKeptForManyRequests() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(client.get(SYNC, bearer).status()).isEqualTo(200);
            assertThat(client.post(COMMIT, "x".repeat(i), bearer).text()).contains("commit MEETINGS " + i);
        }
    }

    @Test
    void requestsThatComeBeforeTheAnswerAreAnsweredInOrder() throws IOException {
        String get = "GET " + SYNC + "?synctoken=%d HTTP/1.1\r\n" + RawClient.head(bearer) + "\r\n";
        String post = "POST " + COMMIT + " HTTP/1.1\r\n" + RawClient.head(bearer, "Content-Length: 3") + "\r\nabc";
        client.send(get.formatted(1) + post + get.formatted(2) + get.formatted(3));

        assertThat(client.read().text()).contains("Optional[1]");
        assertThat(client.read().text()).contains("commit MEETINGS 3");
        assertThat(client.read().text()).contains("Optional[2]");
        assertThat(client.read().text()).contains("Optional[3]");
    }

    @Test
    void connectionCloseIsAnnouncedAndDoneWithAndWithoutABody() throws IOException {
        Answer get = client.get(SYNC, bearer, "Connection: close");
        assertThat(get.status()).isEqualTo(200);
        assertThat(get.headers()).containsEntry("connection", "close");
        assertThat(client.atEnd()).isTrue();

        try (RawClient second = server.connect()) {
            Answer post = second.post(COMMIT, "abc", bearer, "connection: CLOSE");
            assertThat(post.text()).contains("commit MEETINGS 3");
            assertThat(post.headers()).containsEntry("connection", "close");
            assertThat(second.atEnd()).isTrue();
        }
        try (RawClient third = server.connect()) {
            assertThat(third.get("/nowhere", "Connection: close").status()).isEqualTo(404);
            assertThat(third.atEnd()).isTrue();
        }
    }

    @Test
    void aLargeAnswerWithConnectionCloseArrivesWholeBeforeTheEnd() throws IOException {
        server.meetings.sync(out -> out.write(new byte[1_000_000]));

        assertThat(client.get(SYNC, bearer, "Connection: close").body()).hasSize(1_000_000);
        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void aTruncatedBodyIsNeverTakenForAWholeOne() throws IOException {
        server.meetings.sync(out -> out.write('x'));
        client.send("POST " + COMMIT + " HTTP/1.1\r\n" + RawClient.head(bearer, "Content-Length: 10") + "\r\nabc");
        client.endOfRequest();
        assertThatThrownBy(client::read).isInstanceOf(EOFException.class);

        try (RawClient chunked = server.connect()) {
            chunked.send("POST " + COMMIT + " HTTP/1.1\r\n" + RawClient.head(bearer, "Transfer-Encoding: chunked")
                    + "\r\n3\r\nabc\r\n");
            chunked.endOfRequest();
            assertThatThrownBy(chunked::read).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedAlsoWhenItIsSentToItsEndFirst() throws IOException {
        Answer answer = client.post(COMMIT, "x".repeat(150 * 1024), bearer);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("TM-5001");
        assertThat(answer.headers()).containsEntry("connection", "close");
        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void aBodyFarOverTheLimitIsRefusedBeforeItIsSent() throws IOException {
        client.send("POST " + COMMIT + " HTTP/1.1\r\n" + RawClient.head(bearer, "Content-Length: 9999999999") + "\r\n");

        Answer answer = client.read();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("TM-5001");
        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void aBodyWithoutALengthIsCountedWhileItIsRead() throws IOException {
        client.send("POST " + COMMIT + " HTTP/1.1\r\n" + RawClient.head(bearer, "Transfer-Encoding: chunked") + "\r\n");
        String chunk = "2000\r\n" + "x".repeat(0x2000) + "\r\n";
        client.send(chunk.repeat(12)).send("0\r\n\r\n");
        assertThat(client.read().text()).contains("commit MEETINGS " + 12 * 0x2000);

        client.send("POST " + COMMIT + " HTTP/1.1\r\n" + RawClient.head(bearer, "Transfer-Encoding: chunked") + "\r\n");
        client.send(chunk.repeat(13));
        Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("TM-5001");
    }

    @Test
    void aChunkLargerThanAnyBodyIsRefusedBeforeItIsSent() throws IOException {
        client.send("POST " + COMMIT + " HTTP/1.1\r\n" + RawClient.head(bearer, "Transfer-Encoding: chunked")
                + "\r\n7fffffff\r\nabc");

        Answer answer = client.read();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("TM-5001");
        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void aRefusalBeforeAShortBodyWasReadKeepsTheConnection() throws IOException {
        assertThat(client.post(COMMIT, "abc").status()).isEqualTo(401);
        assertThat(client.post(COMMIT, "abc", bearer).status()).isEqualTo(200);
    }

    @Test
    void anEncodedBodyIsRefused() throws IOException {
        Answer answer = client.post(COMMIT, "abc", bearer, "Content-Encoding: gzip");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("TM-1001");
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOnOnlyWhenItsBodyIsWanted() throws IOException {
        String head = "POST " + COMMIT + " HTTP/1.1\r\n%sContent-Length: 3\r\n\r\n";
        client.send(head.formatted(RawClient.head(bearer, "Expect: 100-continue")));
        assertThat(client.read().status()).isEqualTo(100);
        assertThat(client.send("abc").read().text()).contains("commit MEETINGS 3");

        client.send(head.formatted(RawClient.head("Expect: 100-continue")));
        Answer refused = client.read();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsEntry("connection", "close");
        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void headsThatAreTooLargeAreRefusedAsJson() throws IOException {
        refused(client, "GET " + SYNC + " HTTP/1.1\r\n" + RawClient.head("X-Long: " + "x".repeat(9_000)) + "\r\n");
        try (RawClient second = server.connect()) {
            refused(second, "GET " + SYNC + "?a=" + "x".repeat(9_000) + " HTTP/1.1\r\n\r\n");
        }
    }

    @Test
    void whatIsNoHttp11IsRefusedAsJson() throws IOException {
        for (String nonsense : new String[] {
            "GET /health/live HTTP/1.1\r\nno colon\r\n\r\n",
            "GET /health/live HTTP/1.1\r\n\r\n",
            "GET /<> HTTP/1.1\r\n" + RawClient.head() + "\r\n",
            "POST /oauth HTTP/1.1\r\n" + RawClient.head("Content-Length: -1") + "\r\n",
            "POST /oauth HTTP/1.1\r\n" + RawClient.head("Content-Length: 1", "Transfer-Encoding: chunked") + "\r\n",
            "POST /oauth HTTP/1.1\r\n" + RawClient.head("Transfer-Encoding: gzip") + "\r\n",
        }) {
            try (RawClient second = server.connect()) {
                refused(second, nonsense);
            }
        }
    }

    @Test
    void whatIsNoHttpAndHttp10IsNotAnsweredAtAll() throws IOException {
        for (String bytes : new String[] {"nonsense\r\n\r\n", "GET /health/live HTTP/1.0\r\n\r\n"}) {
            try (RawClient second = server.connect()) {
                second.send(bytes);
                assertThat(second.atEnd()).isTrue();
            }
        }
    }

    @Test
    void aBrokenChunkIsRefused() throws IOException {
        client.send("POST " + COMMIT + " HTTP/1.1\r\n" + RawClient.head(bearer, "Transfer-Encoding: chunked")
                + "\r\nnot-a-size\r\n");

        assertThat(client.read().status()).isEqualTo(400);
        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void smallPacketsAreSentWithoutDelay() {
        assertThat(server.http().sendsWithoutDelay()).isTrue();
    }

    private static void refused(RawClient client, String bytes) throws IOException {
        client.send(bytes.getBytes(StandardCharsets.US_ASCII));
        Answer answer = client.read();
        assertThat(answer.status()).as(bytes.lines().findFirst().orElse("")).isEqualTo(400);
        assertThat(answer.text()).contains("\"Code\":\"TM-", "\"Message\":\"", "\"RequestId\":\"");
        assertThat(answer.headers()).containsKey("x-request-id").containsEntry("cache-control", "no-store");
        assertThat(client.atEnd()).isTrue();
    }
}
