package io.tidemark.cli.csv;

import java.util.Optional;

/// The entries of a file, one after the other. Confined to one thread.
///
/// @param <E> what they are
interface Entries<E extends Entry> extends AutoCloseable {
    /// The next one; empty at the end.
    ///
    /// @throws io.tidemark.cli.terminal.CommandFailure when the file cannot be read any further
    Optional<E> next();

    /// How long the file is, in bytes; -1 if that is not known.
    long length();

    /// How much of it was read.
    long bytesRead();

    @Override
    void close();
}
