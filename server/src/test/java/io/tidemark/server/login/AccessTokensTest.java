package io.tidemark.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.AccountId;
import io.tidemark.server.login.AccessTokens.Claims;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private static final Account ACCOUNT = account(1, 1);
    private static final Claims CLAIMS =
            new Claims(new AccountId(1), new UserId(12), "session-1", Instant.parse("2031-04-02T07:30:00Z"));

    @Test
    void whatWasWrittenIsRead() {
        assertThat(AccessTokens.open(ACCOUNT, AccessTokens.write(ACCOUNT, CLAIMS)))
                .contains(CLAIMS);
    }

    @Test
    void everyChangedBitIsNoticed() {
        byte[] token = Base64.getUrlDecoder().decode(AccessTokens.write(ACCOUNT, CLAIMS));
        for (int bit = 0; bit < 8 * token.length; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(AccessTokens.open(
                            ACCOUNT, Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .isEmpty();
        }
    }

    @Test
    void aTokenOfAnotherAccountIsNoneEvenWithTheSameKey() {
        String token = AccessTokens.write(ACCOUNT, CLAIMS);

        assertThat(AccessTokens.open(account(2, 2), token)).isEmpty();
        assertThat(AccessTokens.open(account(2, 1), token)).isEmpty();
    }

    @Test
    void nonsenseIsNoToken() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            assertThat(AccessTokens.open(
                            ACCOUNT, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                    .isEmpty();
        }
        for (String text : new String[] {"", " ", "!", "\u00e6", "A".repeat(100_000)}) {
            assertThat(AccessTokens.open(ACCOUNT, text)).isEmpty();
        }
    }

    private static Account account(long id, int key) {
        byte[] tokenKey = new byte[32];
        tokenKey[0] = (byte) key;
        return new Account(new AccountId(id), "acme-" + id, "Acme", ZoneOffset.UTC, tokenKey);
    }
}
