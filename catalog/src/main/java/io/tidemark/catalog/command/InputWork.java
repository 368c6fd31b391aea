package io.tidemark.catalog.command;

import static io.tidemark.catalog.command.Acceptance.Fault.BAD_VALUE;
import static io.tidemark.catalog.command.Acceptance.Fault.MISSING_FIELD;

import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.FieldKind;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The way of one object through [InputRules]. Confined to one thread, used once.
final class InputWork {
    /// As many as the longest text has.
    private static final int BYTES_CHARS_MAX = 16_777_215;

    private final InputRules rules;
    private final CommandType type;
    private final JsonObject stored;
    private final JsonObject input;
    private final boolean isNew;
    private final Map<String, JsonValue> values = new LinkedHashMap<>();

    InputWork(InputRules rules, CommandType type, JsonObject stored, JsonObject input, boolean isNew) {
        this.rules = rules;
        this.type = type;
        this.stored = stored;
        this.input = input;
        this.isNew = isNew;
    }

    Acceptance accept(List<CustomField> customFields) {
        try {
            takeAll(customFields);
            checkRequired();
        } catch (RefusedField refused) {
            return new Acceptance.Refused(refused.fault, refused.sentence);
        }
        JsonObject object = finished();
        return new Acceptance.Accepted(
                object,
                values.keySet().stream()
                        .filter(name -> !object.get(name).equals(stored.get(name)))
                        .toList());
    }

    JsonObject follow(List<CustomField> customFields) {
        try {
            takeAll(customFields);
        } catch (RefusedField refused) {
            throw new IllegalStateException("the server decided what cannot be", refused);
        }
        return finished();
    }

    private void takeAll(List<CustomField> customFields) {
        type.fields().forEach(this::take);
        for (CommandField field : type.fields()) {
            field.reference().ifPresent(reference -> checkReference(field, reference));
        }
        customFields.stream()
                .sorted(Comparator.comparingLong(CustomField::number))
                .forEach(this::take);
    }

    private JsonObject finished() {
        stored.members().forEach(values::putIfAbsent);
        rules.decided().stream()
                .filter(StoredText::isKept)
                .forEach(name ->
                        input.get(name).ifPresentOrElse(value -> values.put(name, value), () -> values.remove(name)));
        derive();
        return new JsonObject(values);
    }

    private boolean sends(CommandField field) {
        return (type.takes(field) || isDecided(field.name()))
                && input.get(field.name()).isPresent();
    }

    private boolean isDecided(String name) {
        return rules.decided().contains(name);
    }

    private void take(CommandField field) {
        String name = field.name();
        if (!sends(field) || isSentBack(name)) {
            values.put(name, stored.get(name).orElseGet(() -> first(field)));
            return;
        }
        JsonValue value = read(name, field.kind());
        boolean isAllowed =
                field.oneOf().isEmpty() || field.oneOf().contains(Numbers.of(value)) || value.equals(field.start());
        if (!isAllowed) {
            throw bad(name, "must be one of " + numbers(field.oneOf()));
        }
        values.put(name, value);
    }

    /// Whether a client that sends whole objects says nothing new here. What is stored may break a rule of
    /// today, when an
    /// option was withdrawn for instance; that must not hold up the edit of another field.
    private boolean isSentBack(String name) {
        return input.get(name).equals(stored.get(name));
    }

    private boolean isWritten(String name) {
        return input.get(name).isPresent() && !isSentBack(name);
    }

    private static String numbers(List<Long> numbers) {
        return String.join(", ", numbers.stream().map(String::valueOf).toList());
    }

    private JsonValue first(CommandField field) {
        return isNew && field.preset() ? preset(field).orElse(field.start()) : field.start();
    }

    private Optional<JsonValue> preset(CommandField field) {
        if (field.reference().orElse(null) instanceof Reference.ToType toType) {
            var number = rules.objects().preset(typeOf(toType.type()));
            return number.isPresent() ? Optional.of(JsonNumber.of(number.getAsLong())) : Optional.empty();
        }
        return Optional.empty();
    }

    private JsonValue read(String name, FieldKind kind) {
        return switch (kind.read(name, input.get(name).orElseThrow())) {
            case ValueReading.Canonical(JsonValue value) -> bounded(name, kind, value);
            case ValueReading.BadValue(String sentence) -> throw new RefusedField(BAD_VALUE, sentence);
        };
    }

    /// Bytes inside an object are a small picture; a file is no part of an object.
    private static JsonValue bounded(String name, FieldKind kind, JsonValue value) {
        if (kind == BasicKind.BINARY && value instanceof JsonText(String text) && text.length() > BYTES_CHARS_MAX) {
            throw bad(name, "may have at most " + BYTES_CHARS_MAX + " characters of base64");
        }
        return value;
    }

    private CommandType typeOf(String name) {
        return rules.types().type(name).orElseThrow(() -> new IllegalStateException("a reference to no type"));
    }

    private JsonValue value(String name) {
        return values.getOrDefault(name, JsonText.EMPTY);
    }

    private void checkReference(CommandField field, Reference reference) {
        if (isDecided(field.name())) {
            return;
        }
        switch (reference) {
            case Reference.ToType(String name, boolean replaced) -> {
                CommandType target = typeOf(name);
                if (sends(field) && replaced && !isThere(field.name(), target, false)) {
                    values.put(field.name(), preset(field).orElse(field.start()));
                } else if (sends(field) && !replaced && !isThere(field.name(), target, true)) {
                    throw bad(field.name(), "names no " + name + " that is there");
                }
            }
            case Reference.ByWord(String wordField) -> checkWord(field, wordField);
        }
    }

    /// Whether every number in a field is that of an object, or was there before.
    private boolean isThere(String name, CommandType target, boolean noneIsFine) {
        List<Long> before = stored.get(name).map(Numbers::allOf).orElse(List.of());
        return Numbers.allOf(value(name)).stream()
                .filter(number -> !(number == 0 && noneIsFine) && !before.contains(number))
                .distinct()
                .allMatch(number ->
                        number != 0 && rules.objects().find(target, number).isPresent());
    }

    private void checkWord(CommandField field, String wordField) {
        boolean sent = sends(field) || type.field(wordField).filter(this::sends).isPresent();
        if (!sent || (isAsStored(wordField) && isAsStored(field.name()))) {
            return;
        }
        String word = value(wordField) instanceof JsonText(String text) ? text : "";
        boolean names = !Numbers.allOf(value(field.name())).equals(List.of(0L));
        if (word.isEmpty() && !names) {
            return;
        }
        CommandType target = rules.types()
                .named(word)
                .orElseThrow(() -> bad(wordField, "must name a type of object, such as customer, todo or tools"));
        values.put(wordField, new JsonText(target.words().getFirst()));
        boolean same = isAsStored(wordField) && isAsStored(field.name());
        if (!same
                && !Numbers.allOf(value(field.name())).stream()
                        .allMatch(number -> number == 0
                                || rules.objects().find(target, number).isPresent())) {
            throw bad(field.name(), "names no object that is there");
        }
    }

    private boolean isAsStored(String name) {
        return stored.get(name).equals(Optional.of(value(name)));
    }

    private void take(CustomField field) {
        String name = field.name();
        if (!isVisible(type, field, values)) {
            return;
        }
        if (!isWritten(name)) {
            values.put(name, stored.get(name).orElse(field.kind().holds().empty()));
            return;
        }
        values.put(name, read(name, field.kind().holds()));
        if (field.kind().isChoice() && !value(name).equals(JsonText.EMPTY)) {
            boolean isOne = !(value(name) instanceof JsonArray);
            JsonArray sent = value(name) instanceof JsonArray array ? array : new JsonArray(List.of(value(name)));
            JsonArray chosen =
                    field.chosen(sent).orElseThrow(() -> bad(name, "must be among the options of the custom field"));
            values.put(name, isOne ? value(name) : chosen);
        }
        field.kind().refersTo().map(this::typeOf).ifPresent(target -> {
            if (!isThere(name, target, true)) {
                throw bad(name, "names no " + target.name() + " that is there");
            }
        });
    }

    /// Whether an object with these values has a custom field.
    static boolean isVisible(CommandType type, CustomField field, Map<String, JsonValue> values) {
        return type.customFields()
                .filter(use -> field.visibility()
                        .contains(Numbers.of(values.getOrDefault(use.decidingField(), JsonNumber.ZERO))))
                .isPresent();
    }

    private void checkRequired() {
        for (List<String> group : type.required()) {
            boolean concerned = isNew || group.stream().anyMatch(name -> isText(name) && isWritten(name));
            if (concerned && group.stream().noneMatch(this::isGiven)) {
                throw new RefusedField(
                        MISSING_FIELD,
                        group.size() == 1
                                ? "The field " + group.getFirst() + " is needed."
                                : "One of the fields " + String.join(", ", group) + " is needed.");
            }
        }
    }

    private boolean isText(String name) {
        return type.field(name)
                .filter(field -> field.kind().empty() instanceof JsonText)
                .isPresent();
    }

    private boolean isGiven(String name) {
        return isText(name)
                ? value(name) instanceof JsonText(String text) && !text.isBlank()
                : input.get(name).isPresent();
    }

    private void derive() {
        for (CommandField field : type.fields()) {
            if (field.derivation().isPresent()) {
                switch (field.derivation().get()) {
                    case Derivation.TextOf(var sources) -> label(sources).ifPresent(text -> put(field, text));
                    case Derivation.Joined(var sources) -> put(field, joined(new JsonObject(values), sources));
                    case Derivation.HtmlOf(String source) -> {
                        if (isWritten(source) && !isWritten(field.name())) {
                            values.put(
                                    field.name(),
                                    new JsonText(HtmlText.of(Numbers.text(new JsonObject(values), source))));
                        }
                    }
                    case Derivation.ListOf _ -> {} // when one of the others is saved
                    case Derivation.Members _, Derivation.Numbered _, Derivation.IsCaller _, Derivation.PerCaller _ -> {
                        // when it is sent
                    }
                }
            }
        }
    }

    private void put(CommandField field, String text) {
        int charsMax = 255; // of a string; a label may be two of them
        values.put(
                field.name(),
                new JsonText(
                        text.codePointCount(0, text.length()) <= charsMax
                                ? text
                                : text.substring(0, text.offsetByCodePoints(0, charsMax))));
    }

    /// What stands for the first number that refers to anything. Empty if nothing is known of that object.
    private Optional<String> label(List<String> sources) {
        boolean unknown = false;
        for (String source : sources) {
            CommandField number = type.field(source).orElseThrow();
            if (!(number.reference().orElse(null) instanceof Reference.ToType toType)) {
                unknown = true;
            } else if (Numbers.of(value(source)) != 0) {
                CommandType target = typeOf(toType.type());
                return rules.objects()
                        .find(target, Numbers.of(value(source)))
                        .map(object -> joined(object, target.label()));
            }
        }
        return unknown ? Optional.empty() : Optional.of("");
    }

    private static String joined(JsonObject object, List<String> fields) {
        List<String> texts = new ArrayList<>();
        for (String field : fields) {
            String text = Numbers.text(object, field).strip();
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return String.join(" ", texts);
    }

    private static RefusedField bad(String name, String demand) {
        return new RefusedField(BAD_VALUE, "The field " + name + " " + demand + ".");
    }

    /// Leaves the work; never leaves this class.
    private static final class RefusedField extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Acceptance.Fault fault;
        private final String sentence;

        RefusedField(Acceptance.Fault fault, String sentence) {
            super(sentence, null, false, false);
            this.fault = fault;
            this.sentence = sentence;
        }
    }
}
