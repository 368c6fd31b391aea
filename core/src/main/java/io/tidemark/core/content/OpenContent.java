package io.tidemark.core.content;

import java.io.IOException;
import java.io.OutputStream;

/// A content that is being read. It stays readable until it is closed, also when it is removed meanwhile. Confined
/// to one thread.
public interface OpenContent extends AutoCloseable {
    /// Its length in bytes.
    long size();

    /// Writes a range of it, a buffer at a time.
    ///
    /// @param from the first byte, counting from 0
    /// @param count how many; `from + count` is at most [#size]
    /// @throws IOException what `out` throws, as it is
    /// @throws io.tidemark.core.error.SyncException with `STORAGE_UNAVAILABLE` when the store fails, also in
    ///     the middle
    void writeTo(OutputStream out, long from, long count) throws IOException;

    @Override
    void close();
}
