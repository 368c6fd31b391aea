package io.tidemark.e2e;

import static io.tidemark.e2e.Device.confirming;
import static io.tidemark.e2e.TestServer.IDA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.TreeWriter;
import io.tidemark.server.RandomIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two servers on one PostgreSQL, whose clocks are minutes apart. Devices take the one that answers.
class TwoServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WRITES = 60;

    private final PostgresDatabase database = new PostgresDatabase();
    private TestServer one;
    private TestServer two;

    @BeforeEach
    void start() {
        one = server();
        two = server();
        two.pass(Duration.ofMinutes(7));
    }

    private TestServer server() {
        return new TestServer(database.open(), Map.of("live.heartbeat", "200ms"));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static void create(Device device, String id) {
        device.commitTasks("{'Tasks':[{'State':'NEW','Task':{'Id':'" + id + "','Title':'" + id + "'}}]}")
                .ok();
    }

    @Test
    void aDeviceChangesServersInTheMiddleOfAHandshake() {
        Device atOne = one.device(IDA);
        Device atTwo = atOne.at(two.uri());
        create(atOne, "t-1");

        Device.Answer told = atTwo.syncTasks();
        assertThat(told.told("Tasks")).containsExactly("NEW t-1");
        atOne.commitTasks(confirming(told).toString()).ok();
        create(atTwo, "t-2");
        assertThat(atOne.syncTasks(told.token()).told("Tasks"))
                .as("what one server confirmed, the other knows")
                .containsExactly("NEW t-2");
    }

    @Test
    void everyWriteOfBothServersArrivesExactlyOnce() throws InterruptedException, ExecutionException {
        Device reader = two.device(IDA);
        List<Device> writers = List.of(one.device(IDA), two.device(IDA));
        List<String> arrived = new ArrayList<>();
        try (ExecutorService writing = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int w = 0; w < writers.size(); w++) {
                Device writer = writers.get(w);
                String prefix = "w" + w + "-";
                all.add(writing.submit(() -> {
                    for (int n = 0; n < WRITES; n++) {
                        create(writer, prefix + n);
                    }
                }));
            }
            String token = "";
            boolean isLast = false;
            for (int round = 0; !isLast; round++) {
                isLast = all.stream().allMatch(Future::isDone);
                Device here = reader.at(round % 2 == 0 ? one.uri() : two.uri());
                Device there = reader.at(round % 2 == 0 ? two.uri() : one.uri());
                Device.Answer told = token.isEmpty() ? here.syncTasks() : here.syncTasks(token);
                arrived.addAll(told.told("Tasks"));
                there.commitTasks(confirming(told).toString()).ok();
                token = told.token();
            }
            for (Future<?> writer : all) {
                writer.get();
            }
        }
        assertThat(arrived).doesNotHaveDuplicates().hasSize(writers.size() * WRITES);
        assertThat(new TreeSet<>(arrived)).allMatch(told -> told.startsWith("NEW w"));
    }

    @Test
    void whoWaitsAtOneServerHearsOfAWriteAtTheOther() {
        Device ida = one.device(IDA);
        try (WaitingDevice waiting =
                new WaitingDevice(two.uri().resolve("api/v1/live"), "Authorization", ida.bearer())) {
            waiting.awaitIds(1);
            int before = waiting.signals();
            create(one.device(IDA), "t-1");
            waiting.awaitSignals(before + 1);
        }
    }

    @Test
    void oneOfThemDoesWhatIsDoneOnceAndTheOtherTakesOver() {
        long customer = save(one, "customer", null, "{'name':'North'}");
        long task = save(one, "todo", null, "{'title':'Pump','customerid':" + customer + "}");
        save(two, "customer", customer, "{'name':'South'}");
        awaitText(task, "South");

        one.close();
        save(two, "customer", customer, "{'name':'East'}");
        awaitText(task, "East");

        one = server();
        two.close();
        save(one, "customer", customer, "{'name':'West'}");
        awaitText(task, "West");
        two = server();
    }

    private void awaitText(long task, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(text(one, task).or(() -> text(two, task))).contains("\"" + text + "\""));
    }

    private static Optional<String> text(TestServer server, long task) {
        try {
            return server.storage.read(
                    server.account.id(),
                    tx -> tx.object(new ObjectNumber(task))
                            .map(CommandObjectType::object)
                            .flatMap(object -> object.get("customertext"))
                            .map(TreeWriter::text));
        } catch (SyncException e) {
            return Optional.empty(); // this one was closed
        }
    }

    private static long save(TestServer server, String type, @Nullable Long number, String json) {
        Saver saver = new Saver(server.storage, Catalog.types(CommandTypes.served()), server::now, new RandomIds());
        Save save = new Save(
                new TypeId(type),
                number == null ? null : new ObjectNumber(number),
                CommandObjectType.said(new TreeReader(ReadLimits.DEFAULT).read(json.replace('\'', '"'))));
        Saved saved = saver.save(
                server.account,
                server.storage
                        .read(server.account.id(), tx -> tx.userByEmail(IDA))
                        .orElseThrow(),
                new SaveCall("test", null),
                save);
        return ((Saved.Stored) saved).object().number().value();
    }
}
