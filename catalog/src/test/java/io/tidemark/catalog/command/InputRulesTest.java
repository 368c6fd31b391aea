package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.TreeWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputRulesTest {
    private final CommandTypes types = CommandTypes.standard();
    private final InputRules rules = new InputRules(types, KnownObjects.WITHOUT_PRESETS);

    @Test
    void whatIsLeftOutKeepsItsValueAndWhatIsThereReplacesIt() {
        JsonObject stored = created("customer", "{'name':'Birk','phone':'1','city':'Northport'}");
        Acceptance.Accepted changed = change("customer", "{'phone':'','name':'Birk'}", stored);
        assertThat(changed.object()).isEqualTo(stored.with("phone", JsonText.EMPTY));
        assertThat(changed.changed()).containsExactly("phone");
    }

    @Test
    void aNewObjectHasEveryFieldOfItsTypeInOrder() {
        Acceptance.Accepted todo =
                (Acceptance.Accepted) rules.create(type("todo"), List.of(), json("{'title':'Pump'}"));
        assertThat(todo.changed()).isEqualTo(List.copyOf(todo.object().members().keySet()));
        assertThat(todo.changed())
                .isEqualTo(
                        type("todo").fields().stream().map(CommandField::name).toList());
    }

    @Test
    void unknownAndReadOnlyFieldsAreIgnored() {
        JsonObject stored =
                created("todo", "{'title':'Pump','moon':1,'statetext':'x','createdate':'2026-03-04','id':9}");
        assertThat(stored).isEqualTo(created("todo", "{'title':'Pump'}"));
        assertThat(change("todo", "{'isdeleted':1,'ispersonal':[],'changetime':7}", stored)
                        .changed())
                .isEmpty();
    }

    @Test
    void whatWasStoredUnderOtherNamesStays() {
        JsonObject stored = created("todo", "{'title':'Pump'}").with("later", json("{}"));
        assertThat(change("todo", "{'title':'Pumps'}", stored).object().get("later"))
                .contains(json("{}"));
        assertThat(SentForm.of(type("todo"), List.of(), stored).get("later")).isEmpty();
    }

    @Test
    void numbersAreAccompaniedByTheirTexts() {
        JsonObject stored =
                created("todo", "{'title':'Pump','userid':12,'customerid':'31','stateid':3,'workareaid':5}");
        assertThat(texts(stored, "usertext", "customertext", "statetext", "workareatext"))
                .isEqualTo("\"user 12\" \"customer 31\" \"todostate 3\" \"workarea 5\"");
        JsonObject nobody = change("todo", "{'userid':0}", stored).object();
        assertThat(texts(nobody, "usertext", "customertext")).isEqualTo("\"\" \"customer 31\"");
        assertThat(texts(
                        created("customer", "{'name':'B','theirreference':4,'ourreference':5}"),
                        "theirreferencetext",
                        "ourreferencetext"))
                .isEqualTo("\"person 4\" \"user 5\"");
    }

    @ParameterizedTest
    @CsvSource({"5,0,user 5", "0,6,person 6", "0,0,''", "5,6,user 5"})
    void theAuthorOfAMessageIsAUserOrAPerson(int user, int person, String author) {
        assertThat(texts(created("tmessage", "{'userid':" + user + ",'personid':" + person + "}"), "authorname"))
                .isEqualTo("\"" + author + "\"");
    }

    @Test
    void aUserIsCalledByBothNames() {
        assertThat(texts(created("user", "{'firstname':'Ida','lastname':'Holm'}"), "name"))
                .isEqualTo("\"Ida Holm\"");
        assertThat(texts(created("user", "{'lastname':'Holm'}"), "name")).isEqualTo("\"Holm\"");
        JsonObject longest = created("user", "{'firstname':'" + "a".repeat(255) + "','lastname':'b'}");
        assertThat(texts(longest, "name")).hasSize(2 + 255);
    }

    @Test
    void aDescriptionMakesItsHtml() {
        JsonObject stored =
                created("todo", "{'title':'Pump','description':'1 < 2\\r\\nleaks\\n\\nAt \\u0022noon\\u0022'}");
        assertThat(texts(stored, "htmldescription"))
                .isEqualTo("\"<p>1 &lt; 2<br>leaks</p><p>At &quot;noon&quot;</p>\"");
        JsonObject html =
                change("todo", "{'htmldescription':'<b>x</b>'}", stored).object();
        assertThat(texts(html, "description", "htmldescription")).endsWith("\"<b>x</b>\"");
        assertThat(texts(change("todo", "{'description':''}", html).object(), "htmldescription"))
                .isEqualTo("\"\"");
        assertThat(change("todo", "{'title':'Pumps'}", html).changed()).containsExactly("title");
        // Who sends the whole object back with another description has not written the HTML.
        Acceptance whole = rules.change(type("todo"), List.of(), html.with("description", new JsonText("dry")), html);
        assertThat(texts(object(whole), "htmldescription")).isEqualTo("\"<p>dry</p>\"");
    }

    @Test
    void presetsStandWhereAClientNamesNone() {
        InputRules presets = new InputRules(types, new KnownObjects(Map.of("todostate", 3L, "workarea", 5L)));
        JsonObject stored = object(presets.create(type("todo"), List.of(), json("{'title':'Pump'}")));
        assertThat(texts(stored, "stateid", "statetext", "workareaid", "workareatext"))
                .isEqualTo("3 \"todostate 3\" 5 \"workarea 5\"");
        JsonObject none = object(presets.create(type("todo"), List.of(), json("{'title':'Pump','stateid':0}")));
        assertThat(texts(none, "stateid", "statetext")).isEqualTo("0 \"\"");
        // An object that was stored before the type had the field is no new one.
        Acceptance changed = presets.change(type("todo"), List.of(), json("{'title':'x'}"), stored.without("stateid"));
        assertThat(texts(object(changed), "stateid")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"1000,5", "0,5", "7,7"})
    void aWorkAreaThatDoesNotExistIsReplaced(int sent, int stored) {
        InputRules presets = new InputRules(types, new KnownObjects(Map.of("workarea", 5L)));
        String input = "{'title':'Pump','workareaid':" + sent + "}";
        assertThat(texts(object(presets.create(type("todo"), List.of(), json(input))), "workareaid"))
                .isEqualTo(String.valueOf(stored));
    }

    @Test
    void aReferenceThatWentAwayDoesNotHoldUpAnEdit() {
        JsonObject stored = created("todo", "{'title':'Pump','userid':12,'users':[4]}");
        JsonObject gone =
                stored.with("userid", JsonNumber.of(555)).with("users", new JsonArray(List.of(JsonNumber.of(555))));

        Acceptance.Accepted changed = change("todo", "{'title':'Pumps','userid':555,'users':[555,4]}", gone);
        assertThat(changed.changed()).containsExactly("title", "users");
        assertThat(texts(changed.object(), "usertext")).isEqualTo("\"user 12\"");
        assertRefused(rules.change(type("todo"), List.of(), json("{'users':[555,556]}"), gone), "users names no user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "-1", "9223372036854775807", "-9223372036854775808"})
    void noNumberIsSoLongThatItEscapesTheCheck(String number) {
        Acceptance acceptance = rules.create(type("todo"), List.of(), json("{'title':'Pump','userid':" + number + "}"));
        assertRefused(acceptance, "The field userid names no user that is there.");
    }

    @Test
    void aWordThatNobodyKnowsAnyMoreCanBeSentBack() {
        JsonObject stored = created("thread", "{'title':'x'}")
                .with("objecttype", new JsonText("lift"))
                .with("objectid", JsonNumber.of(555));
        assertThat(change("thread", "{'title':'y','objecttype':'lift','objectid':'555'}", stored)
                        .changed())
                .containsExactly("title");
        assertRefused(
                rules.change(type("thread"), List.of(), json("{'objectid':4}"), stored), "objecttype must name a type");
    }

    @ParameterizedTest
    @CsvSource({"Tool,tools", "TOOLS,tools", "todo,todo", "Customers,customer"})
    void wordsForTypesHaveManySpellingsAndOneForm(String sent, String stored) {
        assertThat(texts(created("thread", "{'objecttype':'" + sent + "','objectid':'4'}"), "objecttype", "objectid"))
                .isEqualTo("\"" + stored + "\" 4");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4, objecttype must name",
        "moon, 4, objecttype must name",
        "moon, 0, objecttype must name",
        "todo, 1000, objectid names no object"
    })
    void wordsAndNumbersMustNameSomething(String word, int number, String sentence) {
        String input = "{'objecttype':'" + word + "','objectid':" + number + "}";
        assertRefused(rules.create(type("thread"), List.of(), json(input)), sentence);
    }

    @Test
    void aFreeConversationIsAboutNothing() {
        assertThat(texts(created("thread", "{'objecttype':'','objectid':0,'title':'x'}"), "objecttype", "objectid"))
                .isEqualTo("\"\" 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "todo | {} | The field title is needed.",
                "todo | {\"title\":\" \"} | The field title is needed.",
                "customer | {\"phone\":\"1\"} | The field name is needed.",
                "person | {\"email\":\"\"} | One of the fields firstname, lastname is needed.",
                "tool | {} | The field title is needed.",
                "feature | {\"type\":1} | The field layerref is needed.",
                "call | {} | The field id is needed.",
                "prodplanentry | {\"todoid\":1} | The field id is needed.",
            })
    void aNewObjectHasWhatItNeeds(String type, String input, String sentence) {
        assertThat(rules.create(type(type), List.of(), json(input)))
                .isEqualTo(new Acceptance.Refused(Acceptance.Fault.MISSING_FIELD, sentence));
    }

    @Test
    void whatANewObjectNeedsCannotBeEmptiedLater() {
        JsonObject stored = created("person", "{'lastname':'Holm'}");
        assertThat(change("person", "{'phone':'1'}", stored).changed()).containsExactly("phone");
        assertThat(change("person", "{'lastname':'','firstname':'Ida'}", stored).changed())
                .containsExactly("firstname", "lastname");
        assertThat(rules.change(type("person"), List.of(), json("{'lastname':''}"), stored))
                .isInstanceOf(Acceptance.Refused.class);
        // Who was stored without a name, by an import for instance, can still be edited.
        JsonObject nameless = stored.with("lastname", JsonText.EMPTY);
        assertThat(change("person", "{'phone':'1','firstname':'','lastname':''}", nameless)
                        .changed())
                .containsExactly("phone");
    }

    @Test
    void aPersonGoesOutWithASecondCopyOfTheId() {
        JsonObject stored = created("person", "{'lastname':'Holm'}").with("id", JsonNumber.of(42));
        assertThat(SentForm.of(type("person"), List.of(), stored).get("values")).contains(json("{'personid':42}"));
    }

    @Test
    void theLayerOfADrawingIsStoredAndStaysBehind() {
        JsonObject stored = created("feature", "{'layerref':'-1','type':12,'data':{'points':[{'x':10.2031}]}}");
        assertThat(texts(stored, "layerref", "data")).isEqualTo("-1 {\"points\":[{\"x\":10.2031}]}");
        assertThat(SentForm.of(type("feature"), List.of(), stored).get("layerref"))
                .isEmpty();
    }

    private CommandType type(String name) {
        return types.type(name).orElseThrow();
    }

    private static JsonObject json(String json) {
        return KnownObjects.json(json);
    }

    private JsonObject created(String type, String input) {
        return object(rules.create(type(type), List.of(), json(input)));
    }

    private Acceptance.Accepted change(String type, String input, JsonObject stored) {
        Acceptance acceptance = rules.change(type(type), List.of(), json(input), stored);
        assertThat(acceptance).isInstanceOf(Acceptance.Accepted.class);
        return (Acceptance.Accepted) acceptance;
    }

    private static JsonObject object(Acceptance acceptance) {
        assertThat(acceptance).isInstanceOf(Acceptance.Accepted.class);
        return ((Acceptance.Accepted) acceptance).object();
    }

    private static void assertRefused(Acceptance acceptance, String sentence) {
        assertThat(acceptance).isInstanceOfSatisfying(Acceptance.Refused.class, refused -> {
            assertThat(refused.fault()).isEqualTo(Acceptance.Fault.BAD_VALUE);
            assertThat(refused.sentence()).contains(sentence).doesNotContain("moon");
        });
    }

    /// The fields' values as JSON, with spaces between them.
    private static String texts(JsonObject object, String... fields) {
        return String.join(
                " ",
                List.of(fields).stream()
                        .map(field -> TreeWriter.text(object.get(field).orElseThrow()))
                        .toList());
    }
}
