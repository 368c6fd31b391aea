package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.object.AccountId;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Servers on one database: one leads, all hear of the others' writes, whatever happens to a connection.
class PostgresNodeTest {
    private static final int PATIENCE_SECONDS = 60;

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneLeadsUntilItEndsAndThenTheOther() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        try (PostgresNode other = new PostgresNode(database.options(), () -> {})) {
            try (PostgresNode one = new PostgresNode(database.options(), () -> {})) {
                one.begin(account -> {}, first::countDown);
                await(first);
                other.begin(account -> {}, second::countDown);
                assertThat(other.leads()).isFalse();
                assertThat(one.leads()).isTrue();
            }
            await(second);
            assertThat(other.leads()).isTrue();
        }
    }

    @Test
    void aWriteIsHeardOfByTheOthersAlsoAfterConnectionsWereCut() throws InterruptedException, SQLException {
        BlockingQueue<AccountId> heard = new LinkedBlockingQueue<>();
        CountDownLatch ready = new CountDownLatch(1);
        try (PostgresNode listening = new PostgresNode(database.options(), () -> {});
                PostgresNode writing = new PostgresNode(database.options(), () -> {})) {
            listening.begin(heard::add, ready::countDown);
            await(ready);
            writing.begin(account -> heard.add(new AccountId(999)), () -> {});
            writing.wrote(new AccountId(7));
            assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(new AccountId(7));

            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            AccountId after = null;
            for (int tries = 0; after == null && tries < PATIENCE_SECONDS; tries++) {
                writing.wrote(new AccountId(8));
                after = heard.poll(1, TimeUnit.SECONDS);
            }
            assertThat(after).isEqualTo(new AccountId(8));
        }
    }

    @Test
    void whatFailsWhenALeaderBeginsIsTriedAgain() throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch leads = new CountDownLatch(1);
        try (PostgresNode node = new PostgresNode(database.options(), () -> {})) {
            node.begin(account -> {}, () -> {
                if (begun.incrementAndGet() == 1) {
                    throw new IllegalStateException("the storage is away, as the test wants it");
                }
                leads.countDown();
            });
            await(leads);
            assertThat(begun.get()).isEqualTo(2);
        }
    }
}
