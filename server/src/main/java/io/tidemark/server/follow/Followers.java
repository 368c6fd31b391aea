package io.tidemark.server.follow;

import io.tidemark.core.directory.Account;
import io.tidemark.core.follow.LogFollower;
import io.tidemark.core.object.AccountId;
import io.tidemark.server.metrics.ServerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drives the followers of the log: each follower in each account for itself, so that one that fails or waits
/// holds up no other. Nothing runs while nothing is written. Thread-safe.
public final class Followers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

    /// After a failing step. Five minutes: long enough not to be a burden, short enough to be back soon.
    private static final BackOff PAUSES = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    /// A step that is interrupted is done again, so the end of the server need not wait for a slow one.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final BackOff backOff;
    private final ServerMetrics metrics;
    private final RandomGenerator random;
    private final Duration patience;
    private final List<LogFollower> everywhere = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<AccountId, ConcurrentMap<String, Drive>> drives = new ConcurrentHashMap<>();
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param random varies pauses
    public Followers(ServerMetrics metrics, RandomGenerator random) {
        this(PAUSES, metrics, random, PATIENCE);
    }

    /// @param patience how long steps under way may take when the server ends, before they are interrupted
    Followers(BackOff backOff, ServerMetrics metrics, RandomGenerator random, Duration patience) {
        this.backOff = backOff;
        this.metrics = metrics;
        this.random = random;
        this.patience = patience;
    }

    /// Adds a follower of every account. Before [#begin].
    public void add(LogFollower follower) {
        everywhere.add(follower);
    }

    /// Adds a follower of one account, and lets it begin. Replaces the one of that name, which ends after the
    /// step that it is in.
    public void add(LogFollower follower, AccountId account) {
        Drive drive = newDrive(follower, account);
        Drive replaced = of(account).put(follower.name(), drive);
        end(replaced);
        if (closed) {
            drive.end();
        }
        drive.wake();
    }

    /// Whether there is a follower of one account under a name.
    public boolean has(String name, AccountId account) {
        return of(account).containsKey(name);
    }

    /// Ends a follower of one account after the step that it is in.
    public void remove(String name, AccountId account) {
        end(of(account).remove(name));
    }

    private static void end(@Nullable Drive drive) {
        if (drive != null) {
            drive.end();
        }
    }

    /// From now on; first what was written before.
    public void begin(List<Account> accounts) {
        accounts.forEach(account -> wake(account.id()));
    }

    /// Something may have been written to an account. Quick.
    public void wake(AccountId account) {
        ConcurrentMap<String, Drive> here = of(account);
        for (LogFollower follower : everywhere) {
            here.computeIfAbsent(follower.name(), name -> newDrive(follower, account));
        }
        if (!closed) {
            here.values().forEach(Drive::wake);
        }
    }

    private ConcurrentMap<String, Drive> of(AccountId account) {
        return drives.computeIfAbsent(account, id -> new ConcurrentHashMap<>());
    }

    private Drive newDrive(LogFollower follower, AccountId account) {
        String kind = follower.name().replaceFirst("/.*", "");
        if (kinds.add(kind)) {
            metrics.followerLag(kind, () -> lag(kind), () -> behind(kind));
        }
        return new Drive(follower, account, backOff, random, () -> metrics.followerFailed(kind));
    }

    /// The longest time for which a follower of a kind has not been at the end of its log.
    private Duration lag(String kind) {
        return ofKind(kind).stream().map(Drive::lag).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private long behind(String kind) {
        return ofKind(kind).stream().mapToLong(Drive::behind).sum();
    }

    private List<Drive> ofKind(String kind) {
        return drives.values().stream()
                .flatMap(here -> here.entrySet().stream())
                .filter(entry -> entry.getKey().equals(kind) || entry.getKey().startsWith(kind + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// Steps under way may end; those that do not in time are interrupted, and done again after the next start.
    @Override
    public void close() {
        closed = true;
        List<Drive> all =
                drives.values().stream().flatMap(here -> here.values().stream()).toList();
        all.forEach(Drive::end);
        try {
            long deadlineNanos = System.nanoTime() + patience.toNanos();
            for (Drive drive : all) {
                if (!drive.awaitRest(Duration.ofNanos(deadlineNanos - System.nanoTime()))) {
                    drive.interrupt();
                }
            }
            for (Drive drive : all) {
                if (!drive.awaitRest(Duration.ofSeconds(5))) {
                    LOG.warn("a follower of the log did not stop in time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
