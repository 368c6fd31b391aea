package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.catalog.command.TypeDescriptionException;
import io.tidemark.catalog.own.OwnTypeRegister;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.TermRange;
import io.tidemark.server.RandomIds;
import io.tidemark.server.login.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Types that an account has added are served like those of the reference, while the server runs, and in that
/// account only.
abstract class OwnTypeCases extends CommandServer {
    private static final String VEHICLE = """
            {'name':'vehicle','plural':'vehicles','meaning':'A car','key':'id','label':['plate'],'written':true,
             'required':[['plate']],'words':['vehicle'],'lookups':[['plate'],['customerid']],
             'customfields':{'of':'vehicle','decided by':'kind'},
             'deletion':{'field':'isdeleted','means':'Gone'},
             'fields':[{'name':'id','kind':'number','meaning':'Its number'},
              {'name':'plate','kind':'string','meaning':'What stands on it'},
              {'name':'kind','kind':'number','meaning':'Which kind','oneof':[1,2]},
              {'name':'customerid','kind':'number','refersto':'customer','meaning':'Whose it is'},
              {'name':'customertext','kind':'string','access':'readonly','textof':['customerid'],'meaning':'The same'}MORE,
              {'name':'changedate','kind':'date','access':'readonly','meaning':'Changed'},
              {'name':'changetime','kind':'time','access':'readonly','meaning':'Changed'},
              {'name':'isdeleted','kind':'boolean','meaning':'Hidden'}]}
            """;
    private static final String INSPECTION = """
            {'name':'inspection','plural':'inspections','meaning':'A visit','key':'id','written':true,
             'lookups':[['vehicleid']],
             'fields':[{'name':'id','kind':'number','meaning':'Its number'},
              {'name':'vehicleid','kind':'number','refersto':'vehicle','meaning':'Of what'},
              {'name':'vehicletext','kind':'string','access':'readonly','textof':['vehicleid'],'meaning':'The same'},
              {'name':'day','kind':'date','meaning':'When'}]}
            """;

    private JsonNode app;

    @BeforeEach
    void setUp() {
        app = configure(newCode()).path("results").path(0);
    }

    private OwnTypeRegister register() {
        return new OwnTypeRegister(server.storage, new OwnTypes(), server::now, new RandomIds());
    }

    private User ida(Account in) {
        return server.storage.read(in.id(), tx -> tx.userByEmail(IDA)).orElseThrow();
    }

    private void put(Account in, String... types) {
        String json = "{'types':[" + String.join(",", types).replace("MORE", "") + "]}";
        register().put(in, ida(in), "types.json", json.replace('\'', '"'));
    }

    private JsonNode run(JsonNode device, String command) {
        return send(withToken(device, command)).path("results").path(0);
    }

    private JsonNode fine(String command) {
        JsonNode result = run(app, command);
        assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(1);
        return result;
    }

    private String error(String command) {
        return run(app, command).path("error").asString();
    }

    private long vehicle(String fields) {
        return fine("{'command':'CreateUpdateVehicleByID','vehicle':{" + fields + "}}")
                .path("vehicle")
                .path("id")
                .asLong();
    }

    private long customer(String fields) {
        return fine("{'command':'CreateUpdateCustomerByID','customer':{" + fields + "}}")
                .path("customer")
                .path("id")
                .asLong();
    }

    private List<String> plates(String command) {
        List<String> plates = new ArrayList<>();
        fine(command)
                .path("vehicles")
                .forEach(vehicle -> plates.add(vehicle.path("plate").asString()));
        return plates;
    }

    private JsonNode stored(long id) {
        return fine("{'command':'GetVehicleByID','vehicleid':" + id + "}")
                .path("vehicles")
                .path(0);
    }

    @Test
    void anAddedTypeHasItsCommandsAtOnce() {
        assertThat(error("{'command':'GetVehicleByID','vehicleid':1}")).isEqualTo("unknowncommand");
        put(server.account, VEHICLE);
        long north = customer("'name':'North'");

        long first = vehicle("'plate':'AB 123','kind':2,'customerid':" + north);
        long second = vehicle("'plate':'CD 456'");

        JsonNode stored = stored(first);
        assertThat(stored.path("plate").asString()).isEqualTo("AB 123");
        assertThat(stored.path("customertext").asString()).isEqualTo("North");
        assertThat(stored.path("kind").asInt()).isEqualTo(2);
        assertThat(stored.path("changedate").asString()).isEqualTo("2031-04-01");
        assertThat(plates("{'command':'getvehiclebyplate','plate':'ab 123'}")).containsExactly("AB 123");
        assertThat(plates("{'command':'GetVehiclesByCustomerid','customerid':" + north + "}"))
                .containsExactly("AB 123");
        assertThat(plates("{'command':'GetVehiclesByLastChange','changedate':'1970-01-01'}"))
                .containsExactlyInAnyOrder("AB 123", "CD 456");
        assertThat(fine("{'command':'CreateUpdateVehicleByPlate','vehicle':{'plate':'cd 456','kind':1}}")
                        .path("vehicle")
                        .path("id")
                        .asLong())
                .isEqualTo(second);

        fine("{'command':'DeleteVehicleByID','vehicleid':" + first + "}");
        assertThat(stored(first).path("isdeleted").asInt()).isEqualTo(1);
        assertThat(plates("{'command':'GetVehicleByPlate','plate':'AB 123'}")).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefusedAsEverywhere() {
        put(server.account, VEHICLE);
        long north = customer("'name':'North'");

        assertThat(error("{'command':'CreateUpdateVehicleByID','vehicle':{'kind':1}}"))
                .isEqualTo("missingfield");
        assertThat(error("{'command':'CreateUpdateVehicleByID','vehicle':{'plate':'x','kind':3}}"))
                .isEqualTo("badvalue");
        assertThat(error("{'command':'CreateUpdateVehicleByID','vehicle':{'plate':'x','customerid':9999}}"))
                .isEqualTo("badvalue");
        assertThat(error("{'command':'CreateUpdateVehicleByID','vehicle':{'id':" + north + ",'plate':'x'}}"))
                .as("an object of another type")
                .isEqualTo("notfound");
        assertThat(error("{'command':'DeleteVehicleByID','vehicleid':" + north + "}"))
                .isEqualTo("notfound");
        String once = "{'command':'CreateUpdateVehicleByID','clientid':'c-1','vehicle':{'plate':'once'}}";
        assertThat(fine(once).path("vehicle")).isEqualTo(fine(once).path("vehicle"));
        assertThat(plates("{'command':'GetVehiclesByLastChange','changedate':'1970-01-01'}"))
                .containsExactly("once");
    }

    @Test
    void textsFollowFromAndToAddedTypes() {
        put(server.account, VEHICLE, INSPECTION);
        long north = customer("'name':'North'");
        long vehicle = vehicle("'plate':'AB 123','customerid':" + north);
        fine("{'command':'CreateUpdateInspectionByID','inspection':{'vehicleid':" + vehicle + ",'day':'2031-05-01'}}");
        assertThat(error("{'command':'CreateUpdateInspectionByID','inspection':{'vehicleid':" + north + "}}"))
                .isEqualTo("badvalue");

        customer("'id':" + north + ",'name':'South'");
        vehicle("'id':" + vehicle + ",'plate':'XY 999'");

        await().until(() -> stored(vehicle).path("customertext").asString().equals("South"));
        await().until(() -> fine("{'command':'GetInspectionsByVehicleid','vehicleid':" + vehicle + "}")
                .path("inspections")
                .path(0)
                .path("vehicletext")
                .asString()
                .equals("XY 999"));
    }

    @Test
    void aTypeOfOneAccountIsNoneOfAnother() {
        put(server.account, VEHICLE);
        long ours = vehicle("'plate':'AB 123'");
        Account other = server.addAccount("other");
        JsonNode stranger = configureIn(other);

        assertThat(run(stranger, "{'command':'GetVehicleByID','vehicleid':" + ours + "}")
                        .path("error")
                        .asString())
                .isEqualTo("unknowncommand");
        assertThat(run(stranger, "{'command':'GetVehiclesByLastChange','changedate':'1970-01-01'}")
                        .path("error")
                        .asString())
                .isEqualTo("unknowncommand");
        put(other, INSPECTION.replace("'refersto':'vehicle',", "").replace("'textof':['vehicleid'],", ""));
        put(other, VEHICLE.replace("plate", "colour"));
        assertThat(run(stranger, "{'command':'GetVehicleByID','vehicleid':" + ours + "}")
                        .path("vehicles"))
                .isEmpty();
        assertThat(run(stranger, "{'command':'CreateUpdateVehicleByID','vehicle':{'id':" + ours + ",'colour':'red'}}")
                        .path("error")
                        .asString())
                .isEqualTo("notfound");
        assertThat(stored(ours).has("colour")).isFalse();
        assertThat(error("{'command':'GetInspectionByID','inspectionid':1}")).isEqualTo("unknowncommand");
    }

    private JsonNode configureIn(Account other) {
        Secret code = Secret.deviceCode();
        User ida = ida(other);
        server.storage.write(other.id(), tx -> {
            tx.putDeviceCode(new DeviceCode(code.hash(), ida.id(), server.now().plus(Duration.ofHours(24)), null));
            return true;
        });
        return send("{'contract':'" + other.id().value() + "','commands':[{'command':'ConfigureDevice','code':'"
                        + code.text() + "','remoteagent':'field app'}]}")
                .path("results")
                .path(0);
    }

    @Test
    void anAddedFieldReachesTheObjectsThatAreThere() {
        put(server.account, VEHICLE);
        long vehicle = vehicle("'plate':'AB 123'");
        String since = "{'command':'GetVehiclesByLastChange','changedate':'2031-04-01','changetime':'09:00:00'}";
        server.pass(Duration.ofHours(2));

        put(
                server.account,
                VEHICLE.replace("MORE", ",{'name':'mileage','kind':'number','default':7,'meaning':'How far it went'}"));

        customer("'name':'Anybody'"); // who follows the log is woken by a change of this server
        await().until(() -> stored(vehicle).path("mileage").asInt() == 7);
        assertThat(plates(since)).as("devices hear of it").containsExactly("AB 123");
        vehicle("'id':" + vehicle + ",'mileage':8");
        assertThat(stored(vehicle).path("mileage").asInt()).isEqualTo(8);
    }

    @Test
    void whatObjectsHoldStaysAndATypeWithoutObjectsCanGo() {
        put(server.account, VEHICLE, INSPECTION);
        assertThatThrownBy(() -> register().remove(server.account, ida(), "vehicle"))
                .isInstanceOf(TypeDescriptionException.class)
                .hasMessageContaining("inspection.vehicleid: There is no type vehicle");
        vehicle("'plate':'AB 123'");

        assertThatThrownBy(() -> put(
                        server.account,
                        VEHICLE.replace("'kind','kind':'number'", "'kind','kind':'float'")
                                .replace(",'oneof':[1,2]", "")
                                .replace("'customfields':{'of':'vehicle','decided by':'kind'},", "")))
                .isInstanceOf(TypeDescriptionException.class)
                .hasMessageContaining("types.json: vehicle.kind: There are objects");
        assertThatThrownBy(() -> put(server.account, VEHICLE.replace("[['plate'],", "[['plate'],['kind'],")))
                .isInstanceOf(TypeDescriptionException.class)
                .hasMessageContaining("only a new field can become a lookup");
        assertThatThrownBy(() -> register().remove(server.account, ida(), "vehicle"))
                .isInstanceOf(TypeDescriptionException.class)
                .hasMessageContaining("There are objects of this type");

        register().remove(server.account, ida(), "inspection");
        assertThat(error("{'command':'GetInspectionByID','inspectionid':1}")).isEqualTo("unknowncommand");
        assertThat(stored(vehicle("'plate':'EF 789'")).path("plate").asString()).isEqualTo("EF 789");
        put(server.account, INSPECTION);
        fine("{'command':'GetInspectionsByLastChange','changedate':'1970-01-01'}");
    }

    @Test
    void customFieldsAndMessagesBelongToAddedTypesToo() {
        put(server.account, VEHICLE);
        long gate = setUp("customfield", "'title':'Gate','type':1,'modcode':'vehicle','visibility':[1]", "");
        long vehicle = vehicle("'plate':'AB 123','kind':1,'custom" + gate + "':'four'");

        assertThat(stored(vehicle).path("custom" + gate).asString()).isEqualTo("four");
        assertThat(fine("{'command':'GetCustomFields','modcode':'vehicle'}").path("customfields"))
                .hasSize(1);
        assertThat(fine("{'command':'GetCustomFields'}").path("customfields")).hasSize(1);
        fine("{'command':'PostMessage','title':'A dent','ispublic':1,'message':{'message':'Left door'},"
                + "'objecttype':'vehicle','objectid':" + vehicle + "}");
        assertThat(fine("{'command':'GetThreads','objecttype':'vehicle','objectid':" + vehicle + "}")
                        .path("threads"))
                .hasSize(1);
    }

    @Test
    void aDescriptionThatFitsNoLongerHoldsUpNothingElse() {
        put(server.account, VEHICLE);
        long vehicle = vehicle("'plate':'AB 123'");
        long description = server.storage
                .read(server.account.id(), tx -> tx.found(new TypeId("owntype"), TermRange.of("name", "vehicle"), 1))
                .getFirst()
                .number()
                .value();
        put(server.account, INSPECTION.replace("'refersto':'vehicle',", "").replace("'textof':['vehicleid'],", ""));
        decide("owntype", description, "'description':'{}'");
        decide(
                "owntype",
                description,
                "'description':'{\\'types\\':[{\\'name\\':\\'vehicle\\'}]}'".replace("\\'", "\\\""));

        assertThat(error("{'command':'GetVehicleByID','vehicleid':" + vehicle + "}"))
                .isEqualTo("unknowncommand");
        assertThat(error("{'command':'CreateUpdateCustomerByID','customer':{'id':" + vehicle + ",'name':'x'}}"))
                .isEqualTo("notfound");
        fine("{'command':'CreateUpdateInspectionByID','inspection':{'day':'2031-05-01'}}");
        assertThat(register().mistakes(server.account))
                .singleElement()
                .asString()
                .contains("vehicle");

        put(server.account, VEHICLE);
        assertThat(stored(vehicle).path("plate").asString()).isEqualTo("AB 123");
    }
}
