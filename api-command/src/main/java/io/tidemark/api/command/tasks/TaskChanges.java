package io.tidemark.api.command.tasks;

import io.tidemark.catalog.command.CommandField;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.Reference;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What differs between two states of a task, in words for those who work on it: a line for each field that people
/// read, and names where the task holds numbers. What the server counts and lists by itself is left out. Confined to
/// its transaction.
///
/// @param tx where what the task refers to is looked up
/// @param types all types
record TaskChanges(ReadTransaction tx, CommandTypes types) {
    /// Longer texts are not repeated.
    private static final int VALUE_CHARS_MAX = 100;

    private static final String CLOSED = "isclosed";
    private static final String STATE = "stateid";
    private static final String NONE = "none";
    private static final String GONE = "deleted";
    private static final Pattern CUSTOM_FIELD = Pattern.compile("custom([0-9]{1,18})");
    private static final Map<String, String> NAMES = names();

    /// In the order in which they are told.
    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("title", "Title");
        names.put("number", "Number");
        names.put("description", "Description");
        names.put("workareaid", "Work area");
        names.put(STATE, "State");
        names.put(CLOSED, "Closed");
        names.put("isaccepted", "Accepted");
        names.put("priority", "Priority");
        names.put("userid", "Responsible");
        names.put("users", "Also working on it");
        names.put("team", "Team");
        names.put("projectid", "Project");
        names.put("customerid", "Company");
        names.put("personid", "Contact");
        names.put("address", "Address");
        names.put("address2", "Address, second line");
        names.put("zip", "Postal code");
        names.put("city", "Town");
        names.put("country", "Country");
        names.put("startdate", "Planned day");
        names.put("starttime", "Planned time");
        names.put("nextactiondate", "Next action");
        names.put("deadlinedate", "Deadline");
        names.put("estimate", "Estimated minutes");
        names.put("parenttodo", "Part of");
        return names;
    }

    /// The lines; empty when nothing differs that people read.
    Optional<String> between(JsonObject before, JsonObject after) {
        List<String> lines = new ArrayList<>();
        CommandType todo = types.type("todo").orElseThrow();
        boolean otherState = differs(before, after, STATE);
        NAMES.forEach((field, name) -> {
            if (differs(before, after, field) && !(field.equals(CLOSED) && otherState)) {
                CommandField described = todo.field(field).orElseThrow();
                lines.add(line(name, words(described, before), words(described, after)));
            }
        });
        after.members()
                .forEach((field, value) -> customField(field, value, before).ifPresent(lines::add));
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
    }

    private static boolean differs(JsonObject before, JsonObject after, String field) {
        return !before.get(field).equals(after.get(field));
    }

    private static String line(String name, String before, String after) {
        boolean isShort = Math.max(before.length(), after.length()) <= VALUE_CHARS_MAX;
        return isShort ? name + ": " + before + " → " + after : name + ": changed";
    }

    /// A value that another work area hid before was kept: it did not change when it comes back.
    private Optional<String> customField(String field, JsonValue value, JsonObject before) {
        var named = CUSTOM_FIELD.matcher(field);
        if (!named.matches()) {
            return Optional.empty();
        }
        Optional<JsonValue> then = before.get(field).or(() -> before.get("." + field));
        return then.equals(Optional.of(value))
                ? Optional.empty()
                : Optional.of(label("customfield", Long.parseLong(named.group(1))) + ": changed");
    }

    private String words(CommandField field, JsonObject todo) {
        JsonValue value = todo.get(field.name()).orElse(JsonText.EMPTY);
        Optional<String> type = field.reference()
                .filter(Reference.ToType.class::isInstance)
                .map(reference -> ((Reference.ToType) reference).type());
        if (field.kind() == BasicKind.BOOLEAN) {
            return value.equals(JsonNumber.ONE) ? "yes" : "no";
        }
        String words = switch (value) {
            case JsonText(String text) -> text.strip().replaceAll("\\s+", " ");
            case JsonNumber number -> type.map(name -> label(name, number)).orElseGet(() -> digits(number));
            case JsonArray(List<JsonValue> items) ->
                items.stream()
                        .map(item -> item instanceof JsonNumber number
                                ? type.map(name -> label(name, number)).orElse("")
                                : "")
                        .filter(label -> !label.isEmpty())
                        .collect(Collectors.joining(", "));
            default -> "";
        };
        return words.isEmpty() ? NONE : words;
    }

    private static String digits(JsonNumber number) {
        return number.equals(JsonNumber.ZERO) ? "" : number.digits();
    }

    private String label(String type, JsonNumber number) {
        return number.equals(JsonNumber.ZERO) ? "" : label(type, Long.parseLong(number.digits()));
    }

    private String label(String type, long number) {
        Optional<String> label = switch (type) {
            case "user" -> tx.user(new UserId(number)).map(User::name);
            case "team" ->
                tx.teams().stream()
                        .filter(team -> team.id() == number)
                        .map(Team::name)
                        .findFirst();
            default ->
                tx.object(new ObjectNumber(number))
                        .filter(object ->
                                !object.deleted() && object.key().type().value().equals(type))
                        .map(CommandObjectType::object)
                        .map(object -> types.type(type).orElseThrow().label().stream()
                                .map(field -> object.get(field).orElse(JsonText.EMPTY) instanceof JsonText(String text)
                                        ? text
                                        : "")
                                .filter(text -> !text.isBlank())
                                .collect(Collectors.joining(" ")));
        };
        return label.filter(text -> !text.isBlank()).orElse(GONE);
    }
}
