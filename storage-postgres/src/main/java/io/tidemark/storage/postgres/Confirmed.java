package io.tidemark.storage.postgres;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The last transaction of this storage in each account that the database has confirmed.
///
/// Marks grow and are never removed, so a database that shows an older one has lost what it had confirmed: it was put
/// back to an earlier state, or a replica took over that did not have everything. Thread-safe.
final class Confirmed {
    private final Map<Long, Turn.Taken> byAccount = new ConcurrentHashMap<>();

    /// A transaction was committed.
    ///
    /// @param before what it found when its turn began
    void confirm(Turn turn, Turn.Taken before) {
        byAccount.put(turn.account(), new Turn.Taken(turn.mark(), before.at()));
    }

    /// Whether the database has lost something, as a transaction sees it that has the turn.
    ///
    /// @param found what it found when its turn began
    boolean isLost(long account, Turn.@Nullable Taken found) {
        Turn.Taken confirmed = byAccount.get(account);
        return confirmed != null && found != null && found.mark() < confirmed.mark();
    }

    /// There is no such account any more.
    void forget(long account) {
        byAccount.remove(account);
    }

    /// The latest instant that an account's log is known to have reached.
    Instant reached(long account) {
        Turn.Taken confirmed = byAccount.get(account);
        return confirmed == null ? Instant.EPOCH : confirmed.at();
    }

    /// The accounts in which this storage has written.
    Set<Long> accounts() {
        return Set.copyOf(byAccount.keySet());
    }
}
