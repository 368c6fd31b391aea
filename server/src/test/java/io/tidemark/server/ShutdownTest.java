package io.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.server.RawClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private static final String SYNC = "/api/v1/mymeetings/sync";

    @Test
    void runningRequestsFinishRestingConnectionsEndAndTheStorageIsClosed() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        RunningServer server = RunningServer.with("shutdown.grace", "1m");
        try (RawClient resting = server.connect();
                RawClient busy = server.connect()) {
            assertThat(resting.get("/health/live").status()).isEqualTo(200);
            server.meetings.sync(out -> {
                working.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                out.write(new byte[200_000]);
            });
            busy.send("GET " + SYNC + " HTTP/1.1\r\n" + RawClient.head(server.bearer()) + "\r\n");
            assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();

            Thread closing = Thread.ofPlatform().start(server::close);
            assertThat(resting.atEnd()).isTrue();
            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThatThrownBy(server::connect).isInstanceOf(IOException.class));
            assertThat(closing.isAlive()).isTrue();
            release.countDown();

            Answer answer = busy.read();
            assertThat(answer.body()).hasSize(200_000);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(busy.atEnd()).isTrue();
            assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
            assertThatThrownBy(server.storage::probe)
                    .isInstanceOfSatisfying(
                            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
        }
    }

    @Test
    void aRequestThatDoesNotFinishInTimeIsCut() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        RunningServer server = RunningServer.with("shutdown.grace", "200ms");
        try (RawClient busy = server.connect()) {
            server.meetings.sync(out -> {
                working.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw new IllegalStateException(e);
                }
            });
            busy.send("GET " + SYNC + " HTTP/1.1\r\n" + RawClient.head(server.bearer()) + "\r\n");
            assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();

            server.close();

            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingTwiceIsNoFailure() {
        RunningServer server = RunningServer.with();
        server.close();
        server.close();
        assertThatThrownBy(server::connect).isInstanceOf(IOException.class);
    }

    @Test
    void aPortThatIsTakenIsSaidInASentenceAndTheStorageIsClosedAgain() {
        try (RunningServer first = RunningServer.with()) {
            assertThatThrownBy(() -> RunningServer.with("http.port", Integer.toString(first.server.port())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1 port " + first.server.port());
        }
    }
}
