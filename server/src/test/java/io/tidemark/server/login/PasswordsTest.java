package io.tidemark.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new Argon2Settings(64, 1, 1, 32, 16), new SecureRandom(), 1);

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void aPasswordMatchesItsOwnHashOnly() {
        char[] password = "sv\u00e6r \u20ac kode".toCharArray();
        String hash = passwords.hash(password);

        assertThat(passwords.matches(password, hash)).isTrue();
        assertThat(passwords.matches("svaer kode".toCharArray(), hash)).isFalse();
        assertThat(passwords.matches(new char[0], hash)).isFalse();
        assertThat(new String(password)).startsWith("sv\u00e6r");
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(passwords.hash("a".toCharArray())).isNotEqualTo(passwords.hash("a".toCharArray()));
    }

    @Test
    void theRecommendedWorkIsWrittenIntoTheHash() {
        try (Passwords recommended = Passwords.recommended()) {
            String hash = recommended.hash("a".toCharArray());

            assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
            assertThat(passwords.matches("a".toCharArray(), hash)).isTrue();
        }
    }

    @Test
    void nobodysPasswordMatchesNothing() {
        passwords.matchNobody("anything".toCharArray());
    }

    @Test
    void aWaveOfLoginsIsBounded() throws InterruptedException {
        ConcurrentLinkedQueue<ErrorCode> refused = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(150);
        try (Passwords slow = new Passwords(new Argon2Settings(1_024, 2, 1, 32, 16), new SecureRandom(), 1);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 150; i++) {
                callers.execute(() -> {
                    try {
                        slow.hash("a".toCharArray());
                    } catch (SyncException e) {
                        refused.add(e.code());
                    } finally {
                        done.countDown();
                    }
                });
            }
            done.await();
        }
        assertThat(refused).isNotEmpty().containsOnly(ErrorCode.BUSY);
    }

    @Test
    void aClosedOneRefuses() {
        passwords.close();

        assertThatThrownBy(() -> passwords.hash("a".toCharArray())).isInstanceOf(SyncException.class);
    }
}
