package io.tidemark.cli.csv;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.tree.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Saves rows, up to a thousand in a transaction. Confined to one thread.
final class RowWriter {
    private static final int ROWS_MAX = 1_000;

    /// Rows with long texts are saved sooner.
    private static final long CHARS_MAX = 4_000_000;

    private final Storage storage;
    private final Saver saver;
    private final Account account;
    private final User actor;
    private final CommandType type;
    private final Columns columns;
    private final Optional<KnownObjects> known;
    private final Labels labels;
    private final Cells cells;
    private final Tally tally;
    private final boolean dryRun;

    private final List<Pending> pending = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    /// In a dry run, what earlier rows would have created.
    private final Set<String> imagined = new HashSet<>();
    private long chars;

    /// A row that is to be saved.
    ///
    /// @param key by what its object is found; empty when it creates one in any case
    private record Pending(CsvRow row, String key, JsonObject said) {}

    /// A row whose object, if there is one, was found.
    private record Decided(Pending pending, Optional<StoredObject> before) {}

    /// @param storage where objects are looked for
    /// @param saver saves, or pretends to
    RowWriter(Storage storage, Saver saver, Account account, User actor, Target target, Tally tally) {
        this.storage = storage;
        this.saver = saver;
        this.account = account;
        this.actor = actor;
        this.type = target.type();
        this.columns = target.columns();
        this.known = target.columns().key().map(key -> new KnownObjects(target.type(), key));
        this.labels = target.labels();
        this.cells = new Cells(target.labels());
        this.tally = tally;
        this.dryRun = target.dryRun();
    }

    /// What rows become.
    ///
    /// @param type the type of the objects
    /// @param columns which cell is which field
    /// @param labels finds what cells name in words
    /// @param dryRun whether nothing that is saved stays
    record Target(CommandType type, Columns columns, Labels labels, boolean dryRun) {}

    /// Takes a row. What it becomes is decided when some have come together.
    void add(CsvRow row) {
        try {
            hold(row);
        } catch (Refusal.Refused refused) {
            refusals.add(refused.of(row));
        }
        if (pending.size() + refusals.size() >= ROWS_MAX || chars >= CHARS_MAX) {
            flush();
        }
    }

    /// A row that speaks of the same object as an earlier one must see what that did to it; one that names another
    /// object of its type in words may mean one of the rows before.
    private void hold(CsvRow row) {
        Cells.requireWidth(row, columns);
        String key = known.map(objects -> objects.value(row)).orElse("");
        if (!key.isEmpty() && keys.contains(key)) {
            flush();
        }
        JsonObject said;
        try {
            said = said(row);
        } catch (Refusal.Refused refused) {
            if (pending.isEmpty() || !namesItsOwnType(refused.field())) {
                throw refused;
            }
            flush();
            said = said(row);
        }
        pending.add(new Pending(row, key, said));
        keys.add(key);
        chars += row.chars();
    }

    private JsonObject said(CsvRow row) {
        return cells.object(row, columns, known.flatMap(KnownObjects::number));
    }

    private boolean namesItsOwnType(String field) {
        return columns.taken().stream()
                .map(Columns.Column::field)
                .anyMatch(column ->
                        column.name().equals(field) && column.refersTo().equals(Optional.of(type.name())));
    }

    /// Saves what was taken.
    void flush() {
        List<Decided> decided = storage.read(account.id(), this::decide);
        if (!decided.isEmpty()) {
            List<Save> saves = decided.stream().map(this::save).toList();
            List<Saved> saved = saver.saveAll(account, actor, "import", saves);
            for (int i = 0; i < saved.size(); i++) {
                count(decided.get(i), saved.get(i));
            }
        }
        refusals.stream()
                .sorted(Comparator.comparingLong(refusal -> refusal.row().line()))
                .forEach(tally::refused);
        pending.clear();
        refusals.clear();
        keys.clear();
        chars = 0;
    }

    private List<Decided> decide(ReadTransaction tx) {
        List<Decided> decided = new ArrayList<>();
        for (Pending one : pending) {
            try {
                decided.add(new Decided(one, known.flatMap(objects -> objects.find(tx, one.key()))));
            } catch (Refusal.Refused refused) {
                refusals.add(refused.of(one.row()));
            }
        }
        return decided;
    }

    private Save save(Decided one) {
        ObjectNumber number = one.before().map(StoredObject::number).orElse(null);
        return new Save(
                new TypeId(type.name()),
                number,
                CommandObjectType.said(one.pending().said()));
    }

    private void count(Decided one, Saved saved) {
        CsvRow row = one.pending().row();
        switch (saved) {
            case Saved.Stored(StoredObject object, boolean created) -> {
                if (!dryRun) {
                    labels.learn(object);
                }
                boolean again = dryRun
                        && created
                        && known.isPresent()
                        && !imagined.add(one.pending().key());
                boolean same = one.before()
                        .filter(before -> before.version().equals(object.version()))
                        .isPresent();
                if (created && !again) {
                    tally.created();
                } else if (same) {
                    tally.unchanged();
                } else {
                    tally.changed();
                }
            }
            case Saved.NotThere _ ->
                refusals.add(new Refusal(row, "", "There is no such " + type.name() + " any more."));
            case Saved.Refused(ErrorCode _, String sentence) -> refusals.add(Refusal.byRule(row, sentence));
        }
    }
}
