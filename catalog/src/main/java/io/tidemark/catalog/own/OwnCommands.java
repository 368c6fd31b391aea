package io.tidemark.catalog.own;

import io.tidemark.catalog.command.CommandField;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Reference;
import io.tidemark.catalog.own.OwnCommand.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which commands an own type gets, and their descriptions in the form of the reference's. Stateless.
final class OwnCommands {
    private OwnCommands() {}

    /// A command before its description is read.
    ///
    /// @param json one element of `commands` in a chapter
    record Draft(String name, Work work, String field, String json) {}

    /// The commands of a type that [OwnTypeRules] let pass, so its names need no escapes.
    static List<Draft> of(CommandType type) {
        List<Draft> all = new ArrayList<>(List.of(changes(type), find(type)));
        List<CommandField> lookups = type.lookups().stream()
                .map(lookup -> type.field(lookup.getFirst()).orElseThrow())
                .toList();
        lookups.forEach(field -> all.add(refers(field) ? allBy(type, field) : findBy(type, field)));
        if (type.written()) {
            all.add(save(type));
            lookups.stream()
                    .filter(field -> !refers(field) && type.takes(field))
                    .forEach(field -> all.add(saveBy(type, field)));
            type.deletion().ifPresent(deletion -> all.add(hide(type, deletion.field())));
        }
        return all;
    }

    /// The chapter that holds commands.
    static String chapter(List<Draft> commands) {
        return commands.stream()
                .map(Draft::json)
                .collect(Collectors.joining(
                        ",",
                        "{\"chapter\":\"own types\",\"title\":\"Own types\",\"meaning\":\"Added by the account\","
                                + "\"commands\":[",
                        "]}"));
    }

    private static boolean refers(CommandField field) {
        return field.reference().filter(Reference.ToType.class::isInstance).isPresent();
    }

    private static Draft changes(CommandType type) {
        String inputs = input("ignoreclosed", "boolean", false, "1 leaves out what an app has no use for");
        return draft(
                Work.CHANGES,
                "",
                "Get" + capital(type.plural()) + "ByLastChange",
                ",\"changes\":true",
                inputs,
                many(type));
    }

    private static Draft find(CommandType type) {
        return draft(Work.FIND, "", "Get" + capital(type.name()) + "ByID", "", id(type), many(type));
    }

    private static Draft findBy(CommandType type, CommandField field) {
        return draft(
                Work.FIND_BY,
                field.name(),
                "Get" + capital(type.name()) + "By" + capital(field.name()),
                "",
                value(field),
                many(type));
    }

    private static Draft allBy(CommandType type, CommandField field) {
        return draft(
                Work.ALL_BY,
                field.name(),
                "Get" + capital(type.plural()) + "By" + capital(field.name()),
                "",
                value(field),
                many(type));
    }

    private static Draft save(CommandType type) {
        return draft(
                Work.SAVE,
                "",
                "CreateUpdate" + capital(type.name()) + "ByID",
                ",\"clientid\":true",
                whole(type),
                one(type));
    }

    private static Draft saveBy(CommandType type, CommandField field) {
        return draft(
                Work.SAVE_BY,
                field.name(),
                "CreateUpdate" + capital(type.name()) + "By" + capital(field.name()),
                ",\"clientid\":true",
                whole(type),
                one(type));
    }

    private static Draft hide(CommandType type, String field) {
        return draft(Work.HIDE, field, "Delete" + capital(type.name()) + "ByID", ",\"clientid\":true", id(type), "");
    }

    private static Draft draft(Work work, String field, String name, String more, String inputs, String outputs) {
        return new Draft(
                name,
                work,
                field,
                "{\"name\":\"%s\",\"mark\":\"ours\",\"meaning\":\"Of a type that the account has added.\"%s,\"inputs\":[%s],\"outputs\":[%s]}"
                        .formatted(name, more, inputs, outputs));
    }

    private static String input(String name, String kind, boolean required, String meaning) {
        return "{\"name\":\"%s\",\"kind\":\"%s\",\"required\":%s,\"meaning\":\"%s\"}"
                .formatted(name, kind, required, meaning);
    }

    private static String id(CommandType type) {
        return input(type.name() + "id", "number", true, "Which one");
    }

    private static String value(CommandField field) {
        return input(field.name(), field.kindName(), true, "What stands in this field");
    }

    private static String whole(CommandType type) {
        return input(type.name(), type.name(), true, "The fields to write");
    }

    private static String one(CommandType type) {
        return "{\"name\":\"%1$s\",\"kind\":\"%1$s\",\"meaning\":\"As it is stored now\"}".formatted(type.name());
    }

    private static String many(CommandType type) {
        return "{\"name\":\"%s\",\"kind\":\"collection[%s]\",\"meaning\":\"Those that were found\"}"
                .formatted(type.plural(), type.name());
    }

    /// A name as it stands in the name of a command: `service_visit` becomes `ServiceVisit`.
    private static String capital(String name) {
        StringBuilder text = new StringBuilder();
        for (String part : name.split("_", -1)) {
            if (!part.isEmpty()) {
                text.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
            }
        }
        return text.toString();
    }
}
