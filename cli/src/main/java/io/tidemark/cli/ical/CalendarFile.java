package io.tidemark.cli.ical;

import io.tidemark.calendar.ical.CalendarFileException;
import io.tidemark.calendar.ical.CalendarFileReader;
import io.tidemark.calendar.ical.ImportedCalendar;
import io.tidemark.catalog.Catalog;
import io.tidemark.cli.data.DryRun;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.handshake.Importer;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.RandomIds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A calendar file that a user wants to take over. Confined to one thread.
public final class CalendarFile {
    private static final int DAYS_BEFORE = 366;
    private static final int DAYS_AFTER = 731;
    private static final int USERS_PER_PAGE = 1_000;

    private final Terminal terminal;
    private final InstantSource clock;
    private final String file;

    /// @param clock around which time series are written out
    /// @param file its path; `-` for standard input
    public CalendarFile(Terminal terminal, InstantSource clock, String file) {
        this.terminal = terminal;
        this.clock = clock;
        this.file = file;
    }

    /// Takes it over.
    ///
    /// @param busy whether only the times are wanted
    /// @param dryRun whether nothing is to be written
    /// @throws CommandFailure when the file cannot be read, or the user cannot log in
    public ImportReport run(Storage storage, Account in, User user, boolean busy, boolean dryRun) {
        ImportedCalendar calendar = read(in);
        EventTranslation translation = busy
                ? new BusyTranslation(user)
                : new MeetingTranslation(user, storage.read(in.id(), CalendarFile::byEmail));
        Storage target = dryRun ? new DryRun(storage) : storage;
        Importer importer = new Importer(new Engine(target, Catalog.types(), clock, new RandomIds()));
        return new CalendarImport(importer, in, translation, terminal).run(calendar);
    }

    private ImportedCalendar read(Account in) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.DAYS);
        CalendarFileReader reader = new CalendarFileReader(
                in.zone(), now.minus(DAYS_BEFORE, ChronoUnit.DAYS), now.plus(DAYS_AFTER, ChronoUnit.DAYS));
        try {
            if (file.equals("-")) {
                return reader.read(terminal.in());
            }
            try (InputStream stream = Files.newInputStream(Path.of(file))) {
                return reader.read(stream);
            }
        } catch (IOException e) {
            throw new CommandFailure("The file " + file + " cannot be read. Check its path and its permissions.", e);
        } catch (CalendarFileException e) {
            throw new CommandFailure("The file " + file + " cannot be imported. " + e.getMessage(), e);
        }
    }

    private static Map<String, User> byEmail(DirectoryReader people) {
        Map<String, User> users = new HashMap<>();
        List<User> page = people.users(0, USERS_PER_PAGE);
        while (!page.isEmpty()) {
            page.forEach(user -> users.put(user.email(), user));
            page = people.users(page.getLast().id().value(), USERS_PER_PAGE);
        }
        return users;
    }
}
