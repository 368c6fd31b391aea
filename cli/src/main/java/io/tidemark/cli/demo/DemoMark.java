package io.tidemark.cli.demo;

import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/// The file `demo.properties` in a data folder: what the demo there was made from, and whether all of it
/// was written, so that a start after a crash carries on where the first one was cut. Immutable.
///
/// @param plan what the demo is made from
/// @param complete whether all of it is in the database
record DemoMark(DemoPlan plan, boolean complete) {
    static Optional<DemoMark> read(DataFolder folder) {
        Path file = file(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return Optional.of(new DemoMark(
                    new DemoPlan(
                            Long.parseLong(properties.getProperty("seed", "")),
                            LocalDate.parse(properties.getProperty("day", "")),
                            DemoScale.valueOf(
                                    properties.getProperty("scale", "").toUpperCase(Locale.ROOT))),
                    Boolean.parseBoolean(properties.getProperty("complete", "false"))));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new CommandFailure("The file " + file + " cannot be read. Choose another folder with --data.", e);
        }
    }

    void write(DataFolder folder) {
        try {
            Files.writeString(file(folder), """
                    # What the demo in this folder was made from.
                    seed=%d
                    day=%s
                    scale=%s
                    complete=%s
                    """.formatted(plan.seed(), plan.day(), plan.scale(), complete));
        } catch (IOException e) {
            throw new CommandFailure("The file " + file(folder) + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static Path file(DataFolder folder) {
        return folder.path().resolve(DataFolder.DEMO);
    }
}
