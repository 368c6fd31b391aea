package io.tidemark.catalog.command.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.Mark;
import io.tidemark.catalog.command.TypeDescriptionException;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.tree.JsonNumber;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandReferenceTest {
    private static final CommandTypes TYPES = CommandTypes.standard();
    private static final String BOATS = """
            {'chapter': 'boats', 'title': 'Boats', 'meaning': 'Boats for hire.',
             'commands': [
             {'name': 'GetBoatsByLastChange', 'mark': 'doc', 'meaning': 'Lists boats.', 'changes': true,
              'outputs': [{'name': 'tools', 'kind': 'collection[tool]', 'meaning': 'The boats'}]},
             {'name': 'HireBoat', 'mark': 'inferred', 'meaning': 'Hires a boat.', 'clientid': true,
              'inputs': [
               {'name': 'boatid', 'kind': 'number', 'required': true, 'meaning': 'The boat'},
               {'name': 'hours', 'kind': 'number', 'mark': 'ours', 'start': 2, 'meaning': 'How long'},
               {'name': 'personid', 'kind': 'number', 'meaning': 'For whom'},
               {'name': 'customerid', 'kind': 'number', 'meaning': 'For which company'}
              ],
              'oneof': [['personid', 'customerid']],
              'outputs': [{'name': 'boat', 'kind': 'tool', 'when': 'there is one', 'meaning': 'The boat'}],
              'notes': ['In summer only.']}
             ]}
            """;

    private static CommandReference read(String description) {
        return CommandReference.of(TYPES, Map.of("boats.json", description.replace('\'', '"')));
    }

    @Test
    void aDescriptionSaysWhatACommandTakesAndGives() {
        CommandDescription hire = read(BOATS).find("hireboat").orElseThrow();

        assertThat(hire.name()).isEqualTo("HireBoat");
        assertThat(hire.inputs())
                .extracting(InputDescription::name)
                .containsExactly("boatid", "hours", "personid", "customerid", "clientid");
        InputDescription hours = hire.input("hours").orElseThrow();
        assertThat(hours.leftOut()).isEqualTo(JsonNumber.of(2));
        assertThat(hours.mark()).isEqualTo(Mark.OURS);
        assertThat(hire.input("boatid").orElseThrow().mark())
                .as("of the command")
                .isEqualTo(Mark.INFERRED);
        assertThat(hire.input("clientid").orElseThrow().mark()).isEqualTo(Mark.OURS);
        assertThat(hire.outputs().getFirst().onlyWhen()).contains("there is one");
    }

    @Test
    void aChangeListHasWhatAllOfThemHave() {
        CommandDescription list = read(BOATS).find("GetBoatsByLastChange").orElseThrow();

        assertThat(list.inputs())
                .extracting(InputDescription::name)
                .containsExactly("changedate", "changetime", "resumekey");
        assertThat(list.outputs())
                .extracting(OutputDescription::name)
                .containsExactly("tools", "resumekey", "date", "time");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'kind': 'tool' | 'kind': 'boat' | boats.json: HireBoat.boat: There is no kind and no type boat.",
                "'collection[tool]' | 'collection[boat]' | GetBoatsByLastChange.tools: There is no kind and no type boat.",
                "'name': 'hours' | 'name': 'boatid' | boats.json: HireBoat.boatid: This name is taken already.",
                "'name': 'hours' | 'name': 'clientid' | boats.json: HireBoat.clientid: This name is taken already.",
                "'name': 'hours' | 'name': 'command' | boats.json: HireBoat.command: This name is taken already.",
                "'name': 'boat' | 'name': 'status' | boats.json: HireBoat.status: This name is taken already.",
                "'name': 'hours' | 'name': 'Hours' | boats.json: HireBoat.Hours: A name has at most 50 small letters",
                "'start': 2 | 'start': 'two' | boats.json: HireBoat.hours: The start value does not fit.",
                "'start': 2 | 'strat': 2 | boats.json: HireBoat.hours: There is no property strat",
                "'required': true | 'required': true, 'start': 3 | HireBoat.boatid: What is required has no start value.",
                "'required': true | 'required': 1 | boats.json: HireBoat.boatid: The property required must be true or",
                "'personid', 'customerid' | 'persid', 'customerid' | boats.json: HireBoat: There is no input persid.",
                "'personid', 'customerid' | 'boatid', 'customerid' | HireBoat: The input boatid is required by itself.",
                "'mark': 'ours' | 'mark': 'rumour' | boats.json: HireBoat.hours: There is no mark rumour.",
                "'mark': 'inferred' | 'mark': 'command' | boats.json: HireBoat: There is no mark command.",
                "'HireBoat' | 'GETBOATSBYLASTCHANGE' | There is a command of this name already.",
                "'HireBoat' | 'hireBoat' | A command's name has 3 to 64 letters, a capital first.",
                "'notes' | 'note' | boats.json: HireBoat: There is no property note;",
                "'when' | 'if' | boats.json: HireBoat.boat: There is no property if;",
                "'title': 'Boats', |  | boats.json: The property title is needed.",
                "'meaning': 'Hires a boat.', |  | boats.json: HireBoat: The property meaning is needed.",
            })
    void aMistakeIsNamedByItsPlace(String piece, String replacement, String message) {
        assertThat(BOATS).contains(piece);
        String changed = BOATS.replace(piece, replacement == null ? "" : replacement);
        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(TypeDescriptionException.class)
                .hasMessageContaining(message);
    }

    /// The change lists of the reference, but for the one that answers in one part.
    @Test
    void everyChangeListOfTheReferenceCanBeResumed() {
        List<String> without = CommandReference.standard(TYPES).all().stream()
                .filter(command -> command.name().endsWith("ByLastChange"))
                .filter(command -> command.input("resumekey").isEmpty())
                .map(CommandDescription::name)
                .toList();

        assertThat(without).containsExactly("GetMessagesByLastChange");
    }

    /// The same word means the same everywhere: a client keeps one way to write it.
    @Test
    void idsAreNumbersAndDaysAreDates() {
        Pattern text = Pattern.compile("instanceid|clientid");
        for (CommandDescription command : CommandReference.standard(TYPES).all()) {
            for (InputDescription input : command.inputs()) {
                if (input.name().endsWith("id") && !text.matcher(input.name()).matches()) {
                    assertThat(input.kind())
                            .as(command.name() + "." + input.name())
                            .isEqualTo(new ValueKind.Plain(BasicKind.NUMBER));
                }
                if (input.name().endsWith("date")) {
                    assertThat(input.kind())
                            .as(command.name() + "." + input.name())
                            .isEqualTo(new ValueKind.Plain(BasicKind.DATE));
                }
            }
        }
    }

    @Test
    void whatIsSavedComesBackUnderTheNameOfWhatWasSent() {
        for (CommandDescription command : CommandReference.standard(TYPES).all()) {
            if (command.name().startsWith("CreateUpdate")) {
                assertThat(command.outputs())
                        .extracting(OutputDescription::name)
                        .as(command.name())
                        .containsExactly(command.inputs().getFirst().name());
            }
        }
    }
}
