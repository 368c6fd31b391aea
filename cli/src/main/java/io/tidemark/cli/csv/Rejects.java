package io.tidemark.cli.csv;

import io.tidemark.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file of the entries that were refused: as they were, each with the reason. Mended there, they can be imported.
/// Confined to one thread.
///
/// @param <E> what they are
interface Rejects<E extends Entry> extends AutoCloseable {
    /// The name of the column or member with the reason.
    String REASON = "refused";

    /// Writes one.
    void add(Refusal<E> refusal);

    @Override
    void close();

    /// Makes sure that the file to write is not the one that is read.
    static void requireOther(Path file, CsvWish wish) throws IOException {
        if (Files.exists(file) && !wish.file().equals("-") && Files.isSameFile(file, Path.of(wish.file()))) {
            throw new CommandFailure("The file " + file + " is the one that is read. Name another with --rejects.");
        }
    }

    /// The failure to write it.
    static CommandFailure failure(Path file, Exception cause) {
        return new CommandFailure(
                "The file " + file + " cannot be written. Check its folder and its permissions, or name another with"
                        + " --rejects.",
                cause);
    }
}
