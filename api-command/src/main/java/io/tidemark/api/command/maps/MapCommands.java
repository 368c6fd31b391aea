package io.tidemark.api.command.maps;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The commands over drawings and maps. Thread-safe.
public final class MapCommands {
    private static final TypeId FEATURE = new TypeId("feature");
    private static final String LAYER = "layerref";
    private static final String KEPT_LAYER = ".layer";

    private final ObjectDesk desk;
    private final CommandType feature;

    /// @param desk finds and saves
    public MapCommands(ObjectDesk desk) {
        this.desk = desk;
        this.feature = desk.type("feature");
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                new NamedCommand("GISGetCustomBaseLayers", this::layers),
                new NamedCommand("GISGetFeaturesByLayer", this::features),
                new NamedCommand("GISCreateUpdateFeatures", this::save));
    }

    /// With a date, those that changed then or later, and those that are gone among them. The second that is named
    /// counts.
    private CommandResult layers(Caller caller, Inputs inputs) {
        CommandType layer = desk.type("baselayer");
        Optional<Instant> since = inputs.optionalDate("changedate")
                .map(day -> LocalDateTime.of(day, inputs.time("changetime"))
                        .atZone(caller.account().zone())
                        .toInstant());
        List<StoredObject> layers = desk.read(caller, tx -> ObjectDesk.every(tx, layer)).stream()
                .filter(object -> since.isEmpty()
                        ? ObjectDesk.isShown(layer, object)
                        : !object.modifiedAt().isBefore(since.get()))
                .toList();
        return new ObjectResult(caller).objects("layers", layer, layers);
    }

    /// The drawings of one layer: on an object, or on those of one type, if they are named, and of one kind if
    /// `datatype` names one.
    private CommandResult features(Caller caller, Inputs inputs) {
        String word = desk.types(caller)
                .named(inputs.text("modcode"))
                .map(type -> type.words().getFirst())
                .orElse(inputs.text("modcode"));
        long object = inputs.number("sysref");
        String layer = Long.toString(inputs.number(LAYER));
        TermRange range = word.isEmpty() || object == 0
                ? TermRange.of(KEPT_LAYER, layer)
                : TermRange.of(Terms.name("modcode", "sysref"), Terms.value(word, object));
        long kind = inputs.number("datatype");
        List<StoredObject> found = desk.read(caller, tx -> ObjectDesk.shown(tx, feature, range)).stream()
                .filter(drawn -> CommandObjectType.holds(drawn.body(), KEPT_LAYER, layer))
                .filter(drawn -> word.isEmpty() || holds(drawn, "modcode", new JsonText(word)))
                .filter(drawn -> object == 0 || holds(drawn, "sysref", JsonNumber.of(object)))
                .filter(drawn -> kind == 0 || holds(drawn, "type", JsonNumber.of(kind)))
                .toList();
        return new ObjectResult(caller).objects("features", feature, found);
    }

    private static boolean holds(StoredObject drawn, String field, JsonValue value) {
        return CommandObjectType.holds(drawn.body(), field, TreeWriter.text(value));
    }

    /// All of them, or none.
    private CommandResult save(Caller caller, Inputs inputs) {
        CommandTypes types = desk.types(caller);
        List<Save> saves =
                inputs.sets("features").stream().map(set -> save(set, types)).toList();
        if (saves.isEmpty()) {
            return new ObjectResult(caller);
        }
        desk.save(caller, inputs, "GISCreateUpdateFeatures", feature, saving -> {
            List<Current> saved = saves.stream().map(saving::save).toList();
            return saved.getFirst();
        });
        return new ObjectResult(caller);
    }

    private Save save(JsonObject sent, CommandTypes types) {
        long number = number(sent, "id").orElse(0L);
        JsonObject content = sent.without("id");
        Optional<String> word = sent.get("modcode")
                .flatMap(value -> types.named(ObjectDesk.text(sent, "modcode")))
                .flatMap(type -> Stream.of(type.words().getFirst()).findFirst());
        if (word.isPresent()) {
            content = content.with("modcode", new JsonText(word.get()));
        }
        Optional<Long> layer = number(sent, LAYER);
        if (number == 0 && layer.isEmpty()) {
            throw CommandException.missing(LAYER);
        }
        JsonObject decided = layer.map(ref -> JsonObject.EMPTY.with(KEPT_LAYER, JsonNumber.of(ref)))
                .orElse(JsonObject.EMPTY);
        return new Save(
                FEATURE,
                number == 0 ? null : ObjectDesk.number(feature, number),
                CommandObjectType.said(content),
                CommandObjectType.decided(decided));
    }

    private static Optional<Long> number(JsonObject sent, String field) {
        return sent.get(field).map(value -> switch (BasicKind.NUMBER.read(field, value)) {
            case ValueReading.Canonical(JsonValue canonical) ->
                canonical instanceof JsonNumber(String digits) ? Long.parseLong(digits) : 0L;
            case ValueReading.BadValue(String sentence) -> throw new CommandException(CommandError.BAD_VALUE, sentence);
        });
    }
}
