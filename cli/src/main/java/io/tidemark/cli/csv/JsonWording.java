package io.tidemark.cli.csv;

import io.tidemark.catalog.command.Access;
import io.tidemark.catalog.command.CommandField;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.CollectionKind;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the entries of a JSON file mean: members with the names of fields, values as the command API takes and sends
/// them. `null` says nothing. Confined to one thread.
final class JsonWording implements Wording<JsonEntry> {
    /// Names that are remembered for the note about them.
    private static final int LEFT_MAX = 20;

    /// What the server works out by itself.
    private static final Set<String> FOLLOWING =
            Set.of("md5sum", "createdate", "createtime", "changedate", "changetime");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final CommandType type;
    private final Map<String, Field> byMember;
    private final Optional<KnownObjects> known;
    private final Optional<String> keyMember;
    private final Labels labels;
    private final Set<String> decided;
    private final Set<String> left = new TreeSet<>();

    /// @param fields those of the type
    /// @param labels finds what is named in words
    /// @throws io.tidemark.cli.terminal.CommandFailure when the wish names what is not there
    JsonWording(CommandType type, Map<String, Field> fields, CsvWish wish, Labels labels) {
        this.type = type;
        this.labels = labels;
        this.byMember = new LinkedHashMap<>(fields);
        wish.columns().forEach((name, member) -> {
            Field field = Field.named(type, fields, name, wish);
            byMember.remove(field.name());
            byMember.put(member, field);
        });
        this.decided = decided(type);
        type.fields().stream()
                .filter(field -> decided.contains(field.name()))
                .forEach(field -> byMember.put(field.name(), new Field(field.name(), field.kind(), Optional.empty())));
        wish.key().ifPresent(key -> Field.requireKey(type, key));
        this.known = wish.key().map(key -> new KnownObjects(type, Field.named(type, fields, key, wish)));
        this.keyMember = wish.key()
                .map(key -> wish.columns().entrySet().stream()
                        .filter(column -> column.getKey().equalsIgnoreCase(key))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(key));
    }

    /// What clients only read of a type that is set up on the server is set up here. Not what follows from other
    /// fields.
    private static Set<String> decided(CommandType type) {
        return type.written()
                ? Set.of()
                : type.fields().stream()
                        .filter(field -> field.access() == Access.READONLY)
                        .filter(field -> field.derivation().isEmpty())
                        .map(CommandField::name)
                        .filter(name -> !FOLLOWING.contains(name))
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> decided() {
        return decided;
    }

    /// The names of members that were not taken over; some of them, when there are many.
    Set<String> left() {
        return left;
    }

    @Override
    public Optional<KnownObjects> known() {
        return known;
    }

    @Override
    public String key(JsonEntry entry) {
        entry.broken().ifPresent(sentence -> {
            throw new Refusal.Refused("", sentence);
        });
        return known.map(objects -> objects.value(
                        entry.object().get(keyMember.orElseThrow()).orElse(JsonLiteral.NULL)))
                .orElse("");
    }

    @Override
    public JsonObject said(JsonEntry entry) {
        Map<String, JsonValue> said = new LinkedHashMap<>();
        entry.object().members().forEach((member, value) -> {
            Field field = byMember.get(member);
            if (field == null || type.key().equals(Optional.of(field.name()))) {
                leave(member);
            } else if (value != JsonLiteral.NULL) {
                said.put(field.name(), field.refersTo().isPresent() ? referring(field, value) : value);
            }
        });
        return new JsonObject(said);
    }

    private void leave(String member) {
        if (left.size() < LEFT_MAX && !keyMember.equals(Optional.of(member))) {
            left.add(member);
        }
    }

    private JsonValue referring(Field field, JsonValue value) {
        if (field.kind() == BasicKind.NUMBER) {
            return number(field, value);
        }
        boolean areNumbers = field.kind() instanceof CollectionKind(Optional<BasicKind> item)
                && item.equals(Optional.of(BasicKind.NUMBER));
        return areNumbers && value instanceof JsonArray(List<JsonValue> items)
                ? new JsonArray(items.stream().map(one -> number(field, one)).toList())
                : value;
    }

    /// A text that is no number names what is meant.
    private JsonValue number(Field field, JsonValue value) {
        boolean isLabel = value instanceof JsonText(String text)
                && !text.isBlank()
                && !WHOLE_NUMBER.matcher(text.strip()).matches();
        return isLabel
                ? JsonNumber.of(labels.number(field.refersTo().orElseThrow(), ((JsonText) value).value(), field.name()))
                : value;
    }

    @Override
    public boolean namesItsOwnType(String field) {
        return byMember.values().stream()
                .anyMatch(one -> one.name().equals(field) && one.refersTo().equals(Optional.of(type.name())));
    }
}
