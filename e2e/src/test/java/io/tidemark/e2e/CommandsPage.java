package io.tidemark.e2e;

import io.tidemark.catalog.command.reference.CommandChapter;
import io.tidemark.catalog.command.reference.CommandDescription;
import io.tidemark.catalog.command.reference.CommandReference;
import io.tidemark.catalog.command.reference.InputDescription;
import io.tidemark.catalog.command.reference.OutputDescription;
import io.tidemark.catalog.command.reference.ValueKind;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The page `docs/spec/commands.md`, made from [CommandReference] and the examples.
final class CommandsPage {
    private static final String HEAD = """
            # The commands of the command API

            What each command takes and gives. How requests and answers look, how one logs in and what can go wrong is
            on the page of [the command API](command-api.md); what stands in an object, on that of
            [its types](command-types.md).

            * Inputs stand beside the name of the command, outputs beside the `status` of its result. Names of commands
              are found in any case; unknown inputs are ignored.
            * *needed*: without it the command fails with `missingfield`. One that is left out counts as what stands in
              brackets, or else as the empty value of its kind: 0, no, an empty text. `null` is as good as left out; so
              is an empty text where no text belongs, if the input is not needed.
            * A number passes for a text. `any` is whatever JSON there is. The other kinds are explained with
              [the types](command-types.md).
            * Known: *doc*: from the published reference; *client*: from a working client; *inferred*: the name is ours,
              since a need for it is known; *ours*: an extension, which original clients do not know.
            * Every example was run as it stands here: login left out, the others of its chapter before it, a minute
              apart, in a small company with the users 1 (Ida), 2 and 3, whose lists were set up before. Of the answer, `results` is shown; `"…"` stands
              for a text that differs from run to run, and the empty fields of large objects are not shown.

            This page is generated from the descriptions of the commands and from their examples.

            """;

    private static final Set<JsonValue> EMPTY =
            Set.of(JsonText.EMPTY, JsonNumber.ZERO, JsonArray.EMPTY, JsonObject.EMPTY);
    private static final int SMALL_FIELDS_MAX = 12;

    private final CommandReference reference;
    private final Set<String> served;
    private final StringBuilder page = new StringBuilder(HEAD);

    private CommandsPage(CommandReference reference, Set<String> served) {
        this.reference = reference;
        this.served = served;
    }

    /// @param served the names of the commands that a server knows
    static String of(CommandReference reference, Set<String> served) throws IOException {
        CommandsPage page = new CommandsPage(reference, served);
        page.contents();
        for (CommandChapter chapter : reference.chapters()) {
            page.chapter(chapter);
        }
        return page.page.toString();
    }

    private void contents() {
        for (CommandChapter chapter : reference.chapters()) {
            line("* [%s](#%s): %s"
                    .formatted(
                            chapter.title(),
                            anchor(chapter.title()),
                            chapter.commands().stream()
                                    .map(command -> "[%s](#%s)".formatted(command.name(), anchor(command.name())))
                                    .collect(Collectors.joining(", "))));
        }
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private void chapter(CommandChapter chapter) throws IOException {
        line("\n## " + chapter.title() + "\n\n" + chapter.meaning());
        List<CommandExample> examples = ExampleChapter.read(chapter.name()).examples();
        for (CommandDescription command : chapter.commands()) {
            line("\n### " + command.name() + "\n\n" + command.meaning() + " `["
                    + command.mark().code() + "]`" + (served.contains(command.name()) ? "" : " **Not served yet.**"));
            command.notes().forEach(note -> line("\n" + note));
            inputs(command);
            outputs(command);
            examples.stream()
                    .filter(example -> example.of().equals(command.name()))
                    .forEach(this::example);
        }
    }

    private void inputs(CommandDescription command) {
        if (command.inputs().isEmpty()) {
            return;
        }
        line("\n| Input | Kind | Meaning | Known |\n| --- | --- | --- | --- |");
        for (InputDescription input : command.inputs()) {
            line("| `%s` | %s | %s | %s |"
                    .formatted(
                            input.name(),
                            kind(input.kind()),
                            meaning(input),
                            input.mark().code()));
        }
        for (List<String> group : command.oneOf()) {
            line("\nOne of " + group.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
                    + " is needed.");
        }
    }

    private static String meaning(InputDescription input) {
        return (input.required() ? "*needed*. " : "")
                + input.meaning()
                + input.start()
                        .map(start -> " (`" + TreeWriter.text(start) + "`)")
                        .orElse("");
    }

    private void outputs(CommandDescription command) {
        if (command.outputs().isEmpty()) {
            line("\nIt has no outputs.");
            return;
        }
        line("\n| Output | Kind | Meaning | Known |\n| --- | --- | --- | --- |");
        for (OutputDescription output : command.outputs()) {
            String when = output.onlyWhen().map(only -> "; only when " + only).orElse("");
            line("| `%s` | %s | %s | %s |"
                    .formatted(
                            output.name(),
                            kind(output.kind()),
                            output.meaning() + when,
                            output.mark().code()));
        }
    }

    private static String kind(ValueKind kind) {
        return switch (kind) {
            case ValueKind.OfType(String type) -> "[`" + type + "`](command-types.md#" + type + ")";
            case ValueKind.CollectionOfType(String type) ->
                "[`" + kind.wireName() + "`](command-types.md#" + type + ")";
            case ValueKind.Plain _, ValueKind.Anything _ -> "`" + kind.wireName() + "`";
        };
    }

    private void example(CommandExample example) {
        line("\n" + (example.says().isEmpty() ? "For example:" : example.says()));
        line("\n```json\n" + PrettyJson.of(example.commands()) + "\n```");
        line("\n```json\n" + PrettyJson.of(shortened(example.results())) + "\n```");
    }

    /// Without the empty fields of large objects: nobody reads forty of them in each example.
    private static JsonValue shortened(JsonValue value) {
        if (value instanceof JsonArray(List<JsonValue> items)) {
            return new JsonArray(items.stream().map(CommandsPage::shortened).toList());
        }
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        boolean isLarge = object.members().size() > SMALL_FIELDS_MAX;
        Map<String, JsonValue> shown = new LinkedHashMap<>();
        object.members().forEach((name, member) -> {
            if (!isLarge || !EMPTY.contains(member)) {
                shown.put(name, shortened(member));
            }
        });
        int hidden = object.members().size() - shown.size();
        JsonObject shortened = new JsonObject(shown);
        return hidden == 0 ? shortened : shortened.with("…", new JsonText("and " + hidden + " that are empty"));
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
