package io.tidemark.api.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.reference.CommandDescription;
import io.tidemark.catalog.command.reference.CommandReference;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonObject;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputsTest {
    private static final CommandDescription BOOK = CommandReference.of(
                    CommandTypes.standard(), Map.of("test.json", """
                    {"chapter": "test", "title": "Test", "meaning": "A command of every kind.", "commands": [
                     {"name": "BookBoat", "mark": "ours", "meaning": "Books a boat.", "clientid": true, "inputs": [
                      {"name": "boat", "kind": "number", "required": true, "meaning": "Which"},
                      {"name": "day", "kind": "date", "required": true, "meaning": "When"},
                      {"name": "until", "kind": "date", "meaning": "How long"},
                      {"name": "from", "kind": "time", "start": "08:00", "meaning": "From when"},
                      {"name": "to", "kind": "time", "meaning": "To when"},
                      {"name": "note", "kind": "string", "meaning": "Why"},
                      {"name": "report", "kind": "lstring", "meaning": "More of it"},
                      {"name": "mail", "kind": "bool", "start": 1, "meaning": "Whether to send a mail"},
                      {"name": "seats", "kind": "number", "start": 4, "meaning": "How many seats"},
                      {"name": "draught", "kind": "float", "meaning": "How deep"},
                      {"name": "picture", "kind": "binary", "meaning": "What it looks like"},
                      {"name": "crew", "kind": "collection[number]", "meaning": "Who comes"},
                      {"name": "person", "kind": "person", "meaning": "Who pays"},
                      {"name": "todos", "kind": "collection[todo]", "meaning": "What to do"},
                      {"name": "extra", "kind": "any", "meaning": "Anything"},
                      {"name": "todoid", "kind": "number", "meaning": "For what"},
                      {"name": "customerid", "kind": "number", "meaning": "For whom"}
                     ], "oneof": [["todoid", "customerid"]]}]}
                    """))
            .find("bookboat")
            .orElseThrow();
    private static final String LEAST = "'boat':1,'day':'2031-04-02','todoid':7";

    private static Inputs read(String members) {
        JsonObject sent = new TreeReader(ReadLimits.DEFAULT).read(("{" + members + "}").replace('\'', '"'));
        return Inputs.of(BOOK, sent);
    }

    @Test
    void whatWasLeftOutHasItsStartValue() {
        Inputs inputs = read(LEAST);

        assertThat(inputs.number("boat")).isEqualTo(1);
        assertThat(inputs.date("day")).isEqualTo(LocalDate.of(2031, 4, 2));
        assertThat(inputs.optionalDate("until")).isEmpty();
        assertThat(inputs.time("from")).isEqualTo(LocalTime.of(8, 0));
        assertThat(inputs.optionalTime("to")).isEmpty();
        assertThat(inputs.text("note")).isEmpty();
        assertThat(inputs.optionalText("note")).isEmpty();
        assertThat(inputs.yes("mail")).isTrue();
        assertThat(inputs.number("seats")).isEqualTo(4);
        assertThat(inputs.decimal("draught")).isZero();
        assertThat(inputs.bytes("picture")).isEmpty();
        assertThat(inputs.numbers("crew")).isEmpty();
        assertThat(inputs.set("person")).isEqualTo(JsonObject.EMPTY);
        assertThat(inputs.numberIn("person", "id")).isZero();
        assertThat(inputs.sets("todos")).isEmpty();
        assertThat(inputs.value("extra")).isEqualTo(JsonLiteral.NULL);
        assertThat(inputs.given("todoid")).isTrue();
        assertThat(inputs.given("customerid")).isFalse();
    }

    @Test
    void everySpellingIsReadToOneValue() {
        Inputs inputs = read("""
                'boat':'12','day':'2-4-2031','until':'03/04/2031','from':'9.05','to':'18:45:01','note':4711,
                'report':'a\\r\\nb','mail':'No','seats':'6','draught':'1.50','picture':'YQ==','crew':['3',4],
                'person':[],'todos':[{'id':'5'},[]],'extra':[true],'customerid':'8'""");

        assertThat(inputs.number("boat")).isEqualTo(12);
        assertThat(inputs.date("day")).isEqualTo(LocalDate.of(2031, 4, 2));
        assertThat(inputs.optionalDate("until")).contains(LocalDate.of(2031, 4, 3));
        assertThat(inputs.time("from")).isEqualTo(LocalTime.of(9, 5));
        assertThat(inputs.optionalTime("to")).contains(LocalTime.of(18, 45, 1));
        assertThat(inputs.optionalText("note")).as("a number for a text").contains("4711");
        assertThat(inputs.text("report")).isEqualTo("a\nb");
        assertThat(inputs.yes("mail")).isFalse();
        assertThat(inputs.number("seats")).isEqualTo(6);
        assertThat(inputs.decimal("draught")).isEqualTo(1.5);
        assertThat(inputs.bytes("picture")).containsExactly('a');
        assertThat(inputs.numbers("crew")).containsExactly(3L, 4L);
        assertThat(inputs.set("person")).isEqualTo(JsonObject.EMPTY);
        assertThat(inputs.sets("todos")).hasSize(2).last().isEqualTo(JsonObject.EMPTY);
        assertThat(inputs.value("extra")).hasToString("JsonArray[items=[TRUE]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "until",
                "from",
                "to",
                "mail",
                "seats",
                "draught",
                "picture",
                "crew",
                "person",
                "todos",
                "customerid"
            })
    void nullAndAnEmptyTextAreAsGoodAsNothing(String name) {
        for (String nothing : List.of("null", "''")) {
            Inputs inputs = read(LEAST + ",'" + name + "':" + nothing);
            assertThat(inputs.given(name)).isFalse();
            assertThat(inputs.value(name)).isEqualTo(read(LEAST).value(name));
        }
    }

    @Test
    void anEmptyTextIsAText() {
        Inputs inputs = read(LEAST + ",'note':''");
        assertThat(inputs.given("note")).isTrue();
        assertThat(read(LEAST + ",'note':null").given("note")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'boat':1 | missingfield The field day is missing.",
                "'boat':null,'day':'2031-04-02' | missingfield The field boat is missing.",
                "'boat':'','day':'2031-04-02' | badvalue The field boat must be a whole number",
                "'boat':1,'day':'' | badvalue The field day must be a date such as 2026-03-04.",
                "'boat':1,'day':'2031-02-30' | badvalue The field day must be a day of the calendar",
                "'boat':1,'day':'2031-04-02' | missingfield One of the fields todoid, customerid is needed.",
                "'boat':1,'day':'2031-04-02','todoid':null | missingfield One of the fields todoid, customerid is",
                "'boat':[1],'day':'2031-04-02' | badvalue The field boat must be",
                "'boat':1,'day':'2031-04-02','crew':[1,'x'] | badvalue The field crew[1] must be a whole number",
                "'boat':1,'day':'2031-04-02','crew':7 | badvalue The field crew must be a collection",
                "'boat':1,'day':'2031-04-02','person':'x' | badvalue The field person must be a set",
                "'boat':1,'day':'2031-04-02','todos':[{},7] | badvalue The field todos[1] must be a set",
                "'boat':1,'day':'2031-04-02','todos':{} | badvalue The field todos must be a collection",
                "'boat':1,'day':'2031-04-02','picture':'%' | badvalue The field picture must be bytes",
                "'boat':1,'day':'2031-04-02','clientid':{} | badvalue The field clientid must be a text",
                "'boat':1,'day':'2031-04-02','from':'25:00' | badvalue The field from must be a time of day",
            })
    void whatDoesNotFitIsNamed(String members, String refusal) {
        assertThatThrownBy(() -> read(members))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        e -> assertThat(e.error().text() + " " + e.sentence()).startsWith(refusal));
    }

    @Test
    void aNumberInASetIsReadWhenItIsAskedFor() {
        assertThat(read(LEAST + ",'person':{'id':'12'}").numberIn("person", "id"))
                .isEqualTo(12);
        Inputs inputs = read(LEAST + ",'person':{'id':'twelve'}");
        assertThatThrownBy(() -> inputs.numberIn("person", "id"))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.sentence()).startsWith("The field id must be"));
    }

    @Test
    void askingForWhatIsNotDescribedIsADefect() {
        Inputs inputs = read(LEAST);
        assertThatThrownBy(() -> inputs.number("boot")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> inputs.given("boot")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> inputs.number("note")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> inputs.text("boat")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> inputs.yes("boat")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> inputs.set("boat")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> inputs.sets("crew")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> inputs.numbers("todos")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> inputs.date("until"))
                .as("what may be left out is asked for as such")
                .isInstanceOf(IllegalStateException.class);
    }
}
