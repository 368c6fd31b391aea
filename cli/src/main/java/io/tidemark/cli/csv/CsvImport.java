package io.tidemark.cli.csv;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.CustomField;
import io.tidemark.catalog.command.StoredCustomFields;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.cli.data.DryRun;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Nearest;
import io.tidemark.cli.terminal.Progress;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.RandomIds;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes the entries of a file over as objects of the command API, as if each was saved by a client: the rules of its
/// type hold. Done in parts, so memory is bounded however long the file is; what is done stays done when it is
/// interrupted. The rows of a CSV file, or the objects of a JSON file ([CsvWish#json]). Confined to one thread.
public final class CsvImport {
    /// Types whose objects are more than their fields, and what to do instead.
    private static final Map<String, String> NOT_FROM_FILES = Map.of(
            "user", "Users are added with: tidemark admin user add",
            "team", "Teams are added with: tidemark admin team add",
            "document", "Files are sent through the command API, since a row does not hold their bytes.");

    private final Terminal terminal;
    private final InstantSource clock;
    private final OwnTypes own = new OwnTypes();

    /// @param clock what time it is
    public CsvImport(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /// Reads the whole file.
    ///
    /// @param actor who saves, for the log
    /// @throws CommandFailure when the wish cannot be understood, or the file not read to its end; what came
    /// before stays
    public CsvReport run(Storage storage, Account account, User actor, CsvWish wish) {
        CommandTypes types =
                storage.read(account.id(), tx -> own.known(account.id(), tx)).types();
        CommandType type = type(types, wish.type());
        List<CustomField> customFields = storage.read(account.id(), tx -> StoredCustomFields.of(type, tx));
        Labels labels = new Labels(storage, account.id(), types);
        Storage target = wish.dryRun() ? new DryRun(storage) : storage;
        Saver saver = new Saver(target, own, clock, new RandomIds());
        Saving saving = new Saving(target, saver, account, actor, type, labels, wish);
        return wish.json() ? ofJson(saving, customFields) : ofCsv(saving, customFields);
    }

    /// Where entries go.
    private record Saving(
            Storage target, Saver saver, Account account, User actor, CommandType type, Labels labels, CsvWish wish) {
        <E extends Entry> EntryWriter<E> writer(Wording<E> wording, Tally<E> tally) {
            return new EntryWriter<>(
                    target,
                    saver,
                    account,
                    actor,
                    new EntryWriter.Target<>(type, wording, labels, wish.dryRun()),
                    tally);
        }
    }

    private CsvReport ofCsv(Saving saving, List<CustomField> customFields) {
        CsvWish wish = saving.wish();
        try (CsvFile file = CsvFile.open(wish.file(), terminal.in(), wish.delimiter())) {
            Columns columns = Columns.of(saving.type(), customFields, file.header(), wish);
            if (!columns.left().isEmpty()) {
                terminal.note("Not taken over: the columns " + String.join(", ", columns.left()) + ".");
            }
            Wording<CsvRow> wording = new CsvWording(saving.type(), columns, new Cells(saving.labels()));
            Optional<Rejects<CsvRow>> rejects = wish.rejects().map(path -> CsvRejects.open(path, wish, file.header()));
            return read(file, saving, wording, "line", rejects);
        }
    }

    private CsvReport ofJson(Saving saving, List<CustomField> customFields) {
        CsvWish wish = saving.wish();
        JsonWording wording =
                new JsonWording(saving.type(), Field.of(saving.type(), customFields), wish, saving.labels());
        try (JsonFile file = JsonFile.open(wish.file(), terminal.in())) {
            Optional<Rejects<JsonEntry>> rejects = wish.rejects().map(path -> JsonRejects.open(path, wish));
            CsvReport report = read(file, saving, wording, "entry", rejects);
            if (!wording.left().isEmpty()) {
                terminal.note("Not taken over: the members " + String.join(", ", wording.left()) + ".");
            }
            return report;
        }
    }

    private <E extends Entry> CsvReport read(
            Entries<E> file, Saving saving, Wording<E> wording, String unit, Optional<Rejects<E>> rejects) {
        try {
            Tally<E> tally = new Tally<>(unit, rejects);
            return read(file, saving.writer(wording, tally), tally);
        } finally {
            rejects.ifPresent(Rejects::close);
        }
    }

    private static CommandType type(CommandTypes types, String name) {
        CommandType type = types.type(name)
                .filter(known -> known.key().isPresent())
                .orElseThrow(() -> new CommandFailure(
                        "There is no type " + name + " of objects. " + Nearest.sentence(name, typeNames(types))));
        instead(type).ifPresent(instead -> {
            throw new CommandFailure("Objects of the type " + name + " cannot be imported. " + instead);
        });
        return type;
    }

    /// What to do instead of an import.
    private static Optional<String> instead(CommandType type) {
        boolean isKept = type.lookups().stream().flatMap(List::stream).anyMatch(field -> field.startsWith("."));
        return Optional.ofNullable(NOT_FROM_FILES.get(type.name()))
                .or(() -> Optional.of("They are made through the command API, since the server keeps more of each than"
                                + " its fields.")
                        .filter(sentence -> isKept));
    }

    private static List<String> typeNames(CommandTypes types) {
        return types.all().stream()
                .filter(type -> type.key().isPresent() && instead(type).isEmpty())
                .map(CommandType::name)
                .sorted()
                .toList();
    }

    private <E extends Entry> CsvReport read(Entries<E> file, EntryWriter<E> writer, Tally<E> tally) {
        try (Progress progress = Progress.ofBytes(terminal, "Importing", file.length())) {
            long shown = 0;
            for (Optional<E> entry = file.next(); entry.isPresent(); entry = file.next()) {
                writer.add(entry.get());
                progress.step(file.bytesRead() - shown);
                shown = file.bytesRead();
            }
            writer.flush();
        } catch (SyncException e) {
            throw new CommandFailure(
                    "The import stopped. " + tally.soFar() + " " + e.getMessage()
                            + " Then import the file again, with --key so that nothing is created twice.",
                    e);
        } catch (CommandFailure e) {
            writer.flush();
            throw new CommandFailure(e.getMessage() + " " + tally.soFar(), e);
        }
        return tally.report();
    }
}
