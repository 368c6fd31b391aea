package io.tidemark.storage.sqlite;

import java.time.Duration;

/// How the embedded storage uses its machine. Immutable.
///
/// @param readers threads that read, each with its own connection; at least 1
/// @param queueMax works that wait for the writer, and works that wait for a reader; one more is refused as
///     `BUSY`
/// @param patience how long a work waits for its turn before it is refused as `BUSY`; once it runs it is waited
///     for
/// @param cacheBytes page cache of each connection
/// @param walBytesMax size of the write-ahead log from which on the writer makes readers let go of it
/// @param fileBytesMax largest size of the database file; what does not fit is refused like on a full disk
public record SqliteOptions(
        int readers, int queueMax, Duration patience, long cacheBytes, long walBytesMax, long fileBytesMax) {
    private static final long MEBIBYTE = 1024 * 1024;

    public SqliteOptions {
        if (readers < 1 || queueMax < 1 || cacheBytes < MEBIBYTE || walBytesMax < MEBIBYTE || fileBytesMax < MEBIBYTE) {
            throw new IllegalArgumentException("the storage needs a reader, a queue and a mebibyte of everything");
        }
    }

    /// Good for a server of any size that one disk can serve.
    public static SqliteOptions defaults() {
        return new SqliteOptions(4, 1_000, Duration.ofSeconds(10), 16 * MEBIBYTE, 64 * MEBIBYTE, MEBIBYTE * MEBIBYTE);
    }

    /// These options with another largest size of the file.
    public SqliteOptions withFileBytesMax(long bytes) {
        return new SqliteOptions(readers, queueMax, patience, cacheBytes, walBytesMax, bytes);
    }

    /// These options with another size of the write-ahead log.
    public SqliteOptions withWalBytesMax(long bytes) {
        return new SqliteOptions(readers, queueMax, patience, cacheBytes, bytes, fileBytesMax);
    }

    /// These options with other limits for waiting works.
    public SqliteOptions withQueue(int max, Duration longest) {
        return new SqliteOptions(readers, max, longest, cacheBytes, walBytesMax, fileBytesMax);
    }
}
