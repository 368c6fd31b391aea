package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.TreeWriter;
import io.tidemark.server.RandomIds;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The documented recipe of an offline app, over real HTTP: at the end the app holds what the server holds.
abstract class RecipeCases extends CommandServer {
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);
    private static final LocalDate TODAY = LocalDate.parse("2031-04-01");
    private static final int CUSTOMERS = 2_500;

    private final Random random = new Random(7);
    private Saver saver;
    private JsonNode device;
    private FieldApp app;
    private List<Long> customers;
    private List<Long> todos;

    @BeforeEach
    void company() {
        saver = new Saver(storage, Catalog.types(CommandTypes.served()), server::now, new RandomIds());
        device = configure(newCode()).path("results").path(0);
        app = new FieldApp(commands -> withToken(device, commands), this::send);
        put("todostate", List.of("{'title':'Open','isdefault':1}", "{'title':'Done','isclosed':1}"));
        put("workarea", List.of("{'title':'Plumbing'}"));
        put("customertype", List.of("{'title':'School'}"));
        put("icon", List.of("{'title':'dot','data':'iVBORw0KGgo='}"));
        customers = put(
                "customer", texts(CUSTOMERS, n -> "{'name':'Customer " + n + "','isdeleted':" + n % 100 / 99 + "}"));
        put("person", texts(300, n -> "{'firstname':'P" + n + "'}"));
        todos = put(
                "todo",
                texts(
                        200,
                        n -> "{'title':'Task " + n + "','customerid':" + customers.get(n) + ",'userid':"
                                + (n % 2 == 0 ? ida().id().value() : 0) + "}"));
        put(
                "tool",
                texts(
                        150,
                        n -> "{'title':'Pump " + n + "','custref':" + customers.get(n % 50) + ",'placeofhome':" + n % 2
                                + "}"));
        List<Long> products = put("product", texts(60, n -> "{'title':'Pipe " + n + "'}"));
        put(
                "todoitem",
                List.of("{'todoid':" + todos.getFirst() + ",'productid':" + products.getFirst() + ",'userid':1}"));
        put(
                "prodplanentry",
                List.of("{'id':0,'todoid':" + todos.getFirst() + ",'userid':"
                        + ida().id().value() + ",'date':'2031-04-07','starttime':'08:00'}"));
    }

    private interface Text {
        String of(int n);
    }

    private static List<String> texts(int count, Text text) {
        List<String> texts = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            texts.add(text.of(n));
        }
        return texts;
    }

    private List<Long> put(String type, List<String> objects) {
        List<Save> saves = objects.stream()
                .map(json ->
                        new Save(new TypeId(type), null, CommandObjectType.said(READER.read(json.replace('\'', '"')))))
                .toList();
        return saver.saveAll(server.account, ida(), "test", saves).stream()
                .map(saved -> ((Saved.Stored) saved).object().number().value())
                .toList();
    }

    @Test
    void theInitialConfigurationAndTheNormalSynchronizationEndWithWhatTheServerHolds() {
        app.betweenParts(this::somebodyElseWorks);
        app.configure(TODAY);
        assertThat(app.parts()).as("some chain has parts").anyMatch(parts -> parts > 1);
        assertThat(app.setUp("GetTodoStates").path("states")).hasSize(2);
        assertThat(app.setUp("GetCurrentUserID").path("userid").asLong())
                .isEqualTo(ida().id().value());
        assertThat(app.table("products")).as("favourites").hasSize(1);
        assertThat(app.table("production")).hasSize(1);

        for (int round = 0; round < 3; round++) {
            server.pass(Duration.ofMinutes(5));
            for (int edit = 0; edit < 40; edit++) {
                somebodyElseWorks();
            }
            app.synchronize(TODAY);
        }
        app.betweenParts(() -> {});
        server.pass(Duration.ofMinutes(5));
        app.synchronize(TODAY);

        assertHoldsAll("customer", "customers");
        assertHoldsAll("person", "persons");
        assertHoldsAll("todo", "todos");
        assertHoldsAll("tool", "tools");
    }

    @Test
    void withLimitedEquipmentTheAppHasWhatItsTasksNeed() {
        put("appsettings", List.of("{'functions':['CheckIn','LimitNumObjects']}"));
        app.configure(TODAY);
        app.synchronize(TODAY);

        JsonNode all = app.one("{'command':'GetToolsByField','field':'custref','value':" + customers.getFirst() + "}");
        assertThat(all.path("tools")).isNotEmpty();
        all.path("tools")
                .forEach(tool -> assertThat(app.table("tools"))
                        .containsKey(tool.path("id").asLong()));
        assertThat(app.table("tools").values())
                .as("beyond that, only what has no place of home")
                .allMatch(tool -> tool.path("placeofhome").asInt() == 0
                        || tool.path("custref").asLong() == customers.getFirst());
    }

    @Test
    void aNormalPassInWhichNothingChangedBringsWhatIsOfTheLastSecondAtMost() {
        app.configure(TODAY);
        Map<Long, JsonNode> before = new TreeMap<>(app.table("customers"));
        server.pass(Duration.ofMinutes(5));
        app.synchronize(TODAY);
        server.pass(Duration.ofMinutes(5));
        JsonNode idle =
                app.one("{'command':'GetCustomersByLastChange','changedate':'2031-04-01','changetime':'08:05:00'}");

        assertThat(idle.path("customers")).isEmpty();
        assertThat(app.table("customers")).isEqualTo(before);
    }

    private void somebodyElseWorks() {
        long customer = customers.get(random.nextInt(customers.size()));
        long todo = todos.get(random.nextInt(todos.size()));
        app.one("{'command':'CreateUpdateCustomerByID','customer':{'id':" + customer + ",'city':'City "
                + random.nextInt(9_999) + "','isdeleted':" + (random.nextInt(5) == 0 ? 1 : 0) + "}}");
        app.one("{'command':'CreateUpdateTodo','todo':{'id':" + todo + ",'title':'Task " + random.nextInt(9_999)
                + "'}}");
        app.one("{'command':'CreateUpdatePersonByID','person':{'firstname':'New " + random.nextInt(9_999) + "'}}");
    }

    /// Field by field, against what is stored.
    private void assertHoldsAll(String type, String collection) {
        Map<Long, JsonNode> held = app.table(collection);
        Map<Long, JsonObject> stored = new TreeMap<>();
        storage.read(server.account.id(), tx -> {
            ObjectNumber none = new ObjectNumber(ObjectNumber.BEFORE_ALL);
            for (ObjectNumber number : tx.living(new TypeId(type), none, 100_000)) {
                StoredObject object = tx.object(number).orElseThrow();
                boolean toAll = object.audience().contains(Principal.EVERYONE)
                        || object.audience().contains(Principal.UNLIMITED);
                if (toAll && !CommandObjectType.holds(object.body(), "isdeleted", "1")) {
                    stored.put(number.value(), CommandObjectType.object(object));
                }
            }
            return true;
        });
        assertThat(held.keySet()).as(collection).isEqualTo(stored.keySet());
        JsonMapper json = JsonMapper.shared();
        stored.forEach((number, object) -> object.members().forEach((name, value) -> {
            if (!name.startsWith(".")) {
                assertThat(held.get(number).path(name))
                        .as(collection + " " + number + " " + name)
                        .isEqualTo(json.readTree(TreeWriter.text(value)));
            }
        }));
    }
}
