package io.tidemark.cli.csv;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What cells name in words: the object of a type whose label is that, in any case. The labels of a type are read when
/// the first one is asked for. Confined to one thread.
final class Labels {
    /// A type with more objects is named by numbers only: its labels would need too much memory.
    static final int LABELS_MAX = 100_000;

    private static final int PAGE = 1_000;
    private static final long SEVERAL = -1;

    private final Storage storage;
    private final AccountId account;
    private final CommandTypes types;
    private final Map<String, Map<String, Long>> known = new HashMap<>();

    Labels(Storage storage, AccountId account, CommandTypes types) {
        this.storage = storage;
        this.account = account;
        this.types = types;
    }

    /// The number of what is named.
    ///
    /// @param field the field whose cell names it
    /// @throws Refusal.Refused when nothing is named so, or more than one
    long number(String type, String label, String field) {
        Map<String, Long> labels = known.computeIfAbsent(type, this::read);
        if (labels.size() > LABELS_MAX) {
            throw new Refusal.Refused(
                    field,
                    "There are too many objects of the type " + type + " to name one in words: give its number.");
        }
        Long number = labels.get(folded(label));
        if (number == null) {
            throw new Refusal.Refused(
                    field,
                    "The field " + field + " names no " + type + ": nothing there has this title, nor is it a number.");
        }
        if (number == SEVERAL) {
            throw new Refusal.Refused(
                    field,
                    "The field " + field + " names more than one " + type + ": give the number of the right one.");
        }
        return number;
    }

    /// Learns of an object that was saved.
    void learn(StoredObject object) {
        String type = object.key().type().value();
        Map<String, Long> labels = known.get(type);
        if (labels != null && labels.size() <= LABELS_MAX) {
            add(
                    labels,
                    label(types.type(type).orElseThrow(), object),
                    object.number().value());
        }
    }

    private Map<String, Long> read(String type) {
        return storage.read(account, tx -> switch (type) {
            case "user" -> users(tx);
            case "team" -> {
                Map<String, Long> teams = new HashMap<>();
                tx.teams().forEach(team -> add(teams, team.name(), team.id()));
                yield teams;
            }
            default -> objects(tx, types.type(type).orElseThrow());
        });
    }

    /// By email, which is nobody else's, and by name.
    private static Map<String, Long> users(ReadTransaction tx) {
        Map<String, Long> users = new HashMap<>();
        List<User> page = tx.users(0, PAGE);
        while (!page.isEmpty() && users.size() <= LABELS_MAX) {
            for (User user : page) {
                add(users, user.email(), user.id().value());
                add(users, user.name(), user.id().value());
            }
            page = tx.users(page.getLast().id().value(), PAGE);
        }
        return users;
    }

    private static Map<String, Long> objects(ReadTransaction tx, CommandType type) {
        Map<String, Long> labels = new HashMap<>();
        ObjectNumber after = new ObjectNumber(ObjectNumber.BEFORE_ALL);
        List<ObjectNumber> page;
        do {
            TypeId id = new TypeId(type.name());
            page = type.selection().isPresent()
                    ? tx.living(id, after, PAGE)
                    : tx.selected(Principal.EVERYONE, id, tx.head().sequence(), after, PAGE);
            for (ObjectNumber number : page) {
                tx.object(number)
                        .filter(object -> isShown(type, object))
                        .ifPresent(object -> add(labels, label(type, object), number.value()));
                after = number;
            }
        } while (!page.isEmpty() && labels.size() <= LABELS_MAX);
        return labels;
    }

    private static boolean isShown(CommandType type, StoredObject object) {
        return type.deletion()
                .filter(deletion -> CommandObjectType.holds(object.body(), deletion.field(), "1"))
                .isEmpty();
    }

    private static String label(CommandType type, StoredObject stored) {
        JsonObject object = CommandObjectType.object(stored);
        return type.label().stream()
                .map(field ->
                        object.get(field).orElse(JsonText.EMPTY) instanceof JsonText(String text) ? text.strip() : "")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static void add(Map<String, Long> labels, String label, long number) {
        if (!label.isBlank()) {
            labels.merge(folded(label), number, (one, other) -> one.equals(other) ? one : Long.valueOf(SEVERAL));
        }
    }

    private static String folded(String label) {
        return label.strip().toLowerCase(Locale.ROOT);
    }
}
