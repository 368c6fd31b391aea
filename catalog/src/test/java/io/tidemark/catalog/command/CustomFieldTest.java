package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.TreeWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Custom fields (types 7.1), on tasks of the work area 5.
class CustomFieldTest {
    private final CommandTypes types = CommandTypes.standard();
    private final CommandType todo = types.type("todo").orElseThrow();
    private final InputRules rules = new InputRules(types, KnownObjects.WITHOUT_PRESETS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | [] | 'Gate B' | \"Gate B\" | \"\"",
                "2 | [] | 'Yes' | 1 | 0",
                "3 | ['red','blue'] | 'blue' | \"blue\" | \"\"",
                "3 | ['red','blue'] | '' | \"\" | \"\"",
                "4 | [] | '12' | 12 | 0",
                "5 | [] | 'a' | \"a\" | \"\"",
                "6 | [] | '4-3-2026' | \"2026-03-04\" | \"\"",
                "7 | ['red','blue','green'] | ['green','red','green'] | [\"green\",\"red\"] | []",
                "7 | [2,4] | ['4',2] | [4,2] | []",
                "7 | [{'id':2,'title':'red'},{'title':'blue'}] | ['2','blue'] | [2,\"blue\"] | []",
                "8 | [] | 'a\\r\\nb' | \"a\\nb\" | \"\"",
                "9 | [] | '12' | 12 | 0",
                "10 | [] | 3 | 3 | 0",
                "23 | [] | '#ff0000' | \"#ff0000\" | \"\"",
            })
    void everyKindHasItsValues(int kind, String options, String sent, String stored, String first) {
        CustomField field = field(kind, options);
        JsonObject object = created(field, "{'title':'x','workareaid':5,'custom34':" + sent + "}");
        assertThat(TreeWriter.text(object.get("custom34").orElseThrow())).isEqualTo(stored);
        JsonObject untouched = created(field, "{'title':'x','workareaid':5}");
        assertThat(TreeWriter.text(untouched.get("custom34").orElseThrow())).isEqualTo(first);
        assertThat(SentForm.of(todo, List.of(field), object)).isEqualTo(object);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | [] | 7",
                "2 | [] | 2",
                "3 | ['red'] | 'Red'",
                "3 | [] | 'red'",
                "3 | ['red'] | ['red']",
                "4 | [] | 'many'",
                "6 | [] | '2026-02-30'",
                "7 | ['red'] | ['red','blue']",
                "7 | ['red'] | 'red'",
                "8 | [] | {}",
                "9 | [] | 1000",
                "10 | [] | 1000",
                "23 | [] | 1",
            })
    void whatDoesNotFitIsRefused(int kind, String options, String sent) {
        Acceptance acceptance = rules.create(
                todo,
                List.of(field(kind, options)),
                KnownObjects.json("{'title':'x','workareaid':5,'custom34':" + sent + "}"));
        assertThat(acceptance).isInstanceOfSatisfying(Acceptance.Refused.class, refused -> {
            assertThat(refused.fault()).isEqualTo(Acceptance.Fault.BAD_VALUE);
            assertThat(refused.sentence()).contains(" custom34");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void itBelongsToObjectsOfSomeTypesOnly(int workArea) {
        JsonObject object =
                created(field(1, "[]"), "{'title':'x','workareaid':" + workArea + ",'custom34':'a','custom35':'b'}");
        assertThat(object.members()).doesNotContainKeys("custom34", "custom35");
    }

    @Test
    void aValueOutlivesATimeInWhichItsFieldDoesNotApply() {
        CustomField field = field(1, "[]");
        JsonObject before = created(field, "{'title':'x','workareaid':5,'custom34':'a'}");
        JsonObject elsewhere = changed(field, "{'workareaid':7,'custom34':'b'}", before);
        assertThat(SentForm.of(todo, List.of(field), elsewhere).get("custom34")).isEmpty();
        JsonObject back = changed(field, "{'workareaid':6}", elsewhere);
        assertThat(SentForm.of(todo, List.of(field), back).get("custom34")).contains(new JsonText("a"));
        assertThat(SentForm.of(todo, List.of(), back).get("custom34")).isEmpty();
    }

    @Test
    void anOptionThatWasWithdrawnCanBeSentBack() {
        JsonObject stored = created(field(3, "['red','blue']"), "{'title':'x','workareaid':5,'custom34':'red'}");
        CustomField now = field(3, "['blue']");
        assertThat(rules.change(todo, List.of(now), stored.with("title", new JsonText("y")), stored))
                .isEqualTo(new Acceptance.Accepted(stored.with("title", new JsonText("y")), List.of("title")));
        assertThat(rules.create(todo, List.of(now), stored)).isInstanceOf(Acceptance.Refused.class);
    }

    @Test
    void typesWithoutADecidingFieldHaveNone() {
        CommandType product = types.type("product").orElseThrow();
        Acceptance acceptance =
                rules.create(product, List.of(field(1, "[]")), KnownObjects.json("{'custom34':'a','title':'x'}"));
        assertThat(((Acceptance.Accepted) acceptance).object().get("custom34")).isEmpty();
    }

    private static CustomField field(int kind, String options) {
        return CustomField.of(KnownObjects.json(
                "{'id':34,'name':'custom34','type':%d,'visibility':[5,6],'options':%s}".formatted(kind, options)));
    }

    private JsonObject created(CustomField field, String input) {
        return object(rules.create(todo, List.of(field), KnownObjects.json(input)));
    }

    private JsonObject changed(CustomField field, String input, JsonObject stored) {
        return object(rules.change(todo, List.of(field), KnownObjects.json(input), stored));
    }

    private static JsonObject object(Acceptance acceptance) {
        assertThat(acceptance).isInstanceOf(Acceptance.Accepted.class);
        return ((Acceptance.Accepted) acceptance).object();
    }
}
