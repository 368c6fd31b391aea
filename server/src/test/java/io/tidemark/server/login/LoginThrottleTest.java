package io.tidemark.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.object.AccountId;
import io.tidemark.server.config.ServerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final String HERE = "192.0.2.1";
    private static final ServerConfig.Login SETTINGS = new ServerConfig.Login(
            Duration.ofMinutes(20), Duration.ofDays(90), 3, 6, Duration.ofSeconds(2), Duration.ofMinutes(1));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2031-04-02T07:30:00Z"));
    private final LoginThrottle throttle = new LoginThrottle(SETTINGS, now::get);

    @Test
    void theWaitDoublesUpToTheLongest() {
        fail("ida", HERE, 3);
        for (int seconds : new int[] {2, 4, 8, 16, 32, 60, 60}) {
            assertThat(throttle.begin(ACCOUNT, "ida", HERE)).isEqualTo(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds));
            throttle.begin(ACCOUNT, "ida", "elsewhere-" + seconds + now.get());
        }
    }

    @Test
    void aThrottledAttemptDoesNotCountAsAnother() {
        fail("ida", HERE, 3);
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.begin(ACCOUNT, "ida", HERE)).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void manyAttemptsAtOnceGainNothing() {
        int admitted = 0;
        for (int i = 0; i < 100; i++) {
            admitted += throttle.begin(ACCOUNT, "ida", "address-" + i).isZero() ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(3);
    }

    @Test
    void usersAndAccountsDoNotSlowEachOtherButOneAddressDoes() {
        fail("ida", HERE, 3);
        assertThat(throttle.begin(ACCOUNT, "IDA ", "198.51.100.1")).isPositive();
        assertThat(throttle.begin(new AccountId(2), "ida", "198.51.100.1")).isZero();
        assertThat(throttle.begin(ACCOUNT, "lars", HERE)).isZero();
        fail("anna", HERE, 2);
        assertThat(throttle.begin(ACCOUNT, "somebody", HERE)).isPositive();
        assertThat(throttle.begin(ACCOUNT, "somebody", "198.51.100.1")).isZero();
    }

    @Test
    void aLoginResetsTheUserAndDoesNotCountAgainstTheAddress() {
        for (int i = 0; i < 50; i++) {
            assertThat(throttle.begin(ACCOUNT, "user-" + i, HERE)).isZero();
            throttle.succeeded(ACCOUNT, "user-" + i, HERE);
        }
        fail("ida", HERE, 2);
        throttle.begin(ACCOUNT, "ida", HERE);
        throttle.succeeded(ACCOUNT, "ida", HERE);
        fail("ida", HERE, 2);
        assertThat(throttle.begin(ACCOUNT, "ida", HERE)).isZero();
    }

    @Test
    void aFaultOfTheServerCountsAgainstNobody() {
        for (int i = 0; i < 50; i++) {
            assertThat(throttle.begin(ACCOUNT, "ida", HERE)).isZero();
            throttle.withdrawn(ACCOUNT, "ida", HERE);
        }
    }

    @Test
    void failuresAreForgottenAfterAQuietHour() {
        fail("ida", HERE, 2);
        pass(Duration.ofMinutes(61));
        fail("ida", HERE, 2);
        assertThat(throttle.begin(ACCOUNT, "ida", HERE)).isZero();
    }

    @Test
    void aFloodOfNamesIsBoundedAndForgetsTheOldestFirst() {
        fail("ida", HERE, 3);
        for (int i = 0; i < LoginThrottle.ENTRIES_MAX - 1; i++) {
            throttle.begin(ACCOUNT, "user-" + i, "address-" + i);
        }
        assertThat(throttle.wait(ACCOUNT, "ida", "")).isPositive();
        for (int i = 0; i < LoginThrottle.ENTRIES_MAX; i++) {
            throttle.begin(ACCOUNT, "other-" + i, "address-" + i);
        }
        assertThat(throttle.wait(ACCOUNT, "ida", "")).isZero();
        assertThat(throttle.size()).isLessThanOrEqualTo(2 * LoginThrottle.ENTRIES_MAX);
    }

    private void fail(String user, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.begin(ACCOUNT, user, address)).isZero();
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
