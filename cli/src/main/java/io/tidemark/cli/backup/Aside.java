package io.tidemark.cli.backup;

import io.tidemark.cli.data.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Puts the database of a data folder aside, so that there is a way back. Stateless.
final class Aside {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

    private Aside() {}

    /// Moves the database, and what SQLite keeps beside it, into a new folder.
    ///
    /// @param why the beginning of the folder's name
    /// @return the folder
    static Path move(DataFolder folder, String why, InstantSource clock) throws IOException {
        Path aside = create(folder, why + "-" + STAMP.format(clock.instant().atOffset(ZoneOffset.UTC)));
        for (Path file : folder.databaseFiles()) {
            Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        FileTree.force(aside);
        return aside;
    }

    /// A new folder, also when it is the second one in a second.
    private static Path create(DataFolder folder, String name) throws IOException {
        Path aside = folder.path().resolve(name);
        for (int more = 2; Files.exists(aside); more++) {
            aside = folder.path().resolve(name + "-" + more);
        }
        return Files.createDirectory(aside);
    }
}
