package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.storage.contract.DurableWriter;
import io.tidemark.storage.contract.Scenario;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A primary with a replica that must have every commit before it is confirmed: what was confirmed survives the loss of
/// the primary, and servers go on with the replica by themselves.
@Timeout(300)
class SynchronousReplicaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final String WAITING = "SELECT %s FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    private PostgresForTests primary;
    private PostgresForTests replica;
    private PostgresOptions options;

    @BeforeEach
    void startBoth() {
        primary = PostgresForTests.startDurable();
        String url = primary.newDatabase();
        replica = primary.newReplica("replica");
        Scenario.in(PostgresStorage.open(PostgresOptions.of(url, PostgresForTests.USER, "")))
                .close();
        primary.set("synchronous_standby_names", "replica");
        await().atMost(PATIENCE).until(() -> "sync".equals(primary.ask("SELECT sync_state FROM pg_stat_replication")));
        options = PostgresOptions.of(
                        url.replace(primary.host(), primary.host() + "," + replica.host()), PostgresForTests.USER, "")
                .withStatementMax(Duration.ofSeconds(1));
    }

    @AfterEach
    void endBoth() {
        replica.close();
        primary.close();
    }

    /// Whoever cancels a commit that waits for the replica makes PostgreSQL call it done, with a warning; who
    /// terminates it, or kills the primary, makes it visible. It would be lost with the primary all the same.
    @Test
    void nothingIsConfirmedThatOnlyThePrimaryHas() throws Exception {
        try (PostgresStorage storage = PostgresStorage.open(options);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            DurableWriter.write(storage, "before");
            replica.kill();
            Future<?> alone = threads.submit(() -> DurableWriter.write(storage, "alone"));

            assertWaitsForTheReplica(alone);
            primary.ask(WAITING.formatted("pg_cancel_backend(pid)"));
            assertWaitsForTheReplica(alone);
            assertThat(storage.statistics().commitsLookedUp()).isEqualTo(1);

            primary.ask(WAITING.formatted("pg_terminate_backend(pid, 5000)"));
            assertWaitsForTheReplica(alone);

            primary.kill();
            primary.start();
            assertWaitsForTheReplica(alone);
            assertThat(has(storage, "alone"))
                    .as("on the primary it is to be seen")
                    .isTrue();

            primary.kill();
            replica.start();
            assertThat(replica.ask("SELECT pg_is_in_recovery()")).isEqualTo("t");
            replica.promote();
            alone.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(has(storage, "alone"))
                    .as("written again, where it will stay")
                    .isTrue();
            assertThat(changes(storage))
                    .as("before and alone, with their twins")
                    .isEqualTo(4);
        }
    }

    /// Its source is given up when it is called done.
    @Test
    void aCopyIsNotDoneBeforeTheReplicaHasIt() throws Exception {
        PostgresOptions empty = PostgresOptions.of(primary.newDatabase(), PostgresForTests.USER, "");
        try (EmbeddedCopy copy = EmbeddedCopy.begin(empty);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            replica.kill();
            Future<?> commit = threads.submit(() -> copy.commit(7));
            assertWaitsForTheReplica(commit);
            primary.ask(WAITING.formatted("pg_cancel_backend(pid)"));
            assertThatThrownBy(() -> commit.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("only the primary has it")
                    .isInstanceOf(ExecutionException.class);

            Future<Boolean> isCommitted = threads.submit(() -> EmbeddedCopy.isCommitted(empty, 7));
            assertWaitsForTheReplica(isCommitted);
            replica.start();
            assertThat(isCommitted.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private void assertWaitsForTheReplica(Future<?> write) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> write.isDone() || !"0".equals(primary.ask(WAITING.formatted("count(*)"))));
        assertThat(write.isDone()).as("confirmed without the replica").isFalse();
    }

    private static boolean has(PostgresStorage storage, String id) {
        return storage.read(
                ACCOUNT, tx -> tx.object(new ObjectKey(DurableWriter.TASK, id)).isPresent());
    }

    private static long changes(PostgresStorage storage) {
        return storage.read(ACCOUNT, tx -> tx.head().sequence().value());
    }
}
