package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.reference.CommandChapter;
import io.tidemark.catalog.command.reference.CommandDescription;
import io.tidemark.catalog.command.reference.CommandReference;
import io.tidemark.catalog.command.reference.OutputDescription;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples of the command reference are what the server answers, and answers are what the reference describes.
class CommandExamplesTest {
    private static final CommandReference REFERENCE = CommandReference.standard(CommandTypes.standard());
    private static final boolean RECORDS = "write".equals(System.getProperty("tidemark.examples"));

    static List<String> chapters() throws IOException {
        return ExampleChapter.names();
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void everyExampleIsWhatTheServerAnswers(String chapter) throws IOException {
        ExampleChapter written = ExampleChapter.read(chapter);
        List<CommandExample> examples = written.examples();
        List<CommandExample> recorded = new ArrayList<>();
        try (ExampleCompany company = new ExampleCompany()) {
            company.setUp(written.company());
            for (CommandExample example : examples) {
                JsonArray results = company.run(example.commands());
                checkOutputs(example, results);
                recorded.add(example.with((JsonArray) CommandExample.masked(results, example.results())));
            }
        }
        if (RECORDS) {
            new ExampleChapter(written.company(), recorded).write(chapter);
        }
        for (int n = 0; n < examples.size(); n++) {
            String place = "example " + (n + 1) + " of " + chapter + ", of "
                    + examples.get(n).of();
            if (!RECORDS) {
                assertThat(PrettyJson.of(recorded.get(n).results()))
                        .as(place)
                        .isEqualTo(PrettyJson.of(examples.get(n).results()));
            }
        }
    }

    /// A result has what is described for its command, and nothing else.
    private static void checkOutputs(CommandExample example, JsonArray results) {
        assertThat(results.items()).hasSameSizeAs(example.commands().items());
        for (int n = 0; n < results.items().size(); n++) {
            JsonObject command = (JsonObject) example.commands().items().get(n);
            JsonObject result = (JsonObject) results.items().get(n);
            CommandDescription description =
                    REFERENCE.find(name(command)).orElseThrow(() -> new AssertionError("not described: " + command));
            assertThat(command.members().keySet())
                    .as("inputs of an example of %s", description.name())
                    .allMatch(name ->
                            name.equals("command") || description.input(name).isPresent());
            if (result.get("status").equals(Optional.of(JsonNumber.ONE))) {
                checkOutputs(description, result.without("status"));
            }
        }
    }

    private static void checkOutputs(CommandDescription description, JsonObject outputs) {
        Set<String> unexpected = new HashSet<>(outputs.members().keySet());
        for (OutputDescription output : description.outputs()) {
            String place = description.name() + "." + output.name();
            unexpected.remove(output.name());
            if (output.onlyWhen().isEmpty()) {
                assertThat(outputs.members()).as(place).containsKey(output.name());
            }
            outputs.get(output.name())
                    .ifPresent(value -> assertThat(output.kind().read(output.name(), value))
                            .as(place)
                            .isEqualTo(ValueReading.canonical(value)));
        }
        assertThat(unexpected)
                .as("outputs of %s that are not described", description.name())
                .isEmpty();
    }

    private static String name(JsonObject command) {
        return command.get("command").orElse(JsonText.EMPTY) instanceof JsonText(String name) ? name : "";
    }

    @Test
    void everyCommandThatIsServedHasAnExample() throws IOException {
        Set<String> shown = new HashSet<>();
        for (String chapter : ExampleChapter.names()) {
            Set<String> names = new HashSet<>();
            REFERENCE.chapters().stream()
                    .filter(described -> described.name().equals(chapter))
                    .map(CommandChapter::commands)
                    .flatMap(List::stream)
                    .forEach(command -> names.add(command.name()));
            for (CommandExample example : ExampleChapter.read(chapter).examples()) {
                assertThat(names).as("commands of the chapter %s", chapter).contains(example.of());
                shown.add(example.of());
            }
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(served());
    }

    /// The described commands that a server knows.
    static Set<String> served() {
        List<String> names =
                REFERENCE.all().stream().map(CommandDescription::name).toList();
        try (ExampleCompany company = new ExampleCompany()) {
            List<JsonValue> results = company.run(new JsonArray(names.stream()
                            .<JsonValue>map(name -> JsonObject.EMPTY.with("command", new JsonText(name)))
                            .toList()))
                    .items();
            Set<String> served = new HashSet<>();
            for (int n = 0; n < names.size(); n++) {
                JsonValue error = ((JsonObject) results.get(n)).get("error").orElse(JsonText.EMPTY);
                if (!error.equals(new JsonText("unknowncommand"))) {
                    served.add(names.get(n));
                }
            }
            return served;
        }
    }
}
