package io.tidemark.catalog.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.TypeDescriptionException;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Descriptions of own types are taken whole, or refused with the place of the mistake.
class OwnTypeRegisterTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final String ID = "{'name':'id','kind':'number','meaning':'m'}";
    private static final String PLATE = "{'name':'plate','kind':'string','meaning':'m'}";

    private final Storage storage = new InMemoryStorage();
    private final Account account =
            storage.accounts().create(new NewAccount("acme", "Acme", ZoneId.of("Europe/Copenhagen"), new byte[32]));
    private final User ida = storage.write(
            account.id(),
            tx -> tx.addUser(new User(new UserId(1), "u", "Ida Holm", "ida@example.test", "", true, false)));
    private final AtomicInteger lastId = new AtomicInteger();
    private final OwnTypes types = new OwnTypes();
    private final OwnTypeRegister register = new OwnTypeRegister(storage, types, () -> NOW, new IdSource() {
        @Override
        public String objectId() {
            return "id-" + lastId.incrementAndGet();
        }

        @Override
        public long number() {
            return lastId.incrementAndGet();
        }
    });

    private static String type(String name, String plural, String more, String fields) {
        return "{'name':'" + name + "','plural':'" + plural + "','meaning':'m','key':'id','written':true" + more
                + ",'fields':[" + fields + "]}";
    }

    private List<String> put(String... described) {
        String json = "{'types':[" + String.join(",", described) + "]}";
        return register.put(account, ida, "own.json", json.replace('\'', '"'));
    }

    private List<String> names() {
        return register.all(account).stream()
                .map(described -> described.type().name())
                .toList();
    }

    @Test
    void aTypeIsThereWithTheCommandsOfItsDescription() {
        assertThat(put(type(
                        "vehicle",
                        "vehicles",
                        ",'lookups':[['plate']],'deletion':{'field':'isdeleted','means':'m'}",
                        ID + "," + PLATE + ",{'name':'isdeleted','kind':'boolean','meaning':'m'}")))
                .containsExactly("vehicle");

        OwnTypeRegister.Described vehicle = register.all(account).getFirst();
        assertThat(vehicle.type()).extracting(CommandType::plural).isEqualTo("vehicles");
        assertThat(vehicle.used()).isFalse();
        assertThat(vehicle.commands())
                .containsExactly(
                        "CreateUpdateVehicleByID",
                        "CreateUpdateVehicleByPlate",
                        "DeleteVehicleByID",
                        "GetVehicleByID",
                        "GetVehicleByPlate",
                        "GetVehiclesByLastChange");
    }

    @Test
    void aTypeThatClientsDoNotWriteHasNoCommandsThatDo() {
        put(type("depot", "depots", "", ID + "," + PLATE).replace("'written':true", "'written':false"));
        assertThat(register.all(account).getFirst().commands())
                .containsExactly("GetDepotByID", "GetDepotsByLastChange");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            customer  | customers2 |                             | {PLATE} | own.json: customer: There is a type of this name already.
            owntype   | owns       |                             | {PLATE} | own.json: owntype: There is a type of this name already.
            Vehicle   | vehicles   |                             | {PLATE} | own.json: Vehicle: A name has at most
            vehicle2  | vehicles   |                             | {PLATE} | own.json: vehicle2: The names of an own type
            vehicle   | vehicle    |                             | {PLATE} | own.json: vehicle: The name for one and the plural must differ.
            vehicle   | vehicles   | ,'words':['todo']           | {PLATE} | own.json: vehicle: The word todo names another type already.
            vehicle   | vehicles   | ,'colour':'red'             | {PLATE} | own.json: vehicle: There is no property colour
            vehicle   | vehicles   | ,'label':['name']           | {PLATE} | own.json: vehicle: There is no field name.
            vehicle   | vehicles   | ,'lookups':[['plate','id']] | {PLATE} | own.json: vehicle: A lookup of an own type is a list of one field
            vehicle   | vehicles   | ,'lookups':[['.kept']]      | {PLATE} | own.json: vehicle: A lookup of an own type is a list of one field
            vehicle   | todos      |                             | {PLATE} | own.json: GetTodosByLastChange: There is a command of this name already.
            vehicle   | status     |                             | {PLATE} | own.json: GetStatusByLastChange.status: This name is taken already.
            vehicle   | vehicles   | ,'customfields':{'of':'todo','decided by':'n'} | {'name':'n','kind':'number','meaning':'m'} | own.json: vehicle: The custom fields of todo are those of another type.
            vehicle   | vehicles   |                             | {'name':'n','kind':'size','meaning':'m'} | own.json: vehicle.n: There is no kind size.
            vehicle   | vehicles   |                             | {'name':'n','kind':'number','refersto':'car','meaning':'m'} | own.json: vehicle.n: There is no type car.
            vehicle   | vehicles   |                             | {'name':'n','kind':'string','textof':['no'],'meaning':'m'} | own.json: vehicle.n: There is no field no.
            vehicle   | vehicles   |                             | {'name':'n','kind':'number','percaller':true,'meaning':'m'} | own.json: vehicle.n: Nothing makes this field of an own type.
            vehicle   | vehicles   |                             | {'name':'changedate','kind':'date','meaning':'m'} | own.json: vehicle: The server fills in changedate, a date, and changetime
            vehicle   | vehicles   |                             | {'name':'n','kind':'collection[number]','lists':{'type':'todo','by':'customerid'},'meaning':'m'} | own.json: vehicle.n: Only objects of own types can be listed.
            """)
    void aMistakeIsNamedByItsPlace(String name, String plural, String more, String field, String sentence) {
        String fields = ID + "," + field.replace("{PLATE}", PLATE);
        assertThatThrownBy(() ->
                        put(type("sound", "sounds", "", ID), type(name, plural, more == null ? "" : more, fields)))
                .isInstanceOf(TypeDescriptionException.class)
                .hasMessageStartingWith(sentence);
        assertThat(names()).as("nothing of the file is taken").isEmpty();
    }

    @Test
    void whatIsNoDescriptionIsRefused() {
        for (String json :
                List.of("", "[]", "{}", "{\"types\":[]}", "{\"types\":[1]}", "{\"types\":[{}]}", "{\"types\":")) {
            assertThatThrownBy(() -> register.put(account, ida, "own.json", json))
                    .as(json)
                    .isInstanceOf(TypeDescriptionException.class)
                    .hasMessageStartingWith("own.json");
        }
        assertThatThrownBy(() -> put(type("car", "cars", "", ID), type("car", "cars", "", ID)))
                .hasMessageContaining("described twice");
        assertThatThrownBy(() -> put(type("car", "cars", "", ID).replace("'key':'id',", "")))
                .hasMessageContaining("The key of an own type");
        assertThatThrownBy(() -> put(type("car", "cars", "", ID), type("bus", "cars", "", ID)))
                .hasMessageContaining("GetCarsByLastChange: There is a command of this name already.");
    }

    @Test
    void everythingIsBounded() {
        String fields = IntStream.range(0, OwnTypeRules.FIELDS_MAX)
                .mapToObj(n -> ",{'name':'f" + n + "','kind':'string','meaning':'m'}")
                .collect(Collectors.joining());
        assertThatThrownBy(() -> put(type("car", "cars", "", ID + fields))).hasMessageContaining("at most 200 fields");
        String lookups = IntStream.rangeClosed(0, OwnTypeRules.LOOKUPS_MAX)
                .mapToObj(n -> "['f" + n + "']")
                .collect(Collectors.joining(",", ",'lookups':[", "]"));
        assertThatThrownBy(() ->
                        put(type("car", "cars", lookups, ID + fields.substring(0, fields.indexOf("f20") - 10))))
                .hasMessageContaining("at most 10 lookups");
        String long1 = "m".repeat(OwnTypeRegister.DESCRIPTION_CHARS_MAX);
        assertThatThrownBy(() -> put(type("car", "cars", "", ID.replace("'m'", "'" + long1 + "'"))))
                .hasMessageContaining("at most 262144 characters");
        for (int n = 0; n < OwnTypes.TYPES_MAX; n++) {
            String name = "car" + (char) ('a' + n / 26) + (char) ('a' + n % 26);
            put(type(name, name + "s", "", ID));
        }
        assertThatThrownBy(() -> put(type("bus", "buses", "", ID))).hasMessageContaining("at most 50 own types");
        put(type("caraa", "caraas", "", ID + "," + PLATE));
        register.remove(account, ida, "carbb");
        put(type("bus", "buses", "", ID));
        assertThat(names()).hasSize(OwnTypes.TYPES_MAX).contains("bus").doesNotContain("carbb");
    }

    @Test
    void typesThatReferToEachOtherComeAndGoTogether() {
        String depot =
                type("depot", "depots", "", ID + ",{'name':'busid','kind':'number','refersto':'bus','meaning':'m'}");
        String bus =
                type("bus", "buses", "", ID + ",{'name':'depotid','kind':'number','refersto':'depot','meaning':'m'}");
        assertThatThrownBy(() -> put(depot)).hasMessageStartingWith("own.json: depot.busid: There is no type bus.");
        assertThat(put(depot, bus)).containsExactly("depot", "bus");
        assertThatThrownBy(() -> register.remove(account, ida, "bus"))
                .hasMessageStartingWith("depot: depot.busid: There is no type bus.");
        assertThatThrownBy(() -> register.remove(account, ida, "tram"))
                .hasMessageContaining("This account has added no such type.");
    }

    @Test
    void whatIsReadIsKeptUntilADescriptionChanges() {
        put(type("car", "cars", "", ID));
        TypesOfAccount first = storage.read(account.id(), tx -> types.of(account.id(), tx));
        assertThat(storage.<TypesOfAccount>read(account.id(), tx -> types.of(account.id(), tx)))
                .isSameAs(first);
        put(type("bus", "buses", "", ID));
        assertThat(storage.<TypesOfAccount>read(account.id(), tx -> types.of(account.id(), tx))
                        .own())
                .hasSize(2);
    }
}
