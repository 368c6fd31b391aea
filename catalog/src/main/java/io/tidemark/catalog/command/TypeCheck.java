package io.tidemark.catalog.command;

import io.tidemark.catalog.selection.SelectionRules;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.CollectionKind;
import io.tidemark.protocol.command.value.FieldKind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What must hold between the parts of a description: every name that it uses is the name of something.
/// Confined to one thread, used once.
final class TypeCheck {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");
    private static final Pattern CUSTOM = Pattern.compile("custom[0-9]+");

    /// Names of what objects keep for other reasons.
    private static final Set<String> RESERVED = Set.of("customusers", "name", "toinvoice");

    private final String place;
    private final CommandType type;
    private final CommandTypes types;

    private TypeCheck(String place, CommandType type, CommandTypes types) {
        this.place = place;
        this.type = type;
        this.types = types;
    }

    /// @param types all, this one among them
    /// @throws TypeDescriptionException if something does not hold
    static void check(String place, CommandType type, CommandTypes types) {
        new TypeCheck(place, type, types).check();
    }

    private void check() {
        named(place, type.name());
        if (type.fields().isEmpty()) {
            throw new TypeDescriptionException(place, "A type has at least one field.");
        }
        Set<String> names = new HashSet<>();
        for (CommandField field : type.fields()) {
            String fieldPlace = place + "." + field.name();
            named(fieldPlace, field.name());
            if (CUSTOM.matcher(field.name()).matches()) {
                throw new TypeDescriptionException(fieldPlace, "Names of this form belong to custom fields.");
            }
            if (!names.add(field.name())) {
                throw new TypeDescriptionException(fieldPlace, "The type has this field twice.");
            }
            checkField(fieldPlace, field);
        }
        type.key().ifPresent(key -> need(place, key, field -> field.kind() != BasicKind.SET, "an id"));
        type.label().forEach(label -> need(place, label, TypeCheck::isText, "a text"));
        type.required().forEach(group -> group.forEach(name -> need(place, name, field -> true, "anything")));
        type.lookups().stream()
                .flatMap(List::stream)
                .filter(name -> !StoredText.isKept(name))
                .forEach(name -> need(place, name, f -> true, "anything"));
        type.customFields().ifPresent(use -> need(place, use.decidingField(), TypeCheck::isNumber, "a number"));
        type.deletion().ifPresent(deletion -> {
            need(place, deletion.field(), TypeCheck::isBoolean, "a boolean");
            deletion.leaves().orElse(List.of()).forEach(field -> need(place, field, known -> true, "anything"));
        });
        type.selection().ifPresent(this::checkSelection);
        for (String word : type.words()) {
            if (!word.equals(word.toLowerCase(Locale.ROOT))) {
                throw new TypeDescriptionException(place, "Words are written in small letters.");
            }
        }
    }

    private void checkSelection(SelectionRules selection) {
        Set<String> names = new HashSet<>();
        for (SelectionRules.Rule rule : selection.rules()) {
            String rulePlace = place + ".selection." + rule.name();
            nameOnce(rulePlace, rule.name(), names);
            CommandType named = rule.through()
                    .map(through -> {
                        checkNaming(rulePlace, through.type(), through.by());
                        return typeNamed(rulePlace, through.type());
                    })
                    .orElse(type);
            switch (rule.gives()) {
                case USERS -> need(rulePlace, named, rule.field(), field -> refersTo(field, "user"), "of users");
                case TEAM -> need(rulePlace, named, rule.field(), field -> refersTo(field, "team"), "of teams");
                case POOL -> need(rulePlace, named, rule.field(), field -> refersTo(field, "workpool"), "of pools");
                case CUSTOM_USERS -> {
                    if (type.customFields().isEmpty()) {
                        throw new TypeDescriptionException(rulePlace, "The type has no custom fields.");
                    }
                }
            }
            rule.around().ifPresent(around -> need(rulePlace, named, around.field(), TypeCheck::isDate, "a date"));
        }
        for (SelectionRules.Limit limit : selection.limits()) {
            String limitPlace = place + ".selection." + limit.name();
            nameOnce(limitPlace, limit.name(), names);
            switch (limit.day()) {
                case AROUND -> need(limitPlace, limit.field(), TypeCheck::isDate, "a date");
                case SET -> need(limitPlace, limit.field(), TypeCheck::isBoolean, "a boolean");
                case HIDDEN -> {
                    CommandField field = need(limitPlace, limit.field(), TypeCheck::isNumber, "a number");
                    boolean canHide = field.reference().orElse(null) instanceof Reference.ToType(var to, var replaced)
                            && typeNamed(limitPlace, to).deletion().isPresent();
                    if (!canHide || !type.foundBy().contains(List.of(limit.field()))) {
                        throw new TypeDescriptionException(
                                limitPlace,
                                "The field " + limit.field()
                                        + " must refer to a type that can be hidden, and be among the lookups.");
                    }
                }
                case CHANGED -> {}
            }
        }
    }

    private static void nameOnce(String at, String name, Set<String> names) {
        named(at, name);
        if (!names.add(name) || RESERVED.contains(name)) {
            throw new TypeDescriptionException(at, "Rules and limits have names of their own.");
        }
    }

    private static boolean refersTo(CommandField field, String name) {
        return field.reference().orElse(null) instanceof Reference.ToType(var to, var replaced) && to.equals(name);
    }

    private static void named(String place, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new TypeDescriptionException(
                    place, "A name has at most 50 small letters, digits and underscores, a letter first.");
        }
    }

    private void checkField(String fieldPlace, CommandField field) {
        field.itemType().ifPresent(item -> typeNamed(fieldPlace, item));
        if (!field.oneOf().isEmpty() && !isNumber(field)) {
            throw new TypeDescriptionException(fieldPlace, "Only a number can be limited by oneof.");
        }
        field.reference().ifPresent(reference -> checkReference(fieldPlace, field, reference));
        boolean toType =
                field.reference().filter(Reference.ToType.class::isInstance).isPresent();
        if (field.preset() && !(toType && isNumber(field))) {
            throw new TypeDescriptionException(fieldPlace, "Only a number that refers to a type can be preset.");
        }
        field.derivation().ifPresent(derivation -> checkDerivation(fieldPlace, field, derivation));
    }

    private void checkReference(String fieldPlace, CommandField field, Reference reference) {
        if (!isNumber(field) && !field.kind().equals(CollectionKind.of(BasicKind.NUMBER))) {
            throw new TypeDescriptionException(fieldPlace, "Only numbers can refer to objects.");
        }
        switch (reference) {
            case Reference.ToType(var name, var replaced) -> {
                if (typeNamed(fieldPlace, name).key().isEmpty()) {
                    throw new TypeDescriptionException(fieldPlace, "Objects of the type " + name + " have no id.");
                }
            }
            case Reference.ByWord(var word) -> need(fieldPlace, word, f -> f.kind() == BasicKind.STRING, "a string");
        }
    }

    private void checkDerivation(String fieldPlace, CommandField field, Derivation derivation) {
        FieldKind kind = switch (derivation) {
            case Derivation.TextOf(var sources) -> {
                sources.forEach(source -> checkSource(fieldPlace, source));
                yield BasicKind.STRING;
            }
            case Derivation.Joined(var sources) -> {
                sources.forEach(source -> need(fieldPlace, source, TypeCheck::isText, "a text"));
                yield BasicKind.STRING;
            }
            case Derivation.HtmlOf(var source) -> {
                need(fieldPlace, source, TypeCheck::isText, "a text");
                yield BasicKind.LSTRING;
            }
            case Derivation.IsCaller(var source) -> {
                need(fieldPlace, source, TypeCheck::isNumber, "a number");
                yield BasicKind.BOOLEAN;
            }
            case Derivation.Numbered(var word) -> BasicKind.STRING;
            case Derivation.ListOf(var lists, var naming, var told) -> {
                checkNaming(fieldPlace, lists, naming);
                told.ifPresent(their -> checkNaming(fieldPlace, lists, their));
                yield CollectionKind.of(BasicKind.NUMBER);
            }
            case Derivation.PerCaller() -> field.kind();
            case Derivation.Members(var sources) -> {
                sources.values().forEach(source -> need(fieldPlace, source, f -> true, "anything"));
                yield BasicKind.SET;
            }
        };
        if (!field.kind().equals(kind)) {
            throw new TypeDescriptionException(
                    fieldPlace, "A field made so must be of the kind " + kind.wireName() + ".");
        }
    }

    private void checkNaming(String fieldPlace, String other, String number) {
        if (typeNamed(fieldPlace, other)
                .field(number)
                .filter(TypeCheck::isNumber)
                .isEmpty()) {
            throw new TypeDescriptionException(fieldPlace, "There is no number " + number + " in " + other + ".");
        }
    }

    private void checkSource(String fieldPlace, String source) {
        CommandField number = need(fieldPlace, source, TypeCheck::isNumber, "a number");
        if (number.reference().orElse(null) instanceof Reference.ToType(var name, var replaced)
                && typeNamed(fieldPlace, name).label().isEmpty()) {
            throw new TypeDescriptionException(fieldPlace, "The type " + name + " has no label to show.");
        }
    }

    private CommandType typeNamed(String at, String name) {
        return types.type(name).orElseThrow(() -> new TypeDescriptionException(at, "There is no type " + name + "."));
    }

    private CommandField need(String at, String name, Predicate<CommandField> fits, String what) {
        return need(at, type, name, fits, what);
    }

    private static CommandField need(
            String at, CommandType of, String name, Predicate<CommandField> fits, String what) {
        CommandField field =
                of.field(name).orElseThrow(() -> new TypeDescriptionException(at, "There is no field " + name + "."));
        if (!fits.test(field)) {
            throw new TypeDescriptionException(at, "The field " + name + " is not " + what + ".");
        }
        return field;
    }

    private static boolean isText(CommandField field) {
        return List.of(BasicKind.STRING, BasicKind.LSTRING).contains(field.kind());
    }

    private static boolean isNumber(CommandField field) {
        return field.kind() == BasicKind.NUMBER;
    }

    private static boolean isDate(CommandField field) {
        return field.kind() == BasicKind.DATE;
    }

    private static boolean isBoolean(CommandField field) {
        return field.kind() == BasicKind.BOOLEAN;
    }
}
