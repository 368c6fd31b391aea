package io.tidemark.e2e;

import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An example of the command reference: a request and what comes back. Immutable.
///
/// The examples of a chapter stand in a file, `examples/` and the name of the chapter; they are run in their order, in
/// an account of their own ([ExampleCompany]). To write one, add an element without `results`, and let the test record
/// them:
///
/// ```
/// ./build -q -pl e2e -am test -Dtest='CommandExamplesTest' -Dsurefire.failIfNoSpecifiedTests=false
/// -Dtidemark.examples=write
/// ```
///
/// Then read what was recorded. A text of a result that differs from run to run is replaced by hand by [#ANY];
/// recording
/// leaves it.
///
/// @param of the command that it is an example of
/// @param says what is to be seen, for people; empty if nothing needs to be said
/// @param commands of the request; the text [#ANY] in it stands for a session token
/// @param results one for each command
record CommandExample(String of, String says, JsonArray commands, JsonArray results) {
    static final JsonText ANY = new JsonText("…");

    private static final Path FOLDER = Path.of("src", "test", "resources", "io", "tidemark", "e2e", "examples");
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    /// The names of the chapters that have examples.
    static List<String> chapters() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    /// The examples of a chapter in their order; none if it has no file.
    static List<CommandExample> read(String chapter) throws IOException {
        if (!Files.exists(file(chapter))) {
            return List.of();
        }
        JsonObject file = READER.read(Files.readString(file(chapter)));
        return items(file, "examples").items().stream()
                .map(JsonObject.class::cast)
                .map(example -> new CommandExample(
                        text(example, "of"),
                        text(example, "says"),
                        items(example, "commands"),
                        items(example, "results")))
                .toList();
    }

    /// Writes the examples of a chapter in the form of the house.
    static void write(String chapter, List<CommandExample> examples) throws IOException {
        List<JsonValue> written =
                examples.stream().<JsonValue>map(CommandExample::json).toList();
        Files.writeString(
                file(chapter), PrettyJson.of(JsonObject.EMPTY.with("examples", new JsonArray(written))) + "\n");
    }

    private JsonObject json() {
        JsonObject named = JsonObject.EMPTY.with("of", new JsonText(of));
        return (says.isEmpty() ? named : named.with("says", new JsonText(says)))
                .with("commands", commands)
                .with("results", results);
    }

    private static Path file(String chapter) {
        return FOLDER.resolve(chapter + ".json");
    }

    private static String text(JsonObject set, String name) {
        return set.get(name).orElse(JsonText.EMPTY) instanceof JsonText(String text) ? text : "";
    }

    private static JsonArray items(JsonObject set, String name) {
        return set.get(name).orElse(JsonArray.EMPTY) instanceof JsonArray items ? items : JsonArray.EMPTY;
    }

    CommandExample with(JsonArray newResults) {
        return new CommandExample(of, says, commands, newResults);
    }

    /// A value with [#ANY] wherever a pattern has it for a text.
    static JsonValue masked(JsonValue value, JsonValue pattern) {
        if (pattern.equals(ANY) && value instanceof JsonText) {
            return ANY;
        }
        if (value instanceof JsonObject object && pattern instanceof JsonObject other) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            object.members()
                    .forEach((name, member) -> members.put(
                            name, other.get(name).map(of -> masked(member, of)).orElse(member)));
            return new JsonObject(members);
        }
        if (value instanceof JsonArray(List<JsonValue> items) && pattern instanceof JsonArray(List<JsonValue> others)) {
            List<JsonValue> masked = new ArrayList<>();
            for (int n = 0; n < items.size(); n++) {
                masked.add(n < others.size() ? masked(items.get(n), others.get(n)) : items.get(n));
            }
            return new JsonArray(masked);
        }
        return value;
    }
}
