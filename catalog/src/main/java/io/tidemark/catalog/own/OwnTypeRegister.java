package io.tidemark.catalog.own;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.DescribedObject;
import io.tidemark.catalog.command.TypeDescriptionException;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.TreeWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes descriptions of own types into accounts. What has a mistake, or would not fit objects that are there,
/// is refused as a whole. Thread-safe.
public final class OwnTypeRegister {
    /// The longest file of descriptions, in characters.
    public static final int DESCRIPTION_CHARS_MAX = 256 * 1024;

    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    private final Storage storage;
    private final OwnTypes types;
    private final Saver saver;

    /// @param storage where accounts are
    /// @param types the types of each account
    /// @param clock what time it is
    /// @param ids new identifiers
    public OwnTypeRegister(Storage storage, OwnTypes types, InstantSource clock, IdSource ids) {
        this.storage = storage;
        this.types = types;
        this.saver = new Saver(storage, types.standard().objects(), clock, ids);
    }

    /// A type that an account has added.
    ///
    /// @param type its description, read
    /// @param json the same as it was given
    /// @param used whether there are objects of it, the hidden ones too
    /// @param commands the names of its commands
    public record Described(CommandType type, String json, boolean used, List<String> commands) {
        public Described {
            commands = List.copyOf(commands);
        }
    }

    /// Adds the types of a file, or describes them anew.
    ///
    /// @param actor who does it, for the log
    /// @param source the file's name, for the places of mistakes
    /// @return the names of the types
    /// @throws TypeDescriptionException if there is a mistake; names its place, and nothing was changed
    public List<String> put(Account account, User actor, String source, String json) {
        Map<String, String> given = split(source, json);
        Saved saved = saver.run(
                account, actor, new SaveCall("own type", null), saving -> put(account, saving, source, json, given));
        return stored(saved, List.copyOf(given.keySet()));
    }

    private Current put(Account account, Saving saving, String source, String json, Map<String, String> given) {
        ReadTransaction tx = saving.stored();
        TypesOfAccount before = types.of(account.id(), tx);
        Map<String, ObjectNumber> numbers = new LinkedHashMap<>();
        OwnTypes.stored(tx).forEach(stored -> numbers.put(stored.name(), stored.number()));
        long others = numbers.keySet().stream()
                .filter(name -> !given.containsKey(name))
                .count();
        if (others + given.size() > OwnTypes.TYPES_MAX) {
            throw new TypeDescriptionException(source, "An account has at most " + OwnTypes.TYPES_MAX + " own types.");
        }
        Map<String, String> all = others(tx, before, given.keySet());
        all.put(all.containsKey(source) ? source + " (file)" : source, json);
        for (CommandType type : types.types(all).own()) {
            if (given.containsKey(type.name()) && isUsed(tx, type.name())) {
                before(tx, type.name()).forEach(old -> Successor.check(source, old, type));
            }
        }
        Current last = null;
        for (Map.Entry<String, String> description : given.entrySet()) {
            JsonObject said = JsonObject.EMPTY
                    .with(OwnTypes.NAME, new JsonText(description.getKey()))
                    .with(OwnTypes.DESCRIPTION, new JsonText(description.getValue()));
            last = saving.save(new Save(OwnTypes.ID, numbers.get(description.getKey()), CommandObjectType.said(said)));
        }
        return Objects.requireNonNull(last);
    }

    /// What a type was, also when it is left out because it fits nothing else any more.
    private static List<CommandType> before(ReadTransaction tx, String name) {
        try {
            return OwnTypes.stored(tx).stream()
                    .filter(stored -> stored.name().equals(name))
                    .flatMap(stored -> CommandTypes.read(name, stored.json()).stream())
                    .toList();
        } catch (TypeDescriptionException e) {
            return List.of(); // nothing is known of its fields, and any description is better
        }
    }

    /// The descriptions that stay, but for those that are left out because of a mistake: they hold up no other.
    private static Map<String, String> others(ReadTransaction tx, TypesOfAccount before, Set<String> without) {
        Set<String> sound = before.own().stream().map(CommandType::name).collect(Collectors.toSet());
        Map<String, String> others = new LinkedHashMap<>();
        OwnTypes.stored(tx).stream()
                .filter(stored -> sound.contains(stored.name()) && !without.contains(stored.name()))
                .forEach(stored -> others.put(stored.name(), stored.json()));
        return others;
    }

    /// Removes a type of which there is no object.
    ///
    /// @param actor who does it, for the log
    /// @throws TypeDescriptionException if there is none, it has objects, or another type refers to it
    public void remove(Account account, User actor, String name) {
        Saved saved = saver.run(account, actor, new SaveCall("own type", null), saving -> {
            ReadTransaction tx = saving.stored();
            OwnTypes.Stored gone = OwnTypes.stored(tx).stream()
                    .filter(stored -> stored.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeDescriptionException(name, "This account has added no such type."));
            if (isUsed(tx, name)) {
                throw new TypeDescriptionException(
                        name, "There are objects of this type, hidden ones maybe, so it stays: devices have copies.");
            }
            types.types(others(tx, types.of(account.id(), tx), Set.of(name)));
            JsonObject said = JsonObject.EMPTY.with(OwnTypes.NAME, JsonText.EMPTY);
            return saving.save(new Save(OwnTypes.ID, gone.number(), CommandObjectType.said(said)));
        });
        stored(saved, name);
    }

    /// The own types of an account, by name.
    public List<Described> all(Account account) {
        return storage.read(account.id(), tx -> {
            TypesOfAccount here = types.of(account.id(), tx);
            Map<String, String> json = new LinkedHashMap<>();
            OwnTypes.stored(tx).forEach(stored -> json.put(stored.name(), stored.json()));
            return here.own().stream()
                    .map(type -> new Described(
                            type,
                            json.getOrDefault(type.name(), ""),
                            isUsed(tx, type.name()),
                            here.commands().values().stream()
                                    .filter(command -> command.type().equals(type))
                                    .map(command -> command.description().name())
                                    .sorted()
                                    .toList()))
                    .toList();
        });
    }

    /// What is wrong with descriptions of an account; they are left out.
    public List<String> mistakes(Account account) {
        return storage.read(account.id(), tx -> types.of(account.id(), tx).mistakes());
    }

    private static <T> T stored(Saved saved, T result) {
        return switch (saved) {
            case Saved.Stored _ -> result;
            case Saved.NotThere _, Saved.Refused _ ->
                throw new IllegalStateException("a description was not taken: " + saved);
        };
    }

    private static boolean isUsed(ReadTransaction tx, String name) {
        return !tx.living(new TypeId(name), new ObjectNumber(ObjectNumber.BEFORE_ALL), 1)
                .isEmpty();
    }

    /// The descriptions in a file, one for each type, by the type's name.
    private static Map<String, String> split(String source, String json) {
        if (json.length() > DESCRIPTION_CHARS_MAX) {
            throw new TypeDescriptionException(
                    source, "A file of types has at most " + DESCRIPTION_CHARS_MAX + " characters.");
        }
        try {
            Map<String, String> all = new LinkedHashMap<>();
            for (DescribedObject type : new DescribedObject(source, READER.read(json)).objects("types")) {
                JsonObject alone = JsonObject.EMPTY.with("types", new JsonArray(List.of(type.object())));
                if (all.put(type.text("name"), TreeWriter.text(alone)) != null) {
                    throw type.mistake("The type " + type.text("name") + " is described twice.");
                }
            }
            if (all.isEmpty()) {
                throw new TypeDescriptionException(source, "There is no type in it: {\"types\": [...]}.");
            }
            return all;
        } catch (WireException e) {
            throw new TypeDescriptionException(source + ": " + e.path(), e.sentence());
        }
    }
}
