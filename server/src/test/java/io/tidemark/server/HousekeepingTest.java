package io.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.content.memory.InMemoryContents;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Horizon;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.retention.Retention;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final Instant NOW = Instant.parse("2031-04-02T07:30:00Z");

    private final Storage storage = new InMemoryStorage();
    private final Account account =
            storage.accounts().create(new NewAccount("acme", "Acme", ZoneOffset.UTC, new byte[32]));

    @Test
    void whatIsOldIsForgottenAndTheRestIsKept() {
        UserId user = storage.write(
                        account.id(),
                        tx -> tx.addUser(new User(new UserId(1), "w", "Ida", "ida@example.test", "", true, false)))
                .id();
        int old = 120;
        storage.write(account.id(), tx -> {
            for (int i = 1; i <= old; i++) {
                tx.putSynchronization(new Synchronization(
                        new SynchronizationId(i), user, "tasks", NOW.minus(Duration.ofDays(91)), 0));
            }
            tx.putSynchronization(new Synchronization(
                    new SynchronizationId(old + 1), user, "tasks", NOW.minus(Duration.ofDays(89)), 0));
            tx.putSynchronization(new Synchronization(
                    new SynchronizationId(old + 2), user, "tasks", NOW.minus(Duration.ofHours(90 * 24 + 11)), 0));
            tx.putSession(session("ended", user, NOW.minus(Duration.ofDays(31))));
            tx.putSession(session("live", user, NOW.plusSeconds(1)));
            tx.putDeviceCode(new DeviceCode("old", user, NOW.minus(Duration.ofHours(25)), null));
            tx.putDeviceCode(new DeviceCode("expired", user, NOW.minus(Duration.ofHours(23)), null));
            return true;
        });

        try (Housekeeping housekeeping = housekeeping()) {
            housekeeping.run();
        }

        storage.read(account.id(), tx -> {
            assertThat(tx.synchronization(new SynchronizationId(1))).isEmpty();
            assertThat(tx.synchronization(new SynchronizationId(old))).isEmpty();
            assertThat(tx.synchronization(new SynchronizationId(old + 1))).isPresent();
            assertThat(tx.synchronization(new SynchronizationId(old + 2)))
                    .as("used once more within twelve hours, which is not written down")
                    .isPresent();
            assertThat(tx.session("ended")).isEmpty();
            assertThat(tx.session("live")).isPresent();
            assertThat(tx.deviceCode("old")).isEmpty();
            assertThat(tx.deviceCode("expired")).isPresent();
            return true;
        });
    }

    @Test
    void theLogForgetsAfterItsTimes() {
        for (int days : List.of(400, 366, 364, 31, 29)) {
            change(NOW.minus(Duration.ofDays(days)));
        }
        try (Housekeeping housekeeping = housekeeping()) {
            housekeeping.run();
        }
        assertThat(storage.<Horizon>read(account.id(), ReadTransaction::horizon))
                .isEqualTo(new Horizon(new Sequence(4), new Sequence(2)));
    }

    private void change(Instant at) {
        ObjectKey key = new ObjectKey(new TypeId("note"), "a");
        storage.write(account.id(), tx -> {
            StoredObject before = tx.lock(key).orElse(null);
            Change.State state = new Change.State(
                    new byte[] {1}, false, Set.of(Principal.EVERYONE), List.of(), Set.of(), Set.of(), null, null);
            ChangeKind kind = before == null ? ChangeKind.CREATED : ChangeKind.CHANGED;
            return tx.append(
                    List.of(Change.of(key, kind, before, state, Set.of("x"), new Origin(null, null, "test", null))),
                    at);
        });
    }

    @Test
    void aStorageThatIsGoneDoesNotStopIt() {
        storage.close();
        try (Housekeeping housekeeping = housekeeping()) {
            assertThatCode(housekeeping::run).doesNotThrowAnyException();
        }
    }

    private Housekeeping housekeeping() {
        ContentCleaning contents =
                new ContentCleaning(storage, new InMemoryContents(), Duration.ofDays(90), Duration.ofHours(24));
        Retention retention = new Retention(storage, Duration.ofDays(30), Duration.ofDays(365), List.of());
        return new Housekeeping(storage, contents, retention, Duration.ofDays(90), () -> true, () -> NOW);
    }

    private static Session session(String id, UserId user, Instant expiresAt) {
        return new Session(id, user, "hash-" + id, NOW.minus(Duration.ofDays(100)), expiresAt, "", null);
    }
}
