package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.server.RandomIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Loss classes 1 to 11 on the change lists of the command API, over real HTTP, with a client that does what the
/// reference tells clients to do and knows nothing else.
abstract class CommandLossClasses extends CommandServer {
    private static final int WRITES_IN_A_PASS = 40;
    private static final TypeId PRODUCT = new TypeId("product");
    private static final String EPOCH = "1970-01-01 00:00:00";

    private JsonNode device;

    @BeforeEach
    void setUp() {
        device = configure(newCode()).path("results").path(0);
    }

    /// A client of one list: what it holds by id, and what it asks with next time.
    private final class ListClient {
        private final Map<Long, String> held = new TreeMap<>();
        private final List<Integer> told = new ArrayList<>();
        private String cursor = EPOCH;
        private int parts;

        void pass() {
            pass(() -> {});
        }

        /// @param between what happens between two parts
        void pass(Runnable between) {
            String since = cursor;
            String key = "";
            String received = "";
            parts = 0;
            do {
                JsonNode part = list(since, key);
                for (JsonNode product : part.path("products")) {
                    long id = product.path("id").asLong();
                    told.add((int) id);
                    if (product.path("isdeleted").asInt() == 1) {
                        held.remove(id);
                    } else {
                        held.put(id, product.path("title").asString());
                    }
                }
                key = part.path("resumekey").asString("");
                String at =
                        part.path("date").asString() + " " + part.path("time").asString();
                assertThat(received.isEmpty() || received.equals(at))
                        .as("every part says the same time")
                        .isTrue();
                received = at;
                assertThat(parts++).as("the chain ends").isLessThan(20_000);
                if (!key.isEmpty()) {
                    between.run();
                }
            } while (!key.isEmpty());
            cursor = received;
        }
    }

    private JsonNode list(String since, String key) {
        String[] at = since.split(" ", -1);
        return one("{'command':'GetProductsByLastChange','changedate':'" + at[0] + "','changetime':'" + at[1] + "'"
                + (key.isEmpty() ? "" : ",'resumekey':'" + key + "'") + "}");
    }

    private JsonNode one(String command) {
        JsonNode answer = send(withToken(device, command));
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(1);
        return answer.path("results").path(0);
    }

    private long create(String title) {
        return one("{'command':'CreateUpdateProductByID','product':{'title':'" + title + "'}}")
                .path("product")
                .path("id")
                .asLong();
    }

    private void rename(long id, String title) {
        one("{'command':'CreateUpdateProductByID','product':{'id':" + id + ",'title':'" + title + "'}}");
    }

    private void hide(long id) {
        one("{'command':'CreateUpdateProductByID','product':{'id':" + id + ",'isdeleted':1}}");
    }

    /// Many products in one transaction, all of one instant.
    private List<Long> createAtOnce(int count, Instant at) {
        Saver saver = new Saver(storage, Catalog.types(), () -> at, new RandomIds());
        List<Save> saves = IntStream.range(0, count)
                .mapToObj(n -> new Save(
                        PRODUCT,
                        null,
                        CommandObjectType.said(JsonObject.EMPTY.with("title", new JsonText("Product " + n)))))
                .toList();
        return saver.saveAll(server.account, ida(), "test", saves).stream()
                .map(saved -> ((Saved.Stored) saved).object().number().value())
                .toList();
    }

    private Saver writerWithClock(Instant at) {
        return new Saver(storage, Catalog.types(), () -> at, new RandomIds());
    }

    private long createAt(Instant at) {
        Saved saved = writerWithClock(at)
                .saveAll(
                        server.account,
                        ida(),
                        "test",
                        List.of(new Save(
                                PRODUCT,
                                null,
                                CommandObjectType.said(JsonObject.EMPTY.with("title", new JsonText("late"))))))
                .getFirst();
        return ((Saved.Stored) saved).object().number().value();
    }

    @Test
    void lossClass01_aWriterWhoseClockIsBehindCannotHideItsChange() {
        ListClient client = new ListClient();
        create("first");
        server.pass(Duration.ofMinutes(10));
        client.pass();
        long late = createAt(server.now().minus(Duration.ofMinutes(9)));
        client.pass();

        assertThat(client.held).containsKey(late);
    }

    @Test
    void lossClass02_writersThatCommitWhileAFirstRequestIsAnsweredAreHeardOf() throws Exception {
        ListClient client = new ListClient();
        Map<Long, Boolean> confirmed = new ConcurrentHashMap<>();
        AtomicBoolean done = new AtomicBoolean();
        Semaphore writes = new Semaphore(0); // so many in each pass: what is unbounded makes each pass longer
        AtomicReference<Instant> clock = new AtomicReference<>(server.now());
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                running.add(writers.submit(() -> {
                    for (writes.acquireUninterruptibly(); !done.get(); writes.acquireUninterruptibly()) {
                        confirmed.put(createAt(clock.get()), true);
                    }
                }));
            }
            for (int pass = 0; pass < 12; pass++) {
                writes.release(WRITES_IN_A_PASS);
                client.pass();
                server.pass(Duration.ofMillis(450));
                clock.set(server.now());
            }
            done.set(true);
            writes.release(running.size() + 12 * WRITES_IN_A_PASS);
            for (Future<?> writer : running) {
                writer.get();
            }
        }
        server.pass(Duration.ofSeconds(3));
        client.pass();

        assertThat(confirmed).isNotEmpty();
        assertThat(client.held.keySet()).containsAll(confirmed.keySet());
    }

    @Test
    void lossClass03_aChangeThatWasHeldUpForLongComesAllTheSame() {
        ListClient client = new ListClient();
        Instant begun = server.now();
        client.pass();
        for (int hour = 0; hour < 5; hour++) {
            server.pass(Duration.ofHours(1));
            client.pass();
        }
        long late = createAt(begun);
        client.pass();

        assertThat(client.held).containsKey(late);
    }

    /// How many thousand changes a second holds: 100 where the storage is one that is shipped.
    int thousandsInASecond() {
        return 100;
    }

    @Test
    void lossClass04_aSecondThatHoldsOneHundredThousandChangesIsToldOnceEach() {
        List<Long> created = new ArrayList<>();
        for (int batch = 0; batch < thousandsInASecond() / 5; batch++) {
            created.addAll(createAtOnce(5_000, server.now()));
        }
        server.pass(Duration.ofSeconds(2));
        ListClient client = new ListClient();
        client.pass();

        assertThat(client.told).doesNotHaveDuplicates().hasSameSizeAs(created);
        assertThat(client.held.keySet()).containsExactlyInAnyOrderElementsOf(created);
        assertThat(client.parts).isGreaterThan(thousandsInASecond() / 3);

        ListClient delta = new ListClient();
        delta.cursor = "2031-04-01 08:00:00";
        delta.pass();
        assertThat(delta.told).as("as changes too").doesNotHaveDuplicates().hasSameSizeAs(created);
    }

    @Test
    void lossClass05_aChangeInTheSecondOfTheRequestBeforeIsTold() {
        ListClient client = new ListClient();
        create("before");
        client.pass();
        long same = create("same second");
        client.pass();

        assertThat(client.held).containsKey(same);
    }

    @Test
    void lossClass06_changesAroundTheTurnOfASecondAreTold() {
        ListClient client = new ListClient();
        List<Long> created = new ArrayList<>();
        for (long millis : List.of(0L, 1L, 999L, 1_000L, 1_001L, 1_999L, 2_000L)) {
            Instant at = TestServer.BEGIN.plusMillis(10_000 + millis);
            server.pass(Duration.between(server.now(), at));
            created.add(create("at " + millis));
            client.pass();
            created.add(create("after " + millis));
        }
        client.pass();

        assertThat(client.held.keySet()).containsExactlyInAnyOrderElementsOf(created);
    }

    @Test
    void lossClass07_aPassThatBreaksOffBetweenPartsAndBeginsAgainLosesNothing() {
        List<Long> created = createAtOnce(5_000, server.now());
        ListClient client = new ListClient();
        JsonNode first = list(EPOCH, "");
        first.path("products")
                .forEach(product -> client.held.put(product.path("id").asLong(), ""));
        client.cursor = first.path("date").asString() + " " + first.path("time").asString();
        assertThat(first.path("resumekey").asString()).isNotEmpty();

        ListClient again = new ListClient();
        server.pass(Duration.ofMinutes(1));
        again.pass();
        assertThat(again.held.keySet()).containsExactlyInAnyOrderElementsOf(created);
    }

    @Test
    void lossClass08_aChainOverASetThatChangesMeanwhileEndsAndNothingIsMissed() {
        List<Long> created = new ArrayList<>(createAtOnce(6_000, server.now()));
        Random random = new Random(3);
        ListClient client = new ListClient();
        Runnable work = () -> {
            for (int n = 0; n < 20; n++) {
                rename(created.get(random.nextInt(created.size())), "changed " + random.nextInt(1_000));
            }
            created.add(create("new"));
            server.pass(Duration.ofMillis(700));
        };
        client.pass(work);
        client.pass(work);
        server.pass(Duration.ofSeconds(5));
        client.pass();

        assertThat(client.held.keySet()).containsExactlyInAnyOrderElementsOf(created);
        created.forEach(id -> assertThat(client.held.get(id)).isEqualTo(stored(id)));
    }

    private String stored(long id) {
        JsonObject product = storage.read(
                server.account.id(),
                tx -> CommandObjectType.object(tx.object(new ObjectNumber(id)).orElseThrow()));
        return product.get("title").orElse(JsonNumber.ZERO) instanceof JsonText(String text) ? text : "";
    }

    @Test
    void lossClass09_aClientThatIsUpToDateIsToldNothing() {
        createAtOnce(100, server.now());
        ListClient client = new ListClient();
        server.pass(Duration.ofSeconds(2));
        client.pass();
        client.told.clear();
        for (int pass = 0; pass < 5; pass++) {
            server.pass(Duration.ofMinutes(1));
            client.pass();
        }

        assertThat(client.told).isEmpty();
    }

    @Test
    void lossClass10_changesOfOneInstantByManyWritersAreAllTold() throws Exception {
        ListClient client = new ListClient();
        client.pass();
        Instant instant = server.now();
        List<Long> created = new ArrayList<>();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> running = new ArrayList<>();
            for (int n = 0; n < 200; n++) {
                running.add(writers.submit(() -> createAt(instant)));
            }
            for (Future<Long> one : running) {
                created.add(one.get());
            }
        }
        client.pass();

        assertThat(created).doesNotHaveDuplicates();
        assertThat(client.held.keySet()).containsAll(created);
    }

    @Test
    void lossClass11_whatCameAndWentBetweenTwoPassesIsToldAsGone() {
        ListClient client = new ListClient();
        long known = create("known");
        server.pass(Duration.ofSeconds(2));
        client.pass();
        server.pass(Duration.ofSeconds(2));
        long unseen = create("unseen");
        hide(unseen);
        hide(known);
        server.pass(Duration.ofSeconds(2));
        client.told.clear();
        client.pass();

        assertThat(client.told).contains((int) known, (int) unseen);
        assertThat(client.held).doesNotContainKeys(known, unseen);
        rename(known, "back");
        one("{'command':'CreateUpdateProductByID','product':{'id':" + known + ",'isdeleted':0}}");
        client.pass();
        assertThat(client.held).containsEntry(known, "back");
    }
}
