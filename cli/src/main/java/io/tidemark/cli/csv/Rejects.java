package io.tidemark.cli.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.tidemark.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The file of the rows that were refused: as they were, and in a last column why. Mended there, they can be imported.
/// Confined to one thread.
final class Rejects implements AutoCloseable {
    private static final String REASON = "refused";

    private final Path file;
    private final CsvWriter writer;
    private final int width;

    private Rejects(Path file, CsvWriter writer, int width) {
        this.file = file;
        this.writer = writer;
        this.width = width;
    }

    /// Makes the file anew.
    ///
    /// @throws CommandFailure when it cannot be written, or is the one that is read
    static Rejects open(Path file, CsvWish wish, List<String> header) {
        try {
            if (Files.exists(file) && !wish.file().equals("-") && Files.isSameFile(file, Path.of(wish.file()))) {
                throw new CommandFailure("The file " + file + " is the one that is read. Name another with --rejects.");
            }
            CsvWriter writer =
                    CsvWriter.builder().fieldSeparator(wish.delimiter()).build(file);
            Rejects rejects = new Rejects(file, writer, header.size());
            rejects.write(header, REASON);
            return rejects;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    void add(Refusal refusal) {
        write(refusal.row().cells(), refusal.sentence());
    }

    private void write(List<String> cells, String last) {
        List<String> all = new ArrayList<>(cells);
        while (all.size() < width) {
            all.add("");
        }
        all.add(last);
        try {
            writer.writeRecord(all);
        } catch (UncheckedIOException e) {
            throw failure(file, e);
        }
    }

    private static CommandFailure failure(Path file, Exception cause) {
        return new CommandFailure(
                "The file " + file + " cannot be written. Check its folder and its permissions, or name another with"
                        + " --rejects.",
                cause);
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }
}
