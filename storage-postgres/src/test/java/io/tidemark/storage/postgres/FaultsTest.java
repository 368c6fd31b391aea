package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.storage.contract.RandomHistory;
import io.tidemark.storage.contract.Scenario;
import io.tidemark.storage.contract.WriteFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/// The database fails at the n-th statement of a write, for every n.
@Timeout(300)
class FaultsTest {
    private static final Principal ANN = new Principal("u1");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    /// What fails at the commit itself is found not to have happened, and is done again.
    @Test
    void aFaultAtAnyStatementOfAWriteLeavesNothing() {
        Countdown countdown = new Countdown((sql, connection) -> {
            throw new SQLException("injected", "58030");
        });
        try (Scenario on = Scenario.in(PostgresStorage.open(database.options(), countdown))) {
            on.create("a", "1", ANN);
            List<String> before = RandomHistory.everythingReadable(on);
            int faults = 0;
            while (failsAtStatement(faults + 1, on, countdown)) {
                faults++;
                assertThat(RandomHistory.everythingReadable(on))
                        .as("after a fault at statement %d", faults)
                        .isEqualTo(before);
            }
            assertThat(countdown.isReached()).as("the last one was the commit").isTrue();
            assertThat(faults).as("the turn, and some twenty statements").isGreaterThan(20);
            assertThat(RandomHistory.everythingReadable(on)).isNotEqualTo(before);
            assertThat(on.create("next", "1", ANN)).isEqualTo(new Sequence(4));
        }
    }

    private static boolean failsAtStatement(int n, Scenario on, Countdown countdown) {
        countdown.failAt(n);
        try {
            on.writing(WriteFixture::everyKind);
            return false;
        } catch (SyncException refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
            assertThat(refusal.retryAfter()).isPresent();
            return true;
        }
    }

    /// A collision with another server is no failure: the work is run again, as often as it takes, and counts once.
    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aCollisionAtAnyStatementOfAWriteIsNotSeen(String state) {
        Countdown countdown = new Countdown((sql, connection) -> {
            throw new SQLException("injected", state);
        });
        assertNeverSeen(countdown);
    }

    /// The server ends the connection before a statement is sent: also before the commit, which is then found not
    /// to have happened.
    @Test
    void aConnectionLostAtAnyStatementOfAWriteIsNotSeen() {
        assertNeverSeen(new Countdown((sql, connection) -> {
            int process = connection.unwrap(PGConnection.class).getBackendPID();
            try (Connection other = database.connect();
                    var terminate = other.prepareStatement("SELECT pg_terminate_backend(?, 5000)")) {
                terminate.setInt(1, process);
                terminate.execute();
            }
        }));
    }

    private void assertNeverSeen(Countdown countdown) {
        try (PostgresStorage storage = PostgresStorage.open(database.options(), countdown)) {
            Scenario on = Scenario.in(storage);
            int faults = 0;
            do {
                countdown.failAt(++faults);
                String id = "id" + faults;
                long before = head(on);
                on.writing(transaction -> {
                    assertThat(transaction.lock(new ObjectKey(Scenario.TASK, id)))
                            .as("nothing is left of an earlier attempt")
                            .isEmpty();
                    transaction.append(List.of(WriteFixture.change(id, ChangeKind.CREATED, null, ANN)), Scenario.NOON);
                    transaction.putUpload(new UploadRecord(
                            WriteFixture.PHONE.id(),
                            id,
                            Outcome.Kind.CREATED,
                            null,
                            new Sequence(before + 1),
                            null,
                            null));
                });
                assertThat(head(on)).as("after a fault at statement %d", faults).isEqualTo(before + 1);
            } while (countdown.isReached());
            assertThat(faults).isGreaterThan(8);
            assertThat(storage.statistics().collisions()).isEqualTo(faults - 1);
        }
    }

    /// The commit was done, and its answer was lost: the work is confirmed, and not done again.
    @Test
    void aCommitWhoseAnswerIsLostIsLookedUp() {
        AtomicInteger lost = new AtomicInteger();
        StatementHook losing = new StatementHook() {
            @Override
            public void beforeExecution(String sql, Connection connection) {}

            @Override
            public void afterCommit(Connection connection) throws SQLException {
                if (lost.getAndDecrement() > 0) {
                    throw new SQLException("injected", "08006");
                }
            }
        };
        try (PostgresStorage storage = PostgresStorage.open(database.options(), losing)) {
            Scenario on = Scenario.in(storage);
            AtomicInteger runs = new AtomicInteger();
            lost.set(1);
            Sequence given = on.write(transaction -> {
                runs.incrementAndGet();
                return transaction
                        .append(List.of(WriteFixture.change("a", ChangeKind.CREATED, null, ANN)), Scenario.NOON)
                        .entries()
                        .getFirst()
                        .sequence();
            });
            assertThat(given).isEqualTo(new Sequence(1));
            assertThat(runs).hasValue(1);
            assertThat(head(on)).isEqualTo(1);
            assertThat(storage.statistics().commitsLookedUp()).isEqualTo(1);

            lost.set(1);
            storage.accounts().create(new NewAccount("another", "Another", ZoneOffset.UTC, new byte[32]));
            assertThat(storage.accounts().all())
                    .as("an account whose creation was not answered is there once")
                    .hasSize(2);
            assertThat(storage.statistics().commitsLookedUp()).isEqualTo(2);
        }
    }

    /// A work that hides the failure of a statement is not committed.
    @Test
    void aSwallowedFaultFailsTheWork() {
        Countdown countdown = new Countdown((sql, connection) -> {
            throw new SQLException("injected", "58030");
        });
        try (Scenario on = Scenario.in(PostgresStorage.open(database.options(), countdown))) {
            assertThatThrownBy(() -> on.writing(transaction -> {
                        transaction.addTeam("kept?", Set.of());
                        countdown.failAt(1);
                        assertThatThrownBy(() -> transaction.teams()).isInstanceOf(SyncException.class);
                    }))
                    .isInstanceOfSatisfying(
                            SyncException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
            assertThat(on.<Integer>read(transaction -> transaction.teams().size()))
                    .isZero();
        }
    }

    private static long head(Scenario on) {
        return on.<Long>read(transaction -> transaction.head().sequence().value());
    }

    /// Does something to one statement of a writing thread, once.
    private static final class Countdown implements StatementHook {
        private final StatementHook fault;
        private final AtomicInteger left = new AtomicInteger();

        Countdown(StatementHook fault) {
            this.fault = fault;
        }

        void failAt(int statement) {
            left.set(statement);
        }

        boolean isReached() {
            return left.get() <= 0;
        }

        @Override
        public void beforeExecution(String sql, Connection connection) throws SQLException {
            boolean writing = Thread.currentThread().getName().startsWith("postgres-writer");
            if (writing && left.get() > 0 && left.decrementAndGet() == 0) {
                fault.beforeExecution(sql, connection);
            }
        }
    }
}
