package io.tidemark.catalog.command;

import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.CollectionKind;
import io.tidemark.protocol.command.value.FieldKind;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one description of types. What only the whole of the types can show is [TypeCheck]'s. Stateless.
final class TypeReader {
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);
    private static final Pattern COLLECTION = Pattern.compile("collection\\[(.+)]");

    private static final Set<String> OF_TYPES = Set.of(
            "name",
            "plural",
            "meaning",
            "key",
            "label",
            "offline",
            "written",
            "required",
            "words",
            "customfields",
            "deletion",
            "lookups",
            "selection",
            "fields");
    private static final Set<String> OF_FIELDS = Set.of(
            "name",
            "kind",
            "access",
            "marks",
            "meaning",
            "refersto",
            "replaced",
            "refersby",
            "textof",
            "joins",
            "htmlof",
            "members",
            "callers",
            "numbered",
            "lists",
            "percaller",
            "default",
            "oneof",
            "preset",
            "sent");

    private TypeReader() {}

    /// @throws TypeDescriptionException if it is none
    static List<CommandType> types(String source, String json) {
        try {
            return new DescribedObject(source, READER.read(json))
                    .knowing(Set.of("types")).objects("types").stream()
                            .map(type -> type(source, type))
                            .toList();
        } catch (WireException e) {
            throw new TypeDescriptionException(source + ": " + e.path(), e.sentence());
        }
    }

    private static CommandType type(String source, DescribedObject unplaced) {
        String name = unplaced.text("name");
        DescribedObject type = unplaced.at(source + ": " + name).knowing(OF_TYPES);
        List<CommandField> fields = new ArrayList<>();
        for (DescribedObject field : type.objects("fields")) {
            fields.add(field(field.at(type.place() + "." + field.text("name")).knowing(OF_FIELDS)));
        }
        return new CommandType(
                name,
                type.text("plural"),
                type.text("meaning"),
                type.optionalText("key"),
                type.texts("label"),
                type.flag("offline", false),
                type.flag("written", false),
                type.lists("required"),
                type.texts("words"),
                type.optionalObject("customfields")
                        .map(use -> use.knowing(Set.of("of", "decided by")))
                        .map(use -> new CommandType.CustomFieldUse(use.text("of"), use.text("decided by"))),
                type.optionalObject("deletion")
                        .map(deletion -> deletion.knowing(Set.of("field", "means", "leaves")))
                        .map(TypeReader::deletion),
                type.lists("lookups"),
                type.optionalObject("selection").map(SelectionReader::rules),
                fields);
    }

    private static CommandType.Deletion deletion(DescribedObject deletion) {
        return new CommandType.Deletion(
                deletion.text("field"),
                deletion.text("means"),
                deletion.object().get("leaves").map(given -> deletion.texts("leaves")));
    }

    private static CommandField field(DescribedObject field) {
        Matcher collection = COLLECTION.matcher(field.text("kind"));
        Optional<String> itemType = collection.matches()
                ? Optional.of(collection.group(1))
                        .filter(item -> FieldKind.parse(item).isEmpty())
                : Optional.empty();
        FieldKind kind = itemType.isPresent()
                ? CollectionKind.of(BasicKind.SET)
                : FieldKind.parse(field.text("kind"))
                        .orElseThrow(() -> field.mistake("There is no kind " + field.text("kind") + "."));
        return new CommandField(
                field.text("name"),
                kind,
                itemType,
                access(field),
                field.texts("marks").stream()
                        .map(code ->
                                Mark.parse(code).orElseThrow(() -> field.mistake("There is no mark " + code + ".")))
                        .toList(),
                field.text("meaning"),
                reference(field),
                derivation(field),
                field.object()
                        .get("default")
                        .map(value -> switch (kind.read(field.text("name"), value)) {
                            case ValueReading.Canonical(var canonical) -> canonical;
                            case ValueReading.BadValue(var sentence) ->
                                throw field.mistake("The default does not fit. " + sentence);
                        })
                        .orElseGet(kind::empty),
                field.numbers("oneof"),
                field.flag("preset", false),
                field.flag("sent", true));
    }

    private static Access access(DescribedObject field) {
        String access = field.optionalText("access").orElse("written");
        return switch (access) {
            case "written" -> Access.WRITTEN;
            case "readonly" -> Access.READONLY;
            case "computed" -> Access.COMPUTED;
            default -> throw field.mistake("There is no access " + access + "; there are written, readonly, computed.");
        };
    }

    private static Optional<Reference> reference(DescribedObject field) {
        List<Reference> references = new ArrayList<>();
        field.optionalText("refersto")
                .ifPresent(type -> references.add(new Reference.ToType(type, field.flag("replaced", false))));
        field.optionalText("refersby").ifPresent(word -> references.add(new Reference.ByWord(word)));
        return atMostOne(field, references, "refersto or refersby");
    }

    private static Optional<Derivation> derivation(DescribedObject field) {
        List<Derivation> derivations = new ArrayList<>();
        if (!field.texts("textof").isEmpty()) {
            derivations.add(new Derivation.TextOf(field.texts("textof")));
        }
        if (!field.texts("joins").isEmpty()) {
            derivations.add(new Derivation.Joined(field.texts("joins")));
        }
        field.optionalText("htmlof").ifPresent(text -> derivations.add(new Derivation.HtmlOf(text)));
        if (!field.textsByName("members").isEmpty()) {
            derivations.add(new Derivation.Members(field.textsByName("members")));
        }
        field.optionalText("callers").ifPresent(user -> derivations.add(new Derivation.IsCaller(user)));
        field.optionalText("numbered").ifPresent(word -> derivations.add(new Derivation.Numbered(word)));
        field.optionalObject("lists")
                .map(lists -> lists.knowing(Set.of("type", "by", "their")))
                .ifPresent(lists -> derivations.add(
                        new Derivation.ListOf(lists.text("type"), lists.text("by"), lists.optionalText("their"))));
        if (field.flag("percaller", false)) {
            derivations.add(new Derivation.PerCaller());
        }
        return atMostOne(field, derivations, "textof, joins, htmlof, members, callers, numbered, lists or percaller");
    }

    private static <T> Optional<T> atMostOne(DescribedObject field, List<T> found, String names) {
        if (found.size() > 1) {
            throw field.mistake("A field has at most one of " + names + ".");
        }
        return found.stream().findFirst();
    }
}
