package io.tidemark.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.cli.Shell;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.server.TidemarkServer;
import io.tidemark.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
    private static final String IDA = "ida@acme.example";
    private static final String PASSWORD = "s3cret-enough";

    @TempDir
    Path folder;

    @BeforeEach
    void makeAnAccount() {
        Shell shell = new Shell(folder);
        shell.run("admin", "account", "add", "acme", "--title", "Acme Service", "--zone", "Europe/Copenhagen");
        shell.given(PASSWORD + "\n", "admin", "user", "add", IDA, "--name", "Ida Holm");
    }

    private TidemarkServer start(int port) {
        return TidemarkServer.start(ServerConfig.load(
                Map.of(), Map.of("http.port", Integer.toString(port), "data.folder", folder.toString())));
    }

    private static Shell.Result watch(int port, String password, String... more) {
        List<String> arguments = new ArrayList<>(List.of("watch", "--url", "http://localhost:" + port, "--user", IDA));
        arguments.addAll(List.of(more));
        return Shell.plain(password + "\n", Map.of(), arguments.toArray(String[]::new));
    }

    private void change(TidemarkServer server) {
        // the server has the folder, so this is what another user's device does
        String token = post(
                        server,
                        "oauth",
                        "application/x-www-form-urlencoded",
                        "",
                        "grant_type=password&app_id=Api&username=" + IDA + "&password=" + PASSWORD)
                .replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
        post(
                server,
                "api/v1/mytasks/synccommit",
                "application/json",
                "Bearer " + token,
                "{\"Tasks\":[{\"State\":\"NEW\",\"Task\":{\"Title\":\"Paint\"}}]}");
    }

    private static String post(TidemarkServer server, String path, String type, String authorization, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.port() + "/" + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitDevices(TidemarkServer server, int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> metrics(server).contains("tidemark_live_devices " + count));
    }

    private static String metrics(TidemarkServer server) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + server.adminPort() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void showsWhatArrivesAndEndsAfterSoMany() throws Exception {
        try (TidemarkServer server = start(0);
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Shell.Result> watching =
                    pool.submit(() -> watch(server.port(), PASSWORD, "--count", "2", "--types", "task"));
            awaitDevices(server, 1);
            change(server);
            Shell.Result result = watching.get();
            assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(result.out().lines())
                    .satisfiesExactly(
                            first -> assertThat(first).endsWith("synchronize  anything may have changed"),
                            second -> assertThat(second).matches(".* [0-9:.]+  synchronize  task"));
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void printsJsonAndComesBackWhenTheServerDoes() throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            TidemarkServer before = start(0);
            int port = before.port();
            Future<Shell.Result> watching = pool.submit(() -> watch(port, PASSWORD, "--count", "2", "--json"));
            awaitDevices(before, 1);
            before.close();
            try (TidemarkServer after = start(port)) {
                awaitDevices(after, 1);
                change(after);
                Shell.Result result = watching.get();
                assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
                assertThat(result.out().lines())
                        .satisfiesExactly(
                                first -> assertThat(first).contains("\"types\":[]"),
                                second -> assertThat(second).contains("\"types\":[\"task\"]"));
                assertThat(result.err()).doesNotContain("defect");
            }
        }
    }

    @Test
    void aWrongPasswordATypeThatIsNoneAndAnAddressWithoutAServerAreExplained() {
        try (TidemarkServer server = start(0)) {
            Shell.Result refused = watch(server.port(), "wrong-one");
            assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err()).startsWith("tidemark: ").doesNotContain("wrong-one", "defect");
            Shell.Result types = watch(server.port(), PASSWORD, "--types", "nonsense");
            assertThat(types.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(types.err()).contains("names a type that is not sent here");
        }
        Shell.Result nobody = watch(1, PASSWORD);
        assertThat(nobody.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(nobody.err()).contains("cannot be reached");
        assertThat(Shell.plain("x\n", Map.of(), "watch", "--url", "nonsense", "--user", IDA)
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(Shell.plain("", Map.of(), "watch", "--user", IDA).exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
