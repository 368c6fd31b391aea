package io.tidemark.storage.postgres;

/// What the storage did since it was opened, for metrics. The numbers are read one after the other, not at one
/// instant. Immutable.
///
/// @param writesWaiting works that wait for a writer now
/// @param readsWaiting works that wait for a reader now
/// @param commits transactions that were committed
/// @param works works that were committed in them; `works / commits` share one flush of the disk
/// @param worksFailed works that threw, or that a failed commit took with it
/// @param collisions transactions that were run again because another server wrote in the account meanwhile, or
///     because the connection was lost
/// @param commitsLookedUp commits whose answer was lost, and that were looked up
/// @param lastCommitNanos how long the last commit took, from its `COMMIT` until the answer
public record PostgresStatistics(
        int writesWaiting,
        int readsWaiting,
        long commits,
        long works,
        long worksFailed,
        long collisions,
        long commitsLookedUp,
        long lastCommitNanos) {}
