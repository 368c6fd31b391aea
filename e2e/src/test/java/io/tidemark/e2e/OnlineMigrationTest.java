package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saver;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.postgres.testing.RowByRow;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.server.RandomIds;
import io.tidemark.server.login.Secret;
import io.tidemark.storage.postgres.PostgresOptions;
import io.tidemark.storage.postgres.PostgresStorage;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A company moves to a PostgreSQL while its devices write: the server, the command and the next server are processes.
class OnlineMigrationTest {
    private static final int WRITERS = 4;
    private static final int CUSTOMERS = 1_000;
    private static final int PART = 400;
    private static final String QUESTION = "{'command':'GetCustomersByLastChange','changedate':'1970-01-01'";

    @TempDir
    private Path folder;

    private final String url = PostgresForTests.shared().newDatabase();
    private final Map<String, String> toPostgres =
            Map.of("TIDEMARK_DATABASE_URL", url, "TIDEMARK_DATABASE_USER", PostgresForTests.USER);
    private final List<CrashWriter> writers = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private String code = "";

    @BeforeEach
    void makeACompany() {
        TestServer company = new TestServer(SqliteStorage.open(file(), SqliteOptions.defaults()));
        company.pass(Duration.between(company.now(), Instant.now()));
        User ida = company.storage
                .read(company.account.id(), tx -> tx.userByEmail(IDA))
                .orElseThrow();
        Saver saver = new Saver(company.storage, Catalog.types(CommandTypes.served()), company::now, new RandomIds());
        TreeReader trees = new TreeReader(ReadLimits.DEFAULT);
        List<Save> customers = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.add(new Save(
                    new TypeId("customer"),
                    null,
                    CommandObjectType.said(trees.read("{\"name\":\"Customer " + i + "\"}"))));
        }
        for (Save customer : customers) {
            saver.save(company.account, ida, new SaveCall("set-up", null), customer);
        }
        Secret secret = Secret.deviceCode();
        code = secret.text();
        company.storage.write(company.account.id(), tx -> {
            tx.putDeviceCode(
                    new DeviceCode(secret.hash(), ida.id(), company.now().plus(Duration.ofHours(24)), null));
            return true;
        });
        company.close();
        SplittableRandom random = new SplittableRandom(20_310_402L);
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new CrashWriter("w" + i, random.split()));
        }
    }

    private Path file() {
        return folder.resolve("tidemark.db");
    }

    private PostgresOptions options() {
        return PostgresOptions.of(url, PostgresForTests.USER, "");
    }

    private TidemarkProcess tidemark(Map<String, String> environment, String... arguments) throws IOException {
        return TidemarkProcess.start(
                environment,
                Stream.concat(Stream.of(arguments), Stream.of("--data", folder.toString()))
                        .toArray(String[]::new));
    }

    private TidemarkProcess serve(Map<String, String> environment) throws IOException {
        return tidemark(environment, "serve", "--port", "0", "--set", "limits.objects-per-part=" + PART);
    }

    @Test
    void everyConfirmedWriteMovesOnceAndNoDeviceStartsOver() throws Exception {
        JsonNode app;
        List<Long> customers = new ArrayList<>();
        String resumeKey;
        URI before;
        try (TidemarkProcess server = serve(Map.of());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            before = server.awaitListening();
            app = send(
                    before, "{'commands':[{'command':'ConfigureDevice','code':'" + code + "','remoteagent':'app'}]}");
            resumeKey = part(before, app, "", customers);
            assertThat(resumeKey).isNotEmpty();
            Semaphore acknowledged = new Semaphore(0);
            List<Future<?>> writing = new ArrayList<>();
            for (CrashWriter writer : writers) {
                Device device = new Device(before, LARS, TestServer.PASSWORD);
                devices.add(device);
                writing.add(threads.submit(() -> writer.write(device, acknowledged)));
            }

            try (TidemarkProcess killed = tidemark(toPostgres, "migrate")) {
                killed.awaitTold("Copying rows: ");
                killed.kill();
            }
            try (TidemarkProcess migration = tidemark(toPostgres, "migrate")) {
                migration.awaitTold("Ready.");
                acknowledged.drainPermits();
                assertThat(acknowledged.tryAcquire(40, 60, TimeUnit.SECONDS))
                        .as("the server goes on")
                        .isTrue();
                assertThatThrownBy(() -> PostgresStorage.open(options()))
                        .as("nothing half done is served")
                        .hasMessageContaining("Data is being copied into this PostgreSQL");
                server.terminate();
                assertThat(migration.awaitEnd()).as(migration.told()).isZero();
                assertThat(migration.printed()).contains("Moved ", "and a pause of ");
            }
            for (Future<?> writer : writing) {
                writer.get();
            }
        }
        assertThat(differences()).isEmpty();
        assertThatThrownBy(() -> new DataFolder(folder).open())
                .as("the old database is not served")
                .hasMessageContainingAll("The data of this folder was moved into a PostgreSQL", "database.url");
        try (TidemarkProcess server = serve(toPostgres)) {
            URI after = server.awaitListening();
            while (!resumeKey.isEmpty()) {
                resumeKey = part(after, app, resumeKey, customers);
            }
            assertThat(customers).hasSize(CUSTOMERS).doesNotHaveDuplicates();
            checkWriters(after);
        }
    }

    private void checkWriters(URI after) {
        Map<String, Integer> stored = new HashMap<>();
        TreeSet<String> ids = new TreeSet<>();
        Device reader = new Device(after, LARS, TestServer.PASSWORD);
        for (JsonNode item : reader.syncTasks().body().path("Tasks")) {
            JsonNode task = item.path("Task");
            assertThat(stored.put(
                            task.path("Title").asString(),
                            Integer.parseInt(task.path("Description").asString())))
                    .as("stored twice: " + task)
                    .isNull();
            ids.add(task.path("Id").asString());
        }
        TreeSet<String> unexplained = new TreeSet<>(stored.keySet());
        for (int i = 0; i < WRITERS; i++) {
            CrashWriter writer = writers.get(i);
            assertThat(writer.answered()).isPositive();
            writer.check(stored);
            writer.checkTokens(devices.get(i).at(after), ids);
            unexplained.removeAll(writer.promised().keySet());
            unexplained.removeAll(writer.possible());
        }
        assertThat(unexplained).isEmpty();
    }

    /// All rows of the old database, wherever it was put, beside those of the new one.
    private List<String> differences() throws Exception {
        assertThat(file()).doesNotExist();
        try (Stream<Path> entries = Files.list(folder)) {
            Path kept = entries.filter(one -> one.getFileName().toString().startsWith("migrated-"))
                    .findFirst()
                    .orElseThrow();
            try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + kept.resolve("tidemark.db"));
                    Connection now = DriverManager.getConnection(url, PostgresForTests.USER, "")) {
                assertThat(RowByRow.rows(old)).isGreaterThan(CUSTOMERS);
                return RowByRow.differences(old, now);
            }
        }
    }

    /// Asks for a part of the list of customers.
    ///
    /// @return the key of the next part; empty after the last
    private static String part(URI server, JsonNode app, String key, List<Long> told) throws Exception {
        String command = QUESTION + (key.isEmpty() ? "" : ",'resumekey':'" + key + "'") + "}";
        JsonNode result = send(
                        server, CommandServer.withToken(app.path("results").path(0), command))
                .path("results")
                .path(0);
        result.path("customers")
                .forEach(customer -> told.add(customer.path("id").asLong()));
        return result.path("resumekey").asString("");
    }

    private static JsonNode send(URI server, String envelope) throws Exception {
        String form = "json=" + URLEncoder.encode(envelope.replace('\'', '"'), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(server.resolve("api/endpoint.php"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode answer = JsonMapper.shared()
                    .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
            assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(1);
            return answer;
        }
    }
}
