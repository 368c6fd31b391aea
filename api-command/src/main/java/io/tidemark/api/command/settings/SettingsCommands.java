package io.tidemark.api.command.settings;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Optional;

/// The commands over settings. Thread-safe.
public final class SettingsCommands {
    private final ObjectDesk desk;

    /// @param desk finds
    public SettingsCommands(ObjectDesk desk) {
        this.desk = desk;
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                new NamedCommand("GetMobileAppSettings", this::appSettings),
                new NamedCommand("GetGPSConfig", this::positions),
                new NamedCommand("GetCustomFields", this::customFields),
                new NamedCommand("GetIcons", this::icons),
                sets("GetCustomAppLinks", "applink", "links"),
                sets("GetToolServiceProtocols", "toolserviceprotocol", "serviceprotocols"),
                sets("GetWorkareaBasePrices", "workareaprice", "prices"),
                new NamedCommand("GetProductStates", this::productStates));
    }

    private Command sets(String name, String type, String output) {
        return new NamedCommand(
                name,
                (caller, inputs) -> new ObjectResult(caller)
                        .objects(
                                output, desk.type(type), desk.read(caller, tx -> ObjectDesk.all(tx, desk.type(type)))));
    }

    private CommandResult appSettings(Caller caller, Inputs inputs) {
        return new ObjectResult(caller)
                .value("functions", setting(caller, "functions"))
                .value("settings", setting(caller, "settings"));
    }

    private JsonValue setting(Caller caller, String field) {
        return desk.read(caller, tx -> AppSettings.value(tx, desk, field));
    }

    private CommandResult positions(Caller caller, Inputs inputs) {
        ObjectResult result = new ObjectResult(caller);
        for (String field : List.of("enabled", "interval", "distance", "starttime", "endtime")) {
            result.value(field, setting(caller, "gps" + field));
        }
        return result;
    }

    /// The fields of one kind of objects, in any word for it, or of all.
    private CommandResult customFields(Caller caller, Inputs inputs) {
        CommandType type = desk.type("customfield");
        Optional<String> word = inputs.optionalText("modcode").map(given -> modcode(caller, given));
        List<StoredObject> fields = desk.read(
                caller,
                tx -> word.isEmpty()
                        ? ObjectDesk.all(tx, type)
                        : ObjectDesk.shown(tx, type, TermRange.of("modcode", Terms.value(word.get()))));
        return new ObjectResult(caller).objects("customfields", type, fields);
    }

    private String modcode(Caller caller, String word) {
        return desk.types(caller)
                .named(word)
                .flatMap(CommandType::customFields)
                .map(CommandType.CustomFieldUse::objectType)
                .orElse(word);
    }

    /// An icon that the client has comes without its picture.
    private CommandResult icons(Caller caller, Inputs inputs) {
        Copies copies = Copies.of(inputs);
        CommandType type = desk.type("icon");
        List<JsonValue> icons = desk.read(caller, tx -> ObjectDesk.all(tx, type)).stream()
                .<JsonValue>map(icon -> icon(icon, copies))
                .toList();
        return new ObjectResult(caller).value("icons", new JsonArray(icons));
    }

    private static JsonObject icon(StoredObject stored, Copies copies) {
        JsonObject icon = CommandObjectType.object(stored);
        long id = stored.number().value();
        String md5sum = ObjectDesk.text(icon, "md5sum");
        JsonObject sent = JsonObject.EMPTY
                .with("id", JsonNumber.of(id))
                .with("title", icon.get("title").orElse(JsonText.EMPTY));
        if (!copies.hold(id, md5sum)) {
            sent = sent.with("data", icon.get("data").orElse(JsonText.EMPTY));
        }
        return sent.with("md5sum", new JsonText(md5sum));
    }

    private CommandResult productStates(Caller caller, Inputs inputs) {
        CommandType state = desk.type("productusestate");
        CommandType area = desk.type("budgetarea");
        return new ObjectResult(caller)
                .objects("states", state, desk.read(caller, tx -> ObjectDesk.all(tx, state)))
                .objects("budgetareas", area, desk.read(caller, tx -> ObjectDesk.all(tx, area)));
    }
}
