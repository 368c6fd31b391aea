package io.tidemark.catalog.command;

import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.storage.ReadTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Which objects are to be written anew when something has changed. Immutable after construction.
final class TextJobs {
    static final String CUSTOM_FIELD = "customfield";
    static final String OWN_TYPE = "owntype";

    private final CommandTypes types;
    private final Map<String, List<Job>> naming = new HashMap<>();

    /// @param types all types of the account
    TextJobs(CommandTypes types) {
        this.types = types;
        types.all().forEach(type -> type.fields().forEach(field -> learn(type, field)));
    }

    /// Objects to write anew.
    ///
    /// @param type which
    /// @param field the field that names what has changed; empty for all objects of the type
    record Job(CommandType type, String field) {}

    private void learn(CommandType type, CommandField field) {
        if (type.key().isPresent() && field.derivation().orElse(null) instanceof Derivation.TextOf(var sources)) {
            for (String source : sources) {
                if (type.field(source).orElseThrow().reference().orElse(null) instanceof Reference.ToType toType) {
                    naming.computeIfAbsent(toType.type(), named -> new ArrayList<>())
                            .add(new Job(type, source));
                }
            }
        }
    }

    /// Whether an entry defines a custom field.
    static boolean isDefinition(LogEntry entry) {
        return entry.key().type().value().equals(CUSTOM_FIELD);
    }

    /// Whether an entry describes an account's own type.
    static boolean isDescription(LogEntry entry) {
        return entry.key().type().value().equals(OWN_TYPE);
    }

    private static boolean isProfile(LogEntry entry) {
        return entry.key().type().equals(UserProfile.TYPE);
    }

    /// The number by which other objects refer to what has changed: a profile is referred to by its user's.
    static long referred(LogEntry entry) {
        return isProfile(entry)
                ? UserProfile.user(entry.key()).value()
                : Objects.requireNonNull(entry.number()).value();
    }

    /// Whether an object that was there before, or a user, has another label now.
    boolean isLabelled(LogEntry entry) {
        if (isProfile(entry)) {
            return entry.fields().contains(UserProfile.NAME);
        }
        boolean isNew = entry.previous().equals(Sequence.ZERO);
        return !isNew
                && types.type(entry.key().type().value())
                        .filter(described -> described.label().stream().anyMatch(entry.fields()::contains))
                        .isPresent();
    }

    /// What an entry asks for.
    List<Job> of(ReadTransaction tx, LogEntry entry) {
        if (isDefinition(entry)) {
            return ofDefinition(words(tx, entry, "modcode"));
        }
        if (isDescription(entry)) {
            return ofDescription(words(tx, entry, "name"));
        }
        return isLabelled(entry) ? naming.getOrDefault(entry.key().type().value(), List.of()) : List.of();
    }

    private List<Job> ofDefinition(Set<String> words) {
        return types.all().stream()
                .filter(type -> type.customFields()
                        .filter(use -> words.contains(use.objectType()))
                        .isPresent())
                .map(type -> new Job(type, ""))
                .toList();
    }

    /// A description may have new fields for all objects of its type, and another label in those that show
    /// them.
    private List<Job> ofDescription(Set<String> names) {
        Set<CommandType> all = new LinkedHashSet<>();
        names.stream().flatMap(name -> types.type(name).stream()).forEach(all::add);
        names.forEach(name ->
                naming.getOrDefault(name, List.of()).stream().map(Job::type).forEach(all::add));
        return all.stream().map(type -> new Job(type, "")).toList();
    }

    /// What stands in a field of what an entry is about, now and before.
    private static Set<String> words(ReadTransaction tx, LogEntry entry, String field) {
        Set<String> words = new HashSet<>();
        tx.object(entry.key())
                .filter(object -> !object.deleted())
                .ifPresent(object -> words.add(text(object.body(), field)));
        if (entry.before() != null) {
            words.add(text(entry.before(), field));
        }
        return words;
    }

    private static String text(byte[] body, String field) {
        return Numbers.text(StoredText.object(body), field);
    }
}
