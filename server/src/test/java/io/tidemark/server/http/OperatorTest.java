package io.tidemark.server.http;

import static io.tidemark.server.RunningServer.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.server.CommandClient;
import io.tidemark.server.RawClient;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.RunningServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Health and metrics.
class OperatorTest {
    @Test
    void aRunningServerIsLiveAndReady() throws IOException {
        try (RunningServer server = RunningServer.with();
                RawClient client = server.connect()) {
            assertThat(client.get("/health/live").text()).isEqualTo("{\"status\":\"up\"}");
            assertThat(client.get("/health/ready").text()).isEqualTo("{\"status\":\"up\"}");
        }
    }

    @Test
    void aServerWithoutItsStorageIsLiveButNotReady() throws IOException {
        try (RunningServer server = RunningServer.with();
                RawClient client = server.connect()) {
            server.storage.close();

            Answer ready = client.get("/health/ready");

            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.text()).contains("\"status\":\"down\"", "\"reason\":\"");
            assertThat(client.get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void requestsAndLoginsAreCountedByRouteAndStatusAndNothingElse() throws IOException {
        try (RunningServer server = RunningServer.with();
                RawClient client = server.connect()) {
            client.get("/acme/api/v1/mymeetings/sync?synctoken=x", server.bearer());
            client.get("/some/where");
            for (int i = 0; i < 6; i++) {
                server.logIn(EMAIL, "wrong");
            }

            String metrics = client.get("/metrics").text();

            assertThat(metrics)
                    .contains("tidemark_requests_seconds_count{route=\"/api/v1/mymeetings/sync\",status=\"200\"} 1")
                    .contains("tidemark_requests_seconds_bucket{route=\"/oauth\",status=\"400\",le=\"0.1\"}")
                    .contains("tidemark_requests_seconds_count{route=\"(none)\",status=\"404\"} 1")
                    .contains("tidemark_response_bytes_sum{route=\"/oauth\"}")
                    .contains("tidemark_requests_active 1.0")
                    .contains("tidemark_requests_waiting 0.0")
                    .contains("tidemark_storage_queue 0.0")
                    .contains("tidemark_logins_total{result=\"ok\"} 1.0")
                    .contains("tidemark_logins_total{result=\"refused\"} 5.0")
                    .contains("tidemark_logins_total{result=\"throttled\"} 1.0")
                    .contains("jvm_memory_used_bytes", "jvm_gc_", "process_uptime_seconds")
                    .doesNotContain("acme", "somewhere", "synctoken");
        }
    }

    @Test
    void commandsAreCountedByTheNamesOfTheReference() throws IOException {
        try (RunningServer server = RunningServer.with();
                RawClient client = server.connect()) {
            new CommandClient(server)
                    .send(
                            CommandClient.envelope(
                                    CommandClient.ECHO + ",{'command':'ECHO','text':'x'},{'command':'Echo'},"
                                            + "{'command':'GetTodosByLastChange','changedate':'1970-01-01'},{'command':'MoonPhase'}"));

            String metrics = client.get("/metrics").text();

            assertThat(metrics)
                    .contains("tidemark_commands_seconds_count{command=\"Echo\",status=\"ok\"} 2")
                    .contains("tidemark_commands_seconds_count{command=\"Echo\",status=\"missingfield\"} 1")
                    .contains("tidemark_commands_seconds_count{command=\"GetTodosByLastChange\",status=\"ok\"} 1")
                    .contains("tidemark_commands_seconds_count{command=\"unknown\",status=\"unknowncommand\"} 1")
                    .contains("tidemark_commands_seconds_max{command=\"Echo\",status=\"ok\"}")
                    .doesNotContain("MoonPhase", "ECHO");
        }
    }

    @Test
    void withAnAdminPortTheMainPortShowsNeitherMetricsNorHealth() throws IOException {
        try (RunningServer server = RunningServer.with("http.admin-port", "0");
                RawClient main = server.connect();
                RawClient admin = new RawClient(server.server.adminPort())) {
            assertThat(server.server.adminPort()).isNotEqualTo(server.server.port());
            assertThat(main.get("/metrics").status()).isEqualTo(404);
            assertThat(main.get("/health/live").status()).isEqualTo(404);
            assertThat(admin.get("/metrics").status()).isEqualTo(200);
            assertThat(admin.get("/health/ready").status()).isEqualTo(200);
            assertThat(admin.post("/oauth", "").status()).isEqualTo(404);
        }
    }
}
