package io.tidemark.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Sequence;
import io.tidemark.storage.contract.RandomHistory;
import io.tidemark.storage.contract.Scenario;
import io.tidemark.storage.contract.WriteFixture;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The database fails at the n-th statement of a write, for every n.
class FaultsTest {
    private static final Principal ANN = new Principal("u1");

    @TempDir
    Path folder;

    @Test
    void aFaultAtAnyStatementOfAWriteLeavesNothing() {
        Countdown countdown = new Countdown(SQLiteErrorCode.SQLITE_IOERR);
        try (Scenario on = Scenario.in(open(countdown))) {
            on.create("a", "1", ANN);
            List<String> before = RandomHistory.everythingReadable(on);
            int faults = 0;
            while (failsAtStatement(faults + 1, on, countdown)) {
                faults++;
                assertThat(RandomHistory.everythingReadable(on))
                        .as("after a fault at statement %d", faults)
                        .isEqualTo(before);
            }
            assertThat(faults)
                    .as("begin, savepoint, some twenty statements, release, commit")
                    .isGreaterThan(20);
            assertThat(RandomHistory.everythingReadable(on)).isNotEqualTo(before);
            assertThat(on.create("next", "1", ANN)).isEqualTo(new Sequence(4));
        }
    }

    /// A work that hides the failure of a statement is not committed.
    @Test
    void aSwallowedFaultFailsTheWork() {
        Countdown countdown = new Countdown(SQLiteErrorCode.SQLITE_IOERR);
        try (Scenario on = Scenario.in(open(countdown))) {
            assertThatThrownBy(() -> on.writing(transaction -> {
                        transaction.addTeam("kept?", Set.of());
                        countdown.failAfter(1);
                        assertThatThrownBy(() -> transaction.teams()).isInstanceOf(SyncException.class);
                    }))
                    .isInstanceOfSatisfying(
                            SyncException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
            assertThat(on.<Integer>read(transaction -> transaction.teams().size()))
                    .isZero();
        }
    }

    private SqliteStorage open(StatementHook hook) {
        return SqliteStorage.open(folder.resolve("test.db"), SqliteOptions.defaults(), hook);
    }

    private static boolean failsAtStatement(int n, Scenario on, Countdown countdown) {
        countdown.failAfter(n);
        try {
            on.writing(WriteFixture::everyKind);
            return false;
        } catch (SyncException refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
            assertThat(refusal.retryAfter()).isPresent();
            return true;
        } finally {
            countdown.disarm();
        }
    }

    /// Fails one statement of the writing thread, once.
    private static final class Countdown implements StatementHook {
        private final SQLiteErrorCode code;
        private final AtomicInteger left = new AtomicInteger();

        Countdown(SQLiteErrorCode code) {
            this.code = code;
        }

        void failAfter(int statements) {
            left.set(statements);
        }

        void disarm() {
            left.set(0);
        }

        @Override
        public void beforeExecution(String sql) throws SQLException {
            boolean writing = Thread.currentThread().getName().equals("sqlite-writer");
            if (writing && left.get() > 0 && left.decrementAndGet() == 0) {
                throw new SQLiteException("injected", code);
            }
        }
    }
}
