package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.server.RawClient;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// More requests than places.
class OverloadTest {
    private static final String SYNC = "/api/v1/mymeetings/sync";

    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private String bearer;

    @Test
    void aRequestThatFindsNoPlaceInTimeIsToldToComeAgain() throws Exception {
        try (RunningServer server = RunningServer.with("limits.requests", "1", "limits.queue-wait", "50ms");
                RawClient first = server.connect();
                RawClient second = server.connect()) {
            String request = occupy(server, first);

            Answer answer = second.send(request).read();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("TM-5003");
            assertThat(answer.headers()).containsEntry("retry-after", "2");
            assertThat(second.get("/health/live").status()).isEqualTo(200);
            release.countDown();
            assertThat(first.read().status()).isEqualTo(200);
            assertThat(second.send(request).read().status()).isEqualTo(200);
        }
    }

    @Test
    void aFullQueueTakesNobodyElse() throws Exception {
        try (RunningServer server = RunningServer.with("limits.requests", "1", "limits.queue", "0");
                RawClient first = server.connect();
                RawClient second = server.connect()) {
            String request = occupy(server, first);

            assertThat(second.send(request).read().status()).isEqualTo(503);
            release.countDown();
            assertThat(first.read().status()).isEqualTo(200);
        }
    }

    @Test
    void waitingRequestsAreTakenInTheOrderTheyCame() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        try (RunningServer server = RunningServer.with("limits.requests", "1", "limits.queue-wait", "1m");
                RawClient first = server.connect()) {
            occupy(server, first);
            server.meetings.onSync(order::add);
            List<RawClient> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                RawClient client = server.connect();
                waiting.add(client);
                client.send("GET " + SYNC + "?synctoken=" + i + " HTTP/1.1\r\n" + RawClient.head(bearer) + "\r\n");
                double position = i + 1;
                await().atMost(20, TimeUnit.SECONDS).until(() -> server.gauge("tidemark_requests_waiting") == position);
            }
            release.countDown();
            for (RawClient client : waiting) {
                assertThat(client.read().status()).isEqualTo(200);
                client.close();
            }
        }
        assertThat(order).containsExactly("0", "1", "2", "3", "4");
    }

    private String occupy(RunningServer server, RawClient client) throws Exception {
        bearer = server.bearer();
        server.awaitRest();
        server.meetings.sync(out -> {
            working.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            out.write('x');
        });
        String request = "GET " + SYNC + " HTTP/1.1\r\n" + RawClient.head(bearer) + "\r\n";
        client.send(request);
        assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
        return request;
    }
}
