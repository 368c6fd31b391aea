package io.tidemark.catalog.own;

import io.tidemark.catalog.command.Access;
import io.tidemark.catalog.command.CommandField;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.Derivation;
import io.tidemark.catalog.command.TypeDescriptionException;
import io.tidemark.protocol.command.value.BasicKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What own types keep to beyond what holds for every type: names from which commands can be made, and nothing
/// that needs code of the server. Stateless.
final class OwnTypeRules {
    /// Most fields of a type.
    static final int FIELDS_MAX = 200;

    /// Most rules of a type, and most limits: each is asked for every object that is written.
    static final int RULES_MAX = 10;

    /// Most lookups of a type: each is written with every object.
    static final int LOOKUPS_MAX = 10;

    private static final Pattern NAME = Pattern.compile("[a-z]{2,24}");
    private static final Pattern WORD = Pattern.compile("[a-z]{2,50}");
    private static final Set<BasicKind> FOUND = Set.of(BasicKind.STRING, BasicKind.EMAIL, BasicKind.NUMBER);

    private OwnTypeRules() {}

    /// @param place where the type is described
    /// @param standard the types that every account has
    /// @throws TypeDescriptionException when one is broken
    static void check(String place, CommandType type, CommandTypes standard) {
        names(place, type);
        if (type.fields().size() > FIELDS_MAX) {
            throw new TypeDescriptionException(place, "A type has at most " + FIELDS_MAX + " fields.");
        }
        boolean numbered = type.key()
                .flatMap(type::field)
                .filter(key -> key.name().equals("id") && key.kind() == BasicKind.NUMBER)
                .isPresent();
        if (!numbered) {
            throw new TypeDescriptionException(
                    place, "The key of an own type is a number with the name id: \"key\": \"id\".");
        }
        lookups(place, type);
        boolean many = type.selection()
                .filter(rules ->
                        rules.rules().size() > RULES_MAX || rules.limits().size() > RULES_MAX)
                .isPresent();
        if (many) {
            throw new TypeDescriptionException(
                    place + ".selection", "A type has at most " + RULES_MAX + " rules, and as many limits.");
        }
        moments(place, type);
        type.fields().forEach(field -> derivation(place + "." + field.name(), field, standard));
        type.deletion().flatMap(deletion -> type.field(deletion.field())).ifPresent(field -> {
            if (field.derivation().isPresent()) {
                throw new TypeDescriptionException(
                        place + "." + field.name(), "What hides an object is made of nothing else.");
            }
        });
        type.customFields().ifPresent(use -> customFields(place, use.objectType(), standard));
    }

    private static void names(String place, CommandType type) {
        for (String name : List.of(type.name(), type.plural())) {
            if (!NAME.matcher(name).matches()) {
                throw new TypeDescriptionException(
                        place,
                        "The names of an own type, one and several, have 2 to 24 small letters and nothing else.");
            }
        }
        if (type.name().equals(type.plural())) {
            throw new TypeDescriptionException(place, "The name for one and the plural must differ.");
        }
        for (String word : type.words()) {
            if (!WORD.matcher(word).matches()) {
                throw new TypeDescriptionException(place, "A word of an own type has 2 to 50 small letters.");
            }
        }
    }

    private static void lookups(String place, CommandType type) {
        if (type.lookups().size() > LOOKUPS_MAX) {
            throw new TypeDescriptionException(place, "A type has at most " + LOOKUPS_MAX + " lookups.");
        }
        for (List<String> lookup : type.lookups()) {
            boolean fits = lookup.size() == 1
                    && !type.key().equals(Optional.of(lookup.getFirst()))
                    && type.field(lookup.getFirst())
                            .filter(field -> field.kind() instanceof BasicKind kind && FOUND.contains(kind))
                            .isPresent();
            if (!fits) {
                throw new TypeDescriptionException(
                        place, "A lookup of an own type is a list of one field: a string, an email or a number.");
            }
        }
    }

    /// The server writes these two by two, where a type has them.
    private static void moments(String place, CommandType type) {
        for (String moment : List.of("change", "create")) {
            Optional<CommandField> day = type.field(moment + "date");
            Optional<CommandField> time = type.field(moment + "time");
            boolean fit = day.isPresent() == time.isPresent()
                    && day.stream().allMatch(field -> isMade(field, BasicKind.DATE))
                    && time.stream().allMatch(field -> isMade(field, BasicKind.TIME));
            if (!fit) {
                throw new TypeDescriptionException(
                        place,
                        "The server fills in %1$sdate, a date, and %1$stime, a time: a type has both, with the access readonly, or neither."
                                .formatted(moment));
            }
        }
    }

    private static boolean isMade(CommandField field, BasicKind kind) {
        return field.kind() == kind
                && field.access() != Access.WRITTEN
                && field.derivation().isEmpty();
    }

    private static void derivation(String place, CommandField field, CommandTypes standard) {
        switch (field.derivation().orElse(null)) {
            case Derivation.ListOf(String listed, String _, var _)
            when standard.type(listed).isPresent() ->
                throw new TypeDescriptionException(place, "Only objects of own types can be listed.");
            case Derivation.PerCaller _ ->
                throw new TypeDescriptionException(place, "Nothing makes this field of an own type.");
            case null, default -> {}
        }
    }

    private static void customFields(String place, String word, CommandTypes standard) {
        boolean taken = standard.all().stream()
                .flatMap(other -> other.customFields().stream())
                .anyMatch(use -> use.objectType().equals(word));
        if (taken) {
            throw new TypeDescriptionException(place, "The custom fields of " + word + " are those of another type.");
        }
    }
}
