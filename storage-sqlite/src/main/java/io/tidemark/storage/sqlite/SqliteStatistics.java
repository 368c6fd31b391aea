package io.tidemark.storage.sqlite;

/// What the storage did since it was opened, for metrics. The numbers are read one after the other, not at one
/// instant. Immutable.
///
/// @param writesWaiting works that wait for the writer now
/// @param readsWaiting works that wait for a reader now
/// @param commits transactions that were committed
/// @param works works that were committed in them; `works / commits` share one flush of the disk
/// @param worksFailed works that threw, or that a failed commit took with it
/// @param lastCommitNanos how long the last commit took, from its `COMMIT` until the disk had it
/// @param walBytes size of the write-ahead log after the last commit
public record SqliteStatistics(
        int writesWaiting,
        int readsWaiting,
        long commits,
        long works,
        long worksFailed,
        long lastCommitNanos,
        long walBytes) {}
