package io.tidemark.server;

import io.tidemark.core.directory.Account;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.cluster.Cluster;
import io.tidemark.server.follow.Followers;
import io.tidemark.server.follow.WatchedStorage;
import io.tidemark.server.hooks.Hooks;
import java.time.Duration;
import java.util.function.Consumer;

/// Wakes the followers of the log in the process that leads: after its own writes, after those of others, and, since a
/// signal may be lost and a leader may have died, every account from time to time. Thread-safe.
final class FollowerWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Storage storage;
    private final Followers followers;
    private final Hooks hooks;
    private final Cluster cluster;
    private final AccountTimer timer;

    FollowerWatch(WatchedStorage storage, Followers followers, Hooks hooks, Cluster cluster) {
        this.storage = storage;
        this.followers = followers;
        this.hooks = hooks;
        this.cluster = cluster;
        this.timer = new AccountTimer("followers", storage, this::look, () -> {});
        storage.watch(this::wake);
    }

    /// From now on; first what was written before.
    ///
    /// @param heard is told of what other processes write
    void begin(Consumer<AccountId> heard) {
        cluster.begin(
                account -> {
                    heard.accept(account);
                    wake(account);
                },
                this::lead);
        if (cluster.isShared()) {
            timer.begin(PAUSE);
        }
    }

    private void lead() {
        followers.begin(storage.accounts().all());
        hooks.begin(storage.accounts().all());
    }

    private void wake(AccountId account) {
        if (cluster.leads()) {
            followers.wake(account);
        }
    }

    private void look(Account account) {
        if (cluster.leads()) {
            hooks.beginNew(account);
            followers.wake(account.id());
        }
    }

    /// Stops after the steps under way; the lead goes to another process.
    @Override
    public void close() {
        timer.close();
        cluster.close();
        followers.close();
    }
}
