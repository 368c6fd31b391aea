package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.server.RawClient;
import io.tidemark.server.RunningServer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Clients that stop in the middle are cut off, and only they.
class StallTest {
    private static final String SYNC = "/api/v1/mymeetings/sync";
    private static final String COMMIT = "/api/v1/mymeetings/synccommit";

    @Test
    void aHeadThatDoesNotEndIsCut() throws IOException {
        try (RunningServer server = RunningServer.with("limits.head-time", "200ms");
                RawClient client = server.connect()) {
            client.send("GET /health/live HTTP/1.1\r\nHost: local");

            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aConnectionThatRestsIsClosed() throws IOException {
        try (RunningServer server = RunningServer.with("limits.idle", "1s");
                RawClient client = server.connect()) {
            assertThat(client.get("/health/live").status()).isEqualTo(200);

            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aBodyThatPausesTooLongIsCut() throws IOException {
        try (RunningServer server = RunningServer.with("limits.read-stall", "200ms");
                RawClient client = server.connect()) {
            client.send("POST " + COMMIT + " HTTP/1.1\r\n" + RawClient.head(server.bearer(), "Content-Length: 10")
                    + "\r\nabc");

            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aBodyThatNeverPausesButNeverEndsIsCut() throws IOException {
        try (RunningServer server = RunningServer.with("limits.body-time", "300ms");
                RawClient client = server.connect()) {
            client.send("POST " + COMMIT + " HTTP/1.1\r\n"
                    + RawClient.head(server.bearer(), "Transfer-Encoding: chunked") + "\r\n");

            await().atMost(20, TimeUnit.SECONDS).until(() -> {
                try {
                    client.send("1\r\na\r\n");
                    return false;
                } catch (IOException e) {
                    return true;
                }
            });
        }
    }

    @Test
    void aClientThatDoesNotTakeItsAnswerIsCutAndItsPlaceIsFree() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        try (RunningServer server =
                        RunningServer.with("limits.write-stall", "300ms", "limits.requests", "1", "limits.queue", "0");
                RawClient client = server.connect()) {
            String bearer = server.bearer();
            server.awaitRest();
            server.meetings.sync(out -> {
                try {
                    byte[] page = new byte[64 * 1024];
                    while (true) {
                        out.write(page);
                    }
                } finally {
                    failed.countDown();
                }
            });
            client.send("GET " + SYNC + " HTTP/1.1\r\n" + RawClient.head(bearer) + "\r\n");

            assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
            server.meetings.sync(out -> out.write('x'));
            try (RawClient next = server.connect()) {
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> next.get(SYNC, bearer).status() == 200);
            }
        }
    }

    @Test
    void aSlowHandlerIsNotTakenForAStalledClient() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch release = new CountDownLatch(1);
        try (RunningServer server = RunningServer.with(
                        "limits.write-stall", "100ms", "limits.read-stall", "100ms", "limits.head-time", "100ms");
                RawClient slow = server.connect();
                RawClient stalled = server.connect()) {
            String bearer = server.bearer();
            server.meetings.sync(out -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
                out.write('x');
            });
            slow.send("GET " + SYNC + " HTTP/1.1\r\n" + RawClient.head(bearer) + "\r\n");
            stalled.send("GET /health/live HTTP/1.1\r\nHost: local");
            assertThat(stalled.atEnd()).isTrue();
            release.countDown();

            assertThat(slow.read().text()).isEqualTo("x");
            assertThat(interrupted).isFalse();
        }
    }
}
