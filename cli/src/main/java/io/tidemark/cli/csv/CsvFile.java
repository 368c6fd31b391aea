package io.tidemark.cli.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.tidemark.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;

/// A CSV file in UTF-8, read row by row. One row is in memory at a time, and no cell of more than [#CELL_CHARS_MAX]
/// characters. Confined to one thread.
final class CsvFile implements Entries<CsvRow> {
    /// As long as the longest text that a field can hold.
    static final int CELL_CHARS_MAX = 16_777_215;

    private static final int ROW_CHARS_MAX = 2 * CELL_CHARS_MAX;
    private static final String NO_UTF_8 = ImportedFile.NO_UTF_8 + " Save it again as CSV in UTF-8.";

    private final String name;
    private final ImportedFile source;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;
    private long line;

    private CsvFile(ImportedFile source, char delimiter) throws IOException {
        this.name = source.name();
        this.source = source;
        this.reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .commentStrategy(CommentStrategy.NONE)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(ROW_CHARS_MAX)
                .build(
                        CsvRecordHandler.of(
                                handler -> handler.maxFieldSize(CELL_CHARS_MAX).maxRecordSize(ROW_CHARS_MAX)),
                        source.text());
        this.records = reader.iterator();
        this.header = next().map(CsvRow::cells)
                .map(cells -> cells.stream().map(String::strip).toList())
                .orElseThrow(() -> new CommandFailure(
                        "The file " + name + " is empty. Its first line must name the" + " columns."));
    }

    /// Opens a file.
    ///
    /// @param name its path; `-` stands for the stream
    /// @throws CommandFailure when it cannot be read
    static CsvFile open(String name, InputStream standardInput, char delimiter) {
        try {
            return new CsvFile(ImportedFile.open(name, standardInput), delimiter);
        } catch (CharacterCodingException e) {
            throw new CommandFailure("The file " + name + " cannot be read. " + NO_UTF_8, e);
        } catch (IOException e) {
            throw ImportedFile.failure(name, e);
        }
    }

    /// The names of the columns.
    List<String> header() {
        return header;
    }

    @Override
    public long length() {
        return source.length();
    }

    @Override
    public long bytesRead() {
        return source.bytesRead();
    }

    /// The next row; empty at the end. Lines without anything are left out.
    ///
    /// @throws CommandFailure when the file is none of rows and cells from here on
    @Override
    public Optional<CsvRow> next() {
        try {
            if (!records.hasNext()) {
                return Optional.empty();
            }
            CsvRecord row = records.next();
            line = row.getStartingLineNumber();
            return Optional.of(new CsvRow(line, row.getFields()));
        } catch (CsvParseException e) {
            throw broken(
                    "A cell or row is too long, or a quotation mark stands inside a cell that has none around it."
                            + " Is the delimiter right (--delimiter)?",
                    e);
        } catch (UncheckedIOException e) {
            throw broken(
                    e.getCause() instanceof CharacterCodingException ? NO_UTF_8 : "It cannot be read any further.", e);
        }
    }

    private CommandFailure broken(String sentence, Exception cause) {
        return new CommandFailure("The file " + name + " cannot be read behind line " + line + ". " + sentence, cause);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // what was wanted of the file was read
        }
    }
}
