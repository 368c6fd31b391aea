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
import io.tidemark.protocol.tree.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Saves entries, up to a thousand in a transaction. Confined to one thread.
///
/// @param <E> what they are
final class EntryWriter<E extends Entry> {
    private static final int ENTRIES_MAX = 1_000;

    /// Entries with long texts are saved sooner.
    private static final long CHARS_MAX = 4_000_000;

    private final Storage storage;
    private final Saver saver;
    private final Account account;
    private final User actor;
    private final CommandType type;
    private final Wording<E> wording;
    private final Optional<KnownObjects> known;
    private final Labels labels;
    private final Tally<E> tally;
    private final boolean dryRun;

    private final List<Pending<E>> pending = new ArrayList<>();
    private final List<Refusal<E>> refusals = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    /// In a dry run, what earlier entries would have created.
    private final Set<String> imagined = new HashSet<>();
    private long chars;

    /// An entry that is to be saved.
    ///
    /// @param key by what its object is found; empty when it creates one in any case
    private record Pending<E extends Entry>(E entry, String key, JsonObject said) {}

    /// An entry whose object, if there is one, was found.
    private record Decided<E extends Entry>(Pending<E> pending, Optional<StoredObject> before) {}

    /// @param storage where objects are looked for
    /// @param saver saves, or pretends to
    EntryWriter(Storage storage, Saver saver, Account account, User actor, Target<E> target, Tally<E> tally) {
        this.storage = storage;
        this.saver = saver;
        this.account = account;
        this.actor = actor;
        this.type = target.type();
        this.wording = target.wording();
        this.known = target.wording().known();
        this.labels = target.labels();
        this.tally = tally;
        this.dryRun = target.dryRun();
    }

    /// What entries become.
    ///
    /// @param type the type of the objects
    /// @param wording what entries mean
    /// @param labels finds what they name in words
    /// @param dryRun whether nothing that is saved stays
    record Target<E extends Entry>(CommandType type, Wording<E> wording, Labels labels, boolean dryRun) {}

    /// Takes an entry. What it becomes is decided when some have come together.
    void add(E entry) {
        try {
            hold(entry);
        } catch (Refusal.Refused refused) {
            refusals.add(refused.of(entry));
        }
        if (pending.size() + refusals.size() >= ENTRIES_MAX || chars >= CHARS_MAX) {
            flush();
        }
    }

    /// An entry that speaks of the same object as an earlier one must see what that did to it; one that names another
    /// object of its type in words may mean one of the entries before.
    private void hold(E entry) {
        String key = wording.key(entry);
        if (!key.isEmpty() && keys.contains(key)) {
            flush();
        }
        JsonObject said;
        try {
            said = wording.said(entry);
        } catch (Refusal.Refused refused) {
            if (pending.isEmpty() || !wording.namesItsOwnType(refused.field())) {
                throw refused;
            }
            flush();
            said = wording.said(entry);
        }
        pending.add(new Pending<>(entry, key, said));
        keys.add(key);
        chars += entry.chars();
    }

    /// Saves what was taken.
    void flush() {
        List<Decided<E>> decided = storage.read(account.id(), this::decide);
        if (!decided.isEmpty()) {
            List<Save> saves = decided.stream().map(this::save).toList();
            List<Saved> saved = saver.saveAll(account, actor, "import", saves);
            for (int i = 0; i < saved.size(); i++) {
                count(decided.get(i), saved.get(i));
            }
        }
        refusals.stream()
                .sorted(Comparator.comparingLong(refusal -> refusal.entry().place()))
                .forEach(tally::refused);
        pending.clear();
        refusals.clear();
        keys.clear();
        chars = 0;
    }

    private List<Decided<E>> decide(ReadTransaction tx) {
        List<Decided<E>> decided = new ArrayList<>();
        for (Pending<E> one : pending) {
            try {
                decided.add(new Decided<>(one, known.flatMap(objects -> objects.find(tx, one.key()))));
            } catch (Refusal.Refused refused) {
                refusals.add(refused.of(one.entry()));
            }
        }
        return decided;
    }

    private Save save(Decided<E> one) {
        ObjectNumber number = one.before().map(StoredObject::number).orElse(null);
        JsonObject said = one.pending().said();
        JsonObject decided = JsonObject.EMPTY;
        for (String field : wording.decided()) {
            Optional<JsonValue> value = said.get(field);
            decided = value.isPresent() ? decided.with(field, value.get()) : decided;
            said = said.without(field);
        }
        return new Save(
                new TypeId(type.name()), number, CommandObjectType.said(said), CommandObjectType.decided(decided));
    }

    private void count(Decided<E> one, Saved saved) {
        E entry = one.pending().entry();
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
                refusals.add(new Refusal<>(entry, "", "There is no such " + type.name() + " any more."));
            case Saved.Refused(ErrorCode _, String sentence) -> refusals.add(Refusal.byRule(entry, sentence));
        }
    }
}
