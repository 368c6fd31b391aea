package io.tidemark.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.object.AccountId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownPasswordsTest {
    private static final AccountId ACME = new AccountId(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final KnownPasswords known = new KnownPasswords(new SecureRandom(), now::get);

    @Test
    void aProofIsOfAllItsPartsAndOfNothingElse() {
        assertThat(Stream.of(
                        known.proof(ACME, "ida", "hash", "secret"),
                        known.proof(new AccountId(2), "ida", "hash", "secret"),
                        known.proof(ACME, "ide", "hash", "secret"),
                        known.proof(ACME, "ida", "hush", "secret"),
                        known.proof(ACME, "ida", "hash", "secred"),
                        known.proof(ACME, "idah", "ash", "secret"),
                        known.proof(ACME, "ida", "hashs", "ecret")))
                .doesNotHaveDuplicates();
        assertThat(known.proof(ACME, "ida", "hash", "secret"))
                .isEqualTo(known.proof(ACME, "ida", "hash", "secret"))
                .isNotEqualTo(new KnownPasswords(new SecureRandom(), now::get).proof(ACME, "ida", "hash", "secret"));
    }

    @Test
    void whatWasRememberedIsForgottenAfterAWhile() {
        known.add("proof");
        now.set(Instant.EPOCH.plus(KnownPasswords.REMEMBERED).minusMillis(1));
        assertThat(known.contains("proof")).isTrue();
        assertThat(known.contains("other")).isFalse();

        now.set(Instant.EPOCH.plus(KnownPasswords.REMEMBERED));
        assertThat(known.contains("proof")).isFalse();
        assertThat(known.size()).isZero();
    }

    @Test
    void onlySoManyAreRememberedAndTheOldestIsForgottenFirst() {
        for (int i = 0; i < KnownPasswords.ENTRIES_MAX; i++) {
            known.add("proof " + i);
        }
        known.add("proof 0");
        known.add("one more");

        assertThat(known.size()).isEqualTo(KnownPasswords.ENTRIES_MAX);
        assertThat(known.contains("proof 0")).isTrue();
        assertThat(known.contains("proof 1")).isFalse();
        assertThat(known.contains("proof 2")).isTrue();
    }
}
