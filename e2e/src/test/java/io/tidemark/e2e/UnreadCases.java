package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.api.command.threads.FlaggedThreads;
import io.tidemark.api.command.threads.Notes;
import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.saving.SavingWork;
import io.tidemark.server.RandomIds;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Who has not read what, on a whole server: against a model, with many at once, and by other commands.
abstract class UnreadCases extends ThreadServer {
    private static final int STEPS = 120;
    private static final CommandType CUSTOMER =
            CommandTypes.standard().type("customer").orElseThrow();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void countsAreThoseOfANaiveModel(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        UnreadModel model = new UnreadModel(this, random, List.of(ida.customer(), ida.customer()));
        for (int step = 0; step < STEPS; step++) {
            model.step();
            if (random.nextInt(4) == 0) {
                server.pass(Duration.ofMillis(random.nextInt(1_500)));
            }
        }
        model.check();
    }

    @Test
    void nothingIsLostWhilePostsAndReadersMeet() {
        long customer = ida.customer();
        long thread = ida.begin(
                "M0",
                ",'objecttype':'customer','objectid':" + customer + ",'internalsubscribers':[" + lars.id + "," + mona.id
                        + "]");
        int each = 25;
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> repeat(each, n -> ida.post(thread, "I" + n)), workers),
                            CompletableFuture.runAsync(() -> repeat(each, n -> ida.post(thread, "J" + n)), workers),
                            CompletableFuture.runAsync(() -> repeat(each, n -> mona.thread(thread)), workers),
                            CompletableFuture.runAsync(() -> repeat(each, n -> mona.thread(thread)), workers))
                    .join();
        }
        assertThat(lars.unread()).as("who does not read misses none").isEqualTo(2 * each + 1);
        JsonNode left = mona.done("{'command':'GetThreads','objecttype':'customer','objectid':" + customer + "}")
                .path("threads")
                .path(0);
        long marked = 0;
        for (JsonNode message : left.path("messages")) {
            marked += message.path("isunread").asInt();
        }
        assertThat(mona.unread()).isEqualTo((int) marked);
        assertThat(mona.thread(thread).path("messages")).hasSize(2 * each + 1);
        assertThat(mona.unread()).isZero();
        assertThat(ida.unread()).isZero();
    }

    private static void repeat(int times, java.util.function.IntConsumer work) {
        for (int n = 0; n < times; n++) {
            work.accept(n);
        }
    }

    @Test
    void notesOfOneTagAreOneThread() {
        long customer = lars.customer();
        save(lars, saving -> {
            var object = saving.get(new TypeId("customer"), new ObjectNumber(customer));
            Notes.post(saving, CUSTOMER, object, "solution", "First");
            return Notes.post(saving, CUSTOMER, object, "solution", "Second");
        });
        save(
                ida,
                saving -> Notes.post(
                        saving,
                        CUSTOMER,
                        saving.get(new TypeId("customer"), new ObjectNumber(customer)),
                        "change",
                        "Third"));
        JsonNode threads = ida.done("{'command':'GetThreads','objecttype':'customer','objectid':" + customer + "}")
                .path("threads");
        assertThat(threads).hasSize(2);
        assertThat(threads.path(0).path("title").asString()).isEqualTo("North School");
        assertThat(threads.path(0).path("tag").asString()).isEqualTo("solution");
        assertThat(threads.path(0).path("userid").asLong()).isEqualTo(lars.id);
        assertThat(texts(threads.path(0).path("messages"))).containsExactly("First", "Second");
        assertThat(texts(threads.path(1).path("messages"))).containsExactly("Third");
    }

    @Test
    void flaggedThreadsGoToWhoChecksIn() {
        long customer = ida.customer();
        long flagged = ida.begin("Mind the dog", ",'nextcheckin':1,'objecttype':'customer','objectid':" + customer);
        ida.begin("Nothing special", ",'objecttype':'customer','objectid':" + customer);
        ida.post(flagged, "It bites");
        assertThat(lars.unread()).isZero();
        String moment = moment(lars.threads(NONE, ""));
        server.pass(Duration.ofSeconds(5));

        checkIn(lars, customer);
        JsonNode delivered = lars.threads("2031-04-01 08:00:03", "");
        assertThat(moment).isLessThan(moment(delivered));
        assertThat(ids(delivered.path("threads"))).containsExactly(flagged);
        assertThat(delivered.path("threads").path(0).path("isflaggedforcheckin").asInt())
                .isZero();
        assertThat(delivered.path("threads").path(0).path("internalsubscribers").toString())
                .isEqualTo("[" + ida.id + "," + lars.id + "]");
        assertThat(delivered.path("numunreadmessages").asInt()).isEqualTo(2);
        checkIn(mona, customer);
        assertThat(mona.unread()).as("the next one gets nothing").isZero();
    }

    private void checkIn(App app, long customer) {
        save(app, saving -> {
            ObjectNumber number = new ObjectNumber(customer);
            FlaggedThreads.deliver(saving, CUSTOMER, number, new UserId(app.id));
            return saving.get(new TypeId("customer"), number);
        });
    }

    private void save(App app, SavingWork work) {
        var user = server.storage
                .read(server.account.id(), tx -> tx.user(new UserId(app.id)))
                .orElseThrow();
        Saver saver = new Saver(server.storage, Catalog.types(), server::now, new RandomIds());
        assertThat(saver.run(server.account, user, new SaveCall("test", null), work))
                .isInstanceOf(Saved.Stored.class);
    }
}
