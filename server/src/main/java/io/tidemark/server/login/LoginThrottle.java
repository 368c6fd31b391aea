package io.tidemark.server.login;

import io.tidemark.core.object.AccountId;
import io.tidemark.server.config.ServerConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Makes guessing passwords and device codes slow: after some free failures of a user, or from an address, each further
/// one doubles the
/// wait before the next attempt. An attempt counts as a failure from its beginning, so that many at once gain nothing.
///
/// Holds at most [#ENTRIES_MAX] users, addresses, and addresses of device codes each; the one that failed longest ago
/// is forgotten first.
/// Thread-safe.
public final class LoginThrottle {
    static final int ENTRIES_MAX = 20_000;
    private static final Duration FORGET_AFTER = Duration.ofHours(1);
    private static final int DOUBLINGS_MAX = 30;

    private final ServerConfig.Login settings;
    private final InstantSource clock;
    private final Map<String, Failures> users = new LeastRecent();
    private final Map<String, Failures> addresses = new LeastRecent();
    private final Map<String, Failures> codes = new LeastRecent();

    /// @param settings free failures and waits
    /// @param clock the time
    public LoginThrottle(ServerConfig.Login settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// Begins an attempt and counts it as failed.
    ///
    /// @param username as typed; compared without regard to case
    /// @param address where the attempt comes from
    /// @return how long to wait instead; zero when the password may be checked now
    synchronized Duration begin(AccountId account, String username, String address) {
        Instant now = clock.instant();
        String user = userKey(account, username);
        Duration wait = longer(wait(users, user, now), wait(addresses, address, now));
        if (wait.isZero()) {
            count(users, user, settings.freeFailures(), now);
            count(addresses, address, settings.freeFailuresAddress(), now);
        }
        return wait;
    }

    /// How long the next attempt must wait.
    synchronized Duration wait(AccountId account, String username, String address) {
        Instant now = clock.instant();
        return longer(wait(users, userKey(account, username), now), wait(addresses, address, now));
    }

    /// The attempt that began was a login: the user starts anew, and it does not count against the address.
    synchronized void succeeded(AccountId account, String username, String address) {
        users.remove(userKey(account, username));
        withdraw(addresses, address);
    }

    /// The attempt that began came to nothing for a reason of the server's, and counts against nobody.
    synchronized void withdrawn(AccountId account, String username, String address) {
        withdraw(users, userKey(account, username));
        withdraw(addresses, address);
    }

    /// Begins to try a device code, and counts it as wrong. Codes are counted apart from passwords: they belong
    /// to nobody who is known.
    ///
    /// @return how long to wait instead; zero when the code may be looked up now
    synchronized Duration beginCode(String address) {
        Instant now = clock.instant();
        Duration wait = wait(codes, address, now);
        if (wait.isZero()) {
            count(codes, address, settings.freeFailuresAddress(), now);
        }
        return wait;
    }

    /// The code that was begun was right, or was not looked up, and does not count.
    synchronized void codeWithdrawn(String address) {
        withdraw(codes, address);
    }

    synchronized int size() {
        return users.size() + addresses.size() + codes.size();
    }

    /// An attempt begins only when nothing is blocked, so the block to lift is the one that its own beginning set.
    private void withdraw(Map<String, Failures> table, String key) {
        table.computeIfPresent(
                key,
                (same, failures) -> failures.count() <= 1
                        ? null
                        : new Failures(failures.count() - 1, failures.last(), failures.last()));
    }

    private Duration wait(Map<String, Failures> table, String key, Instant now) {
        Failures failures = table.get(key);
        return failures == null || !failures.blockedUntil().isAfter(now)
                ? Duration.ZERO
                : Duration.between(now, failures.blockedUntil());
    }

    private void count(Map<String, Failures> table, String key, int free, Instant now) {
        Failures before = table.get(key);
        int count = before == null || before.last().plus(FORGET_AFTER).isBefore(now) ? 1 : before.count() + 1;
        table.put(key, new Failures(count, now, now.plus(waitAfter(count, free))));
    }

    private Duration waitAfter(int failures, int free) {
        if (failures < free) {
            return Duration.ZERO;
        }
        Duration wait = settings.firstWait().multipliedBy(1L << Math.min(failures - free, DOUBLINGS_MAX));
        return wait.compareTo(settings.longestWait()) > 0 ? settings.longestWait() : wait;
    }

    private static String userKey(AccountId account, String username) {
        return account.value() + " " + username.strip().toLowerCase(Locale.ROOT);
    }

    private static Duration longer(Duration a, Duration b) {
        return List.of(a, b).stream().max(Duration::compareTo).orElseThrow();
    }

    private record Failures(int count, Instant last, Instant blockedUntil) {}

    private static final class LeastRecent extends LinkedHashMap<String, Failures> {
        private static final long serialVersionUID = 1L;

        LeastRecent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ENTRIES_MAX;
        }
    }
}
