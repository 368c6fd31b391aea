package io.tidemark.cli.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.tidemark.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The refused rows of a table, with the reason in a last column. Confined to one thread.
final class CsvRejects implements Rejects<CsvRow> {
    private final Path file;
    private final CsvWriter writer;
    private final int width;

    private CsvRejects(Path file, CsvWriter writer, int width) {
        this.file = file;
        this.writer = writer;
        this.width = width;
    }

    /// Makes the file anew.
    ///
    /// @throws CommandFailure when it cannot be written, or is the one that is read
    static CsvRejects open(Path file, CsvWish wish, List<String> header) {
        try {
            Rejects.requireOther(file, wish);
            CsvWriter writer =
                    CsvWriter.builder().fieldSeparator(wish.delimiter()).build(file);
            CsvRejects rejects = new CsvRejects(file, writer, header.size());
            rejects.write(header, REASON);
            return rejects;
        } catch (IOException e) {
            throw Rejects.failure(file, e);
        }
    }

    @Override
    public void add(Refusal<CsvRow> refusal) {
        write(refusal.entry().cells(), refusal.sentence());
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
            throw Rejects.failure(file, e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw Rejects.failure(file, e);
        }
    }
}
