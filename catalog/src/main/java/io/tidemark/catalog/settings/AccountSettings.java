package io.tidemark.catalog.settings;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.Conduct;
import io.tidemark.catalog.selection.SelectionRules;
import io.tidemark.catalog.selection.Window;
import io.tidemark.catalog.selection.Windows;
import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of an account: the object of the type `appsettings` under [#KEY]. Among the keywords that the
/// app gets, `LimitNumObjects` is also what limits: as long as it is there, everybody is among the limited
/// ([Principal#LIMITED]), so that switching it sends each device the difference. `windows` widens or narrows the
/// rules' windows. Stateless.
public final class AccountSettings implements Conduct {
    /// The type of the settings.
    public static final TypeId TYPE = new TypeId("appsettings");

    /// Where an account's settings are.
    public static final ObjectKey KEY = new ObjectKey(TYPE, "app");

    /// The keyword with which objects are limited (command API 2.1, 1.10).
    public static final String LIMIT = "LimitNumObjects";

    /// The field with the keywords that are switched on.
    public static final String FUNCTIONS = "functions";

    /// The field with the windows that differ from those described: by type, by the name of the rule or limit,
    /// in the words of [Window#parse].
    public static final String WINDOWS = "windows";

    private final CommandTypes types;

    /// @param types those whose windows can be set
    public AccountSettings(CommandTypes types) {
        this.types = types;
    }

    @Override
    public JsonObject settled(JsonObject before, JsonObject after, RuleContext context) {
        for (Map.Entry<String, JsonValue> type : windows(after).members().entrySet()) {
            SelectionRules rules = types.type(type.getKey())
                    .flatMap(described -> described.selection())
                    .orElseThrow(() -> new Unfit("The field windows names " + type.getKey()
                            + ", which has no rules with windows. Those that have: " + ruled() + "."));
            Set<String> known = rules.windows().stream()
                    .map(SelectionRules.Named::name)
                    .collect(java.util.stream.Collectors.toSet());
            if (!(type.getValue() instanceof JsonObject set)) {
                throw new Unfit(
                        "The field windows holds a set for each type, such as {\"todo\": {\"closed\": \"14 days\"}}.");
            }
            set.members().forEach((name, value) -> {
                if (!known.contains(name)) {
                    throw new Unfit("The field windows names " + type.getKey() + "." + name + ", which is no window: "
                            + String.join(", ", known.stream().sorted().toList()) + ".");
                }
                if (window(value).isEmpty()) {
                    throw new Unfit("The field windows must say for " + type.getKey() + "." + name
                            + " how long: 14 days, 3 weeks, 1 month, 1 year, or always.");
                }
            });
        }
        return after;
    }

    private String ruled() {
        return String.join(
                ", ",
                types.all().stream()
                        .filter(type -> type.selection().isPresent())
                        .map(type -> type.name())
                        .toList());
    }

    @Override
    public Optional<ObjectKey> only() {
        return Optional.of(KEY);
    }

    @Override
    public Optional<Group> group(ObjectKey key, Fields fields) {
        if (!key.equals(KEY)) {
            return Optional.empty();
        }
        return Optional.of(
                limits(CommandObjectType.object(fields))
                        ? Group.ofEverybody(Principal.LIMITED)
                        : new Group(Principal.LIMITED, Set.of()));
    }

    /// The settings of an account; empty when it has none.
    public static JsonObject of(ReadTransaction tx) {
        return tx.object(KEY)
                .filter(object -> !object.deleted())
                .map(CommandObjectType::object)
                .orElse(JsonObject.EMPTY);
    }

    /// Switches the limit in the settings of an account, which are made if it has none.
    public static void limit(Saving saving, boolean on) {
        List<JsonValue> functions = new ArrayList<>(
                of(saving.stored()).get(FUNCTIONS).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> items)
                        ? items
                        : List.of());
        functions.removeIf(new JsonText(LIMIT)::equals);
        if (on) {
            functions.add(new JsonText(LIMIT));
        }
        save(saving, FUNCTIONS, new JsonArray(functions));
    }

    /// Sets a window in the settings of an account, which are made if it has none.
    ///
    /// @param window null for the one described
    public static void window(Saving saving, String type, String name, @Nullable Window window) {
        JsonObject all = windows(of(saving.stored()));
        JsonObject ofType = all.get(type).orElse(JsonObject.EMPTY) instanceof JsonObject set ? set : JsonObject.EMPTY;
        JsonObject next = window == null ? ofType.without(name) : ofType.with(name, new JsonText(window.toString()));
        save(saving, WINDOWS, next.members().isEmpty() ? all.without(type) : all.with(type, next));
    }

    private static void save(Saving saving, String field, JsonValue value) {
        saving.create(TYPE, CommandObjectType.said(JsonObject.EMPTY.with(field, value)), Patch.NOTHING);
    }

    /// Whether settings limit objects.
    public static boolean limits(JsonObject settings) {
        return settings.get(FUNCTIONS).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> functions)
                && functions.contains(new JsonText(LIMIT));
    }

    /// The windows that settings set. What is no window is left out: it was, when it was stored.
    public static Windows windowsOf(JsonObject settings) {
        Map<String, Map<String, Window>> all = new LinkedHashMap<>();
        windows(settings).members().forEach((type, set) -> {
            Map<String, Window> ofType = new LinkedHashMap<>();
            if (set instanceof JsonObject object) {
                object.members().forEach((name, value) -> window(value).ifPresent(window -> ofType.put(name, window)));
            }
            all.put(type, ofType);
        });
        return new Windows(all);
    }

    private static JsonObject windows(JsonObject settings) {
        return settings.get(WINDOWS).orElse(JsonObject.EMPTY) instanceof JsonObject set ? set : JsonObject.EMPTY;
    }

    private static Optional<Window> window(JsonValue value) {
        return value instanceof JsonText(String text) ? Window.parse(text) : Optional.empty();
    }
}
