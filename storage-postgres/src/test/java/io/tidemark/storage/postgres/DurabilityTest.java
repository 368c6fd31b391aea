package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.storage.contract.DurableWriter;
import io.tidemark.storage.contract.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A process that writes is killed at random moments, and so is PostgreSQL: what was confirmed is there, once, and
/// nothing is there by halves.
@Timeout(600)
class DurabilityTest {
    /// How often; `-Dtidemark.kills=1000` for a long run.
    private static final int KILLS = Integer.getInteger("tidemark.kills", 3);

    private static final int CONFIRMATIONS_MAX = 200;

    private static PostgresForTests server;

    @BeforeAll
    static void startServer() {
        server = PostgresForTests.startDurable();
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    private static PostgresOptions newDatabase() {
        PostgresOptions options = PostgresOptions.of(server.newDatabase(), PostgresForTests.USER, "");
        Scenario.in(PostgresStorage.open(options)).close();
        return options;
    }

    @Test
    void whatWasConfirmedSurvivesAKillOfTheWriter() throws Exception {
        PostgresOptions options = newDatabase();
        Random random = new Random(20_260_301);
        List<String> confirmed = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            confirmed.addAll(DurableWriter.untilKilled(
                    Writer.class, options.url(), "run" + kill, 1 + random.nextInt(CONFIRMATIONS_MAX)));
            assertComplete(options, confirmed);
        }
    }

    /// The storage stays open all the time. What it refuses as not applied must not be there either.
    @Test
    void whatWasConfirmedSurvivesAKillOfTheDatabase() throws Exception {
        PostgresOptions options = newDatabase();
        List<String> confirmed = Collections.synchronizedList(new ArrayList<>());
        List<String> refused = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean writing = new AtomicBoolean(true);
        try (PostgresStorage storage = PostgresStorage.open(options);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                String prefix = "caller-" + caller + "-";
                all.add(callers.submit(() -> {
                    for (int i = 0; writing.get(); i++) {
                        String id = prefix + i;
                        try {
                            DurableWriter.write(storage, id);
                            confirmed.add(id);
                        } catch (SyncException e) {
                            assertThat(e.code()).isIn(ErrorCode.BUSY, ErrorCode.STORAGE_UNAVAILABLE);
                            refused.add(id);
                        }
                    }
                }));
            }
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    awaitMore(confirmed, 50);
                    server.kill();
                    server.start();
                }
                awaitMore(confirmed, 50);
            } finally {
                writing.set(false);
            }
            for (Future<?> caller : all) {
                caller.get();
            }
        }
        assertComplete(options, confirmed);
        try (PostgresStorage storage = PostgresStorage.open(options)) {
            storage.read(new AccountId(1), transaction -> {
                assertThat(transaction.head().sequence().value())
                        .as("two changes of each confirmed work, and none of a refused one")
                        .isEqualTo(2L * confirmed.size());
                assertThat(refused)
                        .allSatisfy(id -> assertThat(transaction.object(new ObjectKey(DurableWriter.TASK, id)))
                                .isEmpty());
                return true;
            });
        }
    }

    private static void awaitMore(List<String> confirmed, int more) {
        int enough = confirmed.size() + more;
        while (confirmed.size() < enough) {
            Thread.onSpinWait();
        }
    }

    private static void assertComplete(PostgresOptions options, List<String> confirmed) {
        try (PostgresStorage storage = PostgresStorage.open(options)) {
            storage.read(new AccountId(1), transaction -> {
                DurableWriter.assertComplete(transaction, confirmed);
                return true;
            });
        }
    }

    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            PostgresOptions options = PostgresOptions.of(arguments[0], PostgresForTests.USER, "");
            DurableWriter.run(PostgresStorage.open(options), arguments[1]);
        }
    }
}
