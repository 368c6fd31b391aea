package io.tidemark.catalog.command.reference;

import io.tidemark.catalog.command.DescribedObject;
import io.tidemark.catalog.command.Mark;
import io.tidemark.catalog.command.TypeDescriptionException;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.tree.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one chapter. Whether its parts fit together is [CommandCheck]'s. Stateless.
final class CommandReader {
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    private static final Set<String> OF_CHAPTERS = Set.of("chapter", "title", "meaning", "commands");
    private static final Set<String> OF_COMMANDS =
            Set.of("name", "mark", "meaning", "changes", "clientid", "inputs", "oneof", "outputs", "notes");
    private static final Set<String> OF_INPUTS = Set.of("name", "kind", "required", "start", "meaning", "mark");
    private static final Set<String> OF_OUTPUTS = Set.of("name", "kind", "when", "meaning", "mark");

    private static final ValueKind STRING = new ValueKind.Plain(BasicKind.STRING);
    private static final ValueKind DATE = new ValueKind.Plain(BasicKind.DATE);
    private static final ValueKind TIME = new ValueKind.Plain(BasicKind.TIME);

    /// What every change list has (`"changes": true`).
    private static final List<InputDescription> CHANGE_INPUTS = List.of(
            new InputDescription(
                    "changedate", DATE, true, Optional.empty(), "What changed on this day or later", Mark.DOC),
            new InputDescription(
                    "changetime",
                    TIME,
                    false,
                    Optional.of(new JsonText("00:00:00")),
                    "On the day itself: from this second on",
                    Mark.DOC),
            new InputDescription(
                    "resumekey",
                    STRING,
                    false,
                    Optional.empty(),
                    "From the part before, to get the next one; everything else as before",
                    Mark.DOC));

    private static final List<OutputDescription> CHANGE_OUTPUTS = List.of(
            new OutputDescription("resumekey", STRING, Optional.of("more follows"), "Asks for the next part", Mark.DOC),
            new OutputDescription(
                    "date", DATE, Optional.empty(), "The day when the first request of the chain arrived", Mark.DOC),
            new OutputDescription("time", TIME, Optional.empty(), "The time of that", Mark.DOC));

    /// What every command has whose repetition must have no second effect (`"clientid": true`).
    private static final InputDescription CLIENT_ID = new InputDescription(
            "clientid",
            STRING,
            false,
            Optional.empty(),
            "The client's name for this upload; under one name, a second one has no effect",
            Mark.OURS);

    private CommandReader() {}

    /// @throws TypeDescriptionException if it is none
    static CommandChapter chapter(String source, String json) {
        try {
            DescribedObject chapter = new DescribedObject(source, READER.read(json)).knowing(OF_CHAPTERS);
            return new CommandChapter(
                    chapter.text("chapter"),
                    chapter.text("title"),
                    chapter.text("meaning"),
                    chapter.objects("commands").stream()
                            .map(command -> command(command.at(source + ": " + command.text("name"))))
                            .toList());
        } catch (WireException e) {
            throw new TypeDescriptionException(source + ": " + e.path(), e.sentence());
        }
    }

    private static CommandDescription command(DescribedObject command) {
        command.knowing(OF_COMMANDS);
        Mark mark = mark(command, command.text("mark"));
        boolean changes = command.flag("changes", false);
        List<InputDescription> inputs = new ArrayList<>(changes ? CHANGE_INPUTS : List.of());
        for (DescribedObject input : command.objects("inputs")) {
            inputs.add(input(input.at(command.place() + "." + input.text("name")), mark));
        }
        if (command.flag("clientid", false)) {
            inputs.add(CLIENT_ID);
        }
        List<OutputDescription> outputs = new ArrayList<>();
        for (DescribedObject output : command.objects("outputs")) {
            outputs.add(output(output.at(command.place() + "." + output.text("name")), mark));
        }
        outputs.addAll(changes ? CHANGE_OUTPUTS : List.of());
        return new CommandDescription(
                command.text("name"),
                mark,
                command.text("meaning"),
                inputs,
                command.lists("oneof"),
                outputs,
                command.texts("notes"));
    }

    private static InputDescription input(DescribedObject input, Mark ofCommand) {
        input.knowing(OF_INPUTS);
        String name = input.text("name");
        ValueKind kind = ValueKind.parse(input.text("kind"));
        return new InputDescription(
                name,
                kind,
                input.flag("required", false),
                input.object().get("start").map(value -> switch (kind.read(name, value)) {
                    case ValueReading.Canonical(var canonical) -> canonical;
                    case ValueReading.BadValue(String sentence) ->
                        throw input.mistake("The start value does not fit. " + sentence);
                }),
                input.text("meaning"),
                input.optionalText("mark").map(code -> mark(input, code)).orElse(ofCommand));
    }

    private static OutputDescription output(DescribedObject output, Mark ofCommand) {
        output.knowing(OF_OUTPUTS);
        return new OutputDescription(
                output.text("name"),
                ValueKind.parse(output.text("kind")),
                output.optionalText("when"),
                output.text("meaning"),
                output.optionalText("mark").map(code -> mark(output, code)).orElse(ofCommand));
    }

    private static Mark mark(DescribedObject described, String code) {
        return Mark.parse(code)
                .filter(mark -> mark != Mark.COMMAND) // of fields of types only
                .orElseThrow(() -> described.mistake("There is no mark " + code + "."));
    }
}
