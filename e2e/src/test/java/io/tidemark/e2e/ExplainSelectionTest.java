package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.object.Patch;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.server.RandomIds;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Why something is on somebody's devices, asked through the command API. Ida is an administrator of the account, Lars
/// is none, and the account limits objects. It is 8 o'clock on 2031-04-01.
class ExplainSelectionTest extends TimeServer {
    private long task;

    @Override
    Storage newStorage() {
        return new InMemoryStorage();
    }

    @BeforeEach
    void limitObjects() {
        JsonObject settings = JsonObject.EMPTY
                .with("functions", new JsonArray(List.of(new JsonText(AccountSettings.LIMIT))))
                .with("administrators", new JsonArray(List.of(JsonNumber.of(number(TestServer.IDA)))));
        new Saver(server.storage, Catalog.types(), server::now, new RandomIds())
                .operate(
                        server.account,
                        "set-up",
                        saving ->
                                saving.create(AccountSettings.KEY, Patch.NOTHING, CommandObjectType.decided(settings)));
        task = made("todo", "{'title':'Pump','userid':" + number(TestServer.LARS) + "}");
    }

    private JsonNode why(JsonNode device, String more) {
        return done(device, ask(more)).path("explanation");
    }

    private String ask(String more) {
        return "{'command':'ExplainSelection','objecttype':'todo','objectid':" + task + more + "}";
    }

    @Test
    void anAdministratorIsToldWhyOthersHaveAndLost() {
        String ofLars = ",'userid':" + number(TestServer.LARS);
        JsonNode there = why(ida, ofLars);
        assertThat(there.path("state").asString()).isEqualTo("selected");
        assertThat(there.path("object").path("title").asString()).isEqualTo("Pump");
        assertThat(there.path("reasons")).hasSize(1);
        assertThat(there.path("reasons").path(0).path("rule").path("name").asString())
                .isEqualTo("responsible");

        done(ida, "{'command':'CreateUpdateTodo','todo':{'id':" + task + ",'userid':" + number(TestServer.IDA) + "}}");
        JsonNode gone = why(ida, ofLars);
        assertThat(gone.path("state").asString()).isEqualTo("left");
        JsonNode removal = gone.path("removal");
        assertThat(removal.path("cause").asString()).isEqualTo("field_changed");
        assertThat(removal.path("by").path("user").path("id").asLong()).isEqualTo(number(TestServer.IDA));
        assertThat(removal.path("rules").path(0).path("name").asString()).isEqualTo("responsible");
        assertThat(removal.path("fields").path(0).path("field").asString()).isEqualTo("userid");
        assertThat(why(ida, ofLars + ",'date':'2031-03-31'").path("state").asString())
                .isEqualTo("not_yet");
    }

    @Test
    void othersAskAboutThemselvesAndSeeNoContentOfWhatTheyLack() {
        assertThat(why(lars, "").path("object").path("title").asString()).isEqualTo("Pump");
        assertThat(error(lars, ask(",'userid':" + number(TestServer.IDA)))).isEqualTo("noaccess");

        done(
                ida,
                "{'command':'CreateUpdateTodo','todo':{'id':" + task + ",'title':'Secret','userid':"
                        + number(TestServer.IDA) + "}}");
        String answer = why(lars, "").toString();
        assertThat(answer).contains("\"state\":\"left\"", "responsible").doesNotContain("Secret");
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThat(error(ida, "{'command':'ExplainSelection','objecttype':'todo','objectid':99999}"))
                .isEqualTo("notfound");
        assertThat(error(ida, "{'command':'ExplainSelection','objecttype':'tood','objectid':" + task + "}"))
                .isEqualTo("badvalue");
        assertThat(error(ida, "{'command':'ExplainSelection','objecttype':'customer','objectid':" + task + "}"))
                .isEqualTo("notfound");
        assertThat(error(ida, ask(",'userid':99999"))).isEqualTo("notfound");
    }

    @Test
    void whatADeviceWasToldAndHasTakenIsSaid() {
        assertThat(why(lars, "").path("devices")).isEmpty();
        String ask = "{'command':'GetTodosByLastChange','changedate':'%s','changetime':'%s'}";
        JsonNode list = done(lars, ask.formatted("1970-01-01", "00:00:00"));
        JsonNode sent = why(lars, "").path("devices");
        assertThat(sent).hasSize(1);
        assertThat(sent.path(0).path("isconfirmed").asInt()).isZero();
        assertThat(sent.path(0).path("sent").asString()).startsWith("2031-04-01T");

        done(lars, ask.formatted(list.path("date").asString(), list.path("time").asString()));
        JsonNode taken = why(lars, "").path("devices");
        assertThat(taken).hasSize(1);
        assertThat(taken.path(0).path("isconfirmed").asInt()).isEqualTo(1);
    }
}
