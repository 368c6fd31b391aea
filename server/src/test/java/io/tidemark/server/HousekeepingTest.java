package io.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tidemark.core.content.memory.InMemoryContents;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
    void aStorageThatIsGoneDoesNotStopIt() {
        storage.close();
        try (Housekeeping housekeeping = housekeeping()) {
            assertThatCode(housekeeping::run).doesNotThrowAnyException();
        }
    }

    private Housekeeping housekeeping() {
        ContentCleaning contents =
                new ContentCleaning(storage, new InMemoryContents(), Duration.ofDays(90), Duration.ofHours(24));
        return new Housekeeping(storage, contents, Duration.ofDays(90), () -> true, () -> NOW);
    }

    private static Session session(String id, UserId user, Instant expiresAt) {
        return new Session(id, user, "hash-" + id, NOW.minus(Duration.ofDays(100)), expiresAt, "", null);
    }
}
