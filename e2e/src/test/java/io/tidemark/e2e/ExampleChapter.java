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
import java.util.List;
import java.util.stream.Stream;

/// The examples of a chapter of the command reference, from the file `examples/` and the name of the chapter. They are
/// run in their order, in an account of their own ([ExampleCompany]). Immutable.
///
/// To write one, add an element without `results`, and let the test record them:
///
/// ```
/// ./build -q -pl e2e -am test -Dtest=CommandExamplesTest -Dsurefire.failIfNoSpecifiedTests=false \
///     -Dtidemark.examples=write
/// ```
///
/// Then read what was recorded. A text that differs from run to run is replaced by hand by [CommandExample#ANY];
/// recording leaves it.
///
/// @param company what is set up in the account beforehand: each has the name of a `type` and the `object`, and
///     what is `decided` in it; they get the numbers 1, 2, 3
/// @param examples in their order
record ExampleChapter(JsonArray company, List<CommandExample> examples) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "io", "tidemark", "e2e", "examples");
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    ExampleChapter {
        examples = List.copyOf(examples);
    }

    /// The names of the chapters that have examples.
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    /// A chapter; without examples if it has no file.
    static ExampleChapter read(String name) throws IOException {
        if (!Files.exists(file(name))) {
            return new ExampleChapter(JsonArray.EMPTY, List.of());
        }
        JsonObject file = READER.read(Files.readString(file(name)));
        return new ExampleChapter(
                items(file, "company"),
                items(file, "examples").items().stream()
                        .map(JsonObject.class::cast)
                        .map(example -> new CommandExample(
                                text(example, "of"),
                                text(example, "says"),
                                items(example, "commands"),
                                items(example, "results")))
                        .toList());
    }

    /// Writes a chapter in the form of the house.
    void write(String name) throws IOException {
        List<JsonValue> written =
                examples.stream().<JsonValue>map(ExampleChapter::json).toList();
        JsonObject file = company.items().isEmpty() ? JsonObject.EMPTY : JsonObject.EMPTY.with("company", company);
        Files.writeString(file(name), PrettyJson.of(file.with("examples", new JsonArray(written))) + "\n");
    }

    private static JsonObject json(CommandExample example) {
        JsonObject named = JsonObject.EMPTY.with("of", new JsonText(example.of()));
        return (example.says().isEmpty() ? named : named.with("says", new JsonText(example.says())))
                .with("commands", example.commands())
                .with("results", example.results());
    }

    private static Path file(String name) {
        return FOLDER.resolve(name + ".json");
    }

    private static String text(JsonObject set, String name) {
        return set.get(name).orElse(JsonText.EMPTY) instanceof JsonText(String text) ? text : "";
    }

    private static JsonArray items(JsonObject set, String name) {
        return set.get(name).orElse(JsonArray.EMPTY) instanceof JsonArray items ? items : JsonArray.EMPTY;
    }
}
