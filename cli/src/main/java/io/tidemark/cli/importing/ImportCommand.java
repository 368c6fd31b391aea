package io.tidemark.cli.importing;

import io.tidemark.cli.csv.CsvImport;
import io.tidemark.cli.csv.CsvReport;
import io.tidemark.cli.csv.CsvWish;
import io.tidemark.cli.data.AccountOptions;
import io.tidemark.cli.ical.CalendarFile;
import io.tidemark.cli.ical.ImportReport;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tidemark import`.
@Command(
        name = "import",
        description = {
            "Takes over a calendar file (.ics), or the rows of a table (.csv) or the objects of a JSON file (.json,"
                    + " .jsonl) as objects of the command API.",
            "",
            "Calendars, as Outlook, Google and Apple export them:",
            "Meetings come over with their people. A meeting whose organizer is a user here is hosted by the organizer, so"
                    + " that the files of two people who meet become one meeting. Any other meeting is hosted by the user of"
                    + " --user; its organizer is invited as a guest. People who are not known become guests. No invitation"
                    + " is sent.",
            "With --busy only the times come over, as busy slots of that user: no titles, no people. Free, declined and"
                    + " called-off events are left out.",
            "What does not come over, entirely or in part, is listed; what most events have, such as reminders, in one"
                    + " line for all. Importing a file again changes only what differs; what"
                    + " an earlier import made of an event that is gone from the file, or called off since, stays.",
            "Series that no pattern can say become single meetings from a year ago to two years ahead.",
            "",
            "Tables, with --type:",
            "The first line names the columns. A column with the name of a field fills that field; --map names others. An"
                    + " empty cell says nothing: what is there stays. A number that refers to something can also be its"
                    + " title, or a user's email; several values in a cell are separated by |. Days are 2026-03-04 or"
                    + " 04-03-2026, decimals have a point.",
            "With --key, an object that has the same value in that field is changed instead of a second one created, so"
                    + " that a file can be imported again. Rows that break a rule are refused one by one and listed; the"
                    + " others come over.",
            "",
            "JSON, with --type:",
            "An array of objects, or one object after the other (JSON lines). Members have the names of fields, and values"
                    + " as the command API sends them, sets and collections too; --map names others, null says nothing."
                    + " A number that refers to something can also be its title here. Everything else is as for tables;"
                    + " entries are counted from 1."
        },
        footer = {
            "",
            "Works on the data folder itself: stop the server first.",
            "",
            "Examples:",
            "  tidemark import calendar.ics --user ida@acme.example --dry-run",
            "  tidemark import private.ics --user ida@acme.example --busy",
            "  tidemark import customers.csv --type customer --key customernumber --dry-run",
            "  tidemark import customers.csv --type customer --key customernumber \\",
            "    --map name=Company,city=Town,typeid=Kind --delimiter ';' --rejects refused.csv",
            "  tidemark import settings.json --type appsettings --dry-run"
        })
public final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Parameters(paramLabel = "FILE", description = "The file; - for standard input.")
    private String file = "";

    @Option(
            names = "--user",
            paramLabel = "EMAIL",
            description = "Whose calendar it is; otherwise, who the log says did it (default: the first user).")
    private Optional<String> email = Optional.empty();

    @Option(names = "--busy", description = "Calendars: take over when the user is busy, and nothing else.")
    private boolean busy;

    @ArgGroup(exclusive = false, heading = "Tables and JSON:%n")
    private TableOptions table = new TableOptions();

    @Option(names = "--dry-run", description = "Tell what would happen, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /// @param clock what time it is
    public ImportCommand(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /// The options for tables and JSON files.
    static final class TableOptions {
        @Option(
                names = "--type",
                paramLabel = "TYPE",
                description =
                        "What rows or objects are: customer, person, tool, product, todo, … A wrong word lists all.")
        private Optional<String> type = Optional.empty();

        @Option(
                names = "--map",
                paramLabel = "FIELD=COLUMN",
                split = ",",
                description = "The column or member for a field, when it is named otherwise. Can be repeated.")
        private Map<String, String> columns = new LinkedHashMap<>();

        @Option(
                names = "--key",
                paramLabel = "FIELD",
                description = "Find the object of an entry by this field, such as customernumber.")
        private Optional<String> key = Optional.empty();

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "csv or json (default: by the name of the file; csv for standard input).")
        private Optional<String> format = Optional.empty();

        @Option(
                names = "--delimiter",
                paramLabel = "CHARACTER",
                description = "Tables: what stands between cells; \\t for a tabulator (default: a comma).")
        private Optional<String> delimiter = Optional.empty();

        @Option(
                names = "--rejects",
                paramLabel = "FILE",
                description = "Write all entries that were refused into this file, each with the reason.")
        private Optional<Path> rejects = Optional.empty();

        private boolean isUsed() {
            return type.isPresent()
                    || !columns.isEmpty()
                    || key.isPresent()
                    || format.isPresent()
                    || delimiter.isPresent()
                    || rejects.isPresent();
        }
    }

    @Override
    public Integer call() {
        if (table.type.isPresent()) {
            return importTable(table.type.get());
        }
        if (table.isUsed() || file.toLowerCase(Locale.ROOT).endsWith(".csv") || isNamedJson()) {
            throw usage("A table or JSON file needs --type: what its entries are, such as customer");
        }
        return importCalendar(email.orElseThrow(() -> usage("A calendar needs --user: whose it is")));
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private int importCalendar(String owner) {
        ImportReport report = account.run((storage, in) ->
                new CalendarFile(terminal, clock, file).run(storage, in, user(storage, in, owner), busy, dryRun));
        if (!json && !report.losses().isEmpty()) {
            terminal.print(report.table(), false);
        }
        terminal.print(report.sentence(dryRun), report.object(dryRun), json);
        return report.losses().isEmpty() ? ExitCode.DONE : ExitCode.PARTLY;
    }

    private int importTable(String type) {
        if (busy) {
            throw usage("--busy is for calendars");
        }
        CsvWish wish = new CsvWish(
                file,
                isJson(),
                type.toLowerCase(Locale.ROOT),
                table.columns,
                table.key.map(key -> key.toLowerCase(Locale.ROOT)),
                delimiter(),
                table.rejects,
                dryRun);
        CsvReport report =
                account.run((storage, in) -> new CsvImport(terminal, clock).run(storage, in, actor(storage, in), wish));
        if (!json && report.refused() > 0) {
            terminal.print(report.table(), false);
            report.more().ifPresent(more -> terminal.print(List.of(more)));
        }
        terminal.print(report.sentence(dryRun), report.object(dryRun), json);
        return report.refused() == 0 ? ExitCode.DONE : ExitCode.PARTLY;
    }

    private boolean isNamedJson() {
        String name = file.toLowerCase(Locale.ROOT);
        return Stream.of(".json", ".jsonl", ".ndjson").anyMatch(name::endsWith);
    }

    private boolean isJson() {
        boolean json = table.format
                .map(format -> switch (format.toLowerCase(Locale.ROOT)) {
                    case "json" -> true;
                    case "csv" -> false;
                    default -> throw usage("--format is csv or json");
                })
                .orElseGet(this::isNamedJson);
        if (json && table.delimiter.isPresent()) {
            throw usage("--delimiter is for tables");
        }
        return json;
    }

    private char delimiter() {
        String text =
                table.delimiter.map(given -> given.equals("\\t") ? "\t" : given).orElse(",");
        if (text.length() != 1 || text.equals("\"") || (text.isBlank() && !text.equals("\t"))) {
            throw usage("--delimiter is one character, such as ; or \\t, and no quotation mark");
        }
        return text.charAt(0);
    }

    private User actor(Storage storage, Account in) {
        return email.map(owner -> user(storage, in, owner))
                .orElseGet(() -> storage.read(in.id(), tx -> tx.users(0, 1_000)).stream()
                        .filter(User::mayLogIn)
                        .findFirst()
                        .orElseThrow(() -> new CommandFailure("There is no user yet who could have done it. Make one"
                                + " with: tidemark admin user add")));
    }

    private static User user(Storage storage, Account in, String email) {
        User user = storage.read(in.id(), tx -> AccountOptions.user(tx, email));
        if (!user.mayLogIn()) {
            throw new CommandFailure(user.email() + " cannot log in: a guest, or disabled. Name another user.");
        }
        return user;
    }
}
