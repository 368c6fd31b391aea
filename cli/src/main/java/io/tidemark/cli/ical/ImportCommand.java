package io.tidemark.cli.ical;

import io.tidemark.calendar.ical.CalendarFileException;
import io.tidemark.calendar.ical.CalendarFileReader;
import io.tidemark.calendar.ical.ImportedCalendar;
import io.tidemark.catalog.Catalog;
import io.tidemark.cli.data.AccountOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidemark import`.
@Command(
        name = "import",
        description = {
            "Takes over a calendar file (.ics) as Outlook, Google and Apple export it.",
            "",
            "Meetings come over with their people. A meeting whose organizer is a user here is hosted by the organizer, so"
                    + " that the files of two people who meet become one meeting. Any other meeting is hosted by the user of"
                    + " --user; its organizer is invited as a guest. People who are not known become guests. No invitation"
                    + " is sent.",
            "With --busy only the times come over, as busy slots of that user: no titles, no people. Free, declined and"
                    + " called-off events are left out.",
            "What does not come over, entirely or in part, is listed; what most events have, such as reminders, in one"
                    + " line for all. Importing a file again changes only what differs; what"
                    + " an earlier import made of an event that is gone from the file, or called off since, stays.",
            "Series that no pattern can say become single meetings from a year ago to two years ahead."
        },
        footer = {
            "",
            "Works on the data folder itself: stop the server first.",
            "",
            "Examples:",
            "  tidemark import calendar.ics --user ida@acme.example --dry-run",
            "  tidemark import private.ics --user ida@acme.example --busy"
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int DAYS_BEFORE = 366;
    private static final int DAYS_AFTER = 731;
    private static final int USERS_PER_PAGE = 1_000;

    private final Terminal terminal;
    private final InstantSource clock;

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Parameters(paramLabel = "FILE", description = "The calendar file; - for standard input.")
    private String file = "";

    @Option(names = "--user", required = true, paramLabel = "EMAIL", description = "Whose calendar it is.")
    private String email = "";

    @Option(names = "--busy", description = "Take over when the user is busy, and nothing else.")
    private boolean busy;

    @Option(names = "--dry-run", description = "Tell what would happen, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /// @param clock around which time series are written out
    public ImportCommand(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ImportReport report = account.run(this::run);
        if (!json && !report.losses().isEmpty()) {
            terminal.print(report.table(), false);
        }
        terminal.print(report.sentence(dryRun), report.object(dryRun), json);
        return report.losses().isEmpty() ? ExitCode.DONE : ExitCode.PARTLY;
    }

    private ImportReport run(Storage storage, Account in) {
        User user = storage.read(in.id(), tx -> AccountOptions.user(tx, email));
        if (!user.mayLogIn()) {
            throw new CommandFailure(user.email() + " cannot log in: a guest, or disabled. Name another user.");
        }
        ImportedCalendar calendar = read(in);
        EventTranslation translation = busy
                ? new BusyTranslation(user)
                : new MeetingTranslation(user, storage.read(in.id(), ImportCommand::byEmail));
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
