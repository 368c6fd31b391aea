package io.tidemark.cli.csv;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.TreeWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The refused entries of a JSON file, one in a line, with the reason in a last member. Of an entry that could not be
/// read there is nothing but the reason. Confined to one thread.
final class JsonRejects implements Rejects<JsonEntry> {
    private final Path file;
    private final BufferedWriter writer;

    private JsonRejects(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /// Makes the file anew.
    ///
    /// @throws CommandFailure when it cannot be written, or is the one that is read
    static JsonRejects open(Path file, CsvWish wish) {
        try {
            Rejects.requireOther(file, wish);
            return new JsonRejects(file, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw Rejects.failure(file, e);
        }
    }

    @Override
    public void add(Refusal<JsonEntry> refusal) {
        try {
            writer.write(TreeWriter.text(refusal.entry().object().with(REASON, new JsonText(refusal.sentence()))));
            writer.newLine();
        } catch (IOException e) {
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
