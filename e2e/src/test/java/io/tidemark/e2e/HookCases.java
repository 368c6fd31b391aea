package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.connect.LostDelivery;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Connected apps are told what happened: each event once, in order, whatever their servers do.
abstract class HookCases extends ConnectServer {
    static final String CUSTOMER_CHANGE = "customer/event_customer_change";

    long save(String token, long id, String name) {
        String answer = command(
                token, "{'command':'CreateUpdateCustomerByID','customer':{'id':" + id + ",'name':'" + name + "'}}");
        return JsonMapper.shared()
                .readTree(answer)
                .path("results")
                .path(0)
                .path("customer")
                .path("id")
                .asLong();
    }

    /// The object exactly as the API sends it.
    private String sent(String token, long id) {
        String answer = command(token, "{'command':'GetCustomerByID','customerid':" + id + "}");
        String before = "\"customers\":[";
        int begin = answer.indexOf(before) + before.length();
        return answer.substring(begin, answer.indexOf("}]", begin) + 1);
    }

    /// The names of the customers that the app was told of, in order, each as often as it was told.
    List<String> names() {
        return app.told().stream()
                .map(request -> JsonMapper.shared()
                        .readTree(request.form().get("object"))
                        .path("name")
                        .asString())
                .toList();
    }

    List<LostDelivery> lost() {
        return server.storage.read(
                server.account.id(),
                tx -> tx.lostDeliveries(tx.connections("", 10).getFirst().id(), 10));
    }

    @Test
    void anEventIsAFormWithObjectsAsTheApiSendsThem() {
        String token = connected(request("copier", CUSTOMER_CHANGE));
        long id = save(token, 0, "Åse & Søn: 50 %");
        String first = sent(token, id);
        await().until(() -> app.told().size() == 1);
        save(token, id, "Åse");
        String second = sent(token, id);
        await().until(() -> app.told().size() == 2);

        AppServer.Request created = app.told().getFirst();
        assertThat(created.head()).startsWith("POST /hook/event_customer_change?key=h00k HTTP/1.1\r\n");
        assertThat(created.header("Host")).isEqualTo("127.0.0.1:" + app.port());
        assertThat(created.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(created.header("User-Agent")).isEqualTo("Tidemark");
        assertThat(created.body()).isEqualTo("object=" + encoded(first) + "&previousobject=null");
        assertThat(first).contains("\"name\":\"Åse & Søn: 50 %\"");
        assertThat(app.told().get(1).body())
                .isEqualTo("object=" + encoded(second) + "&previousobject=" + encoded(first));
        assertThat(created.header("X-Tidemark-Delivery"))
                .isNotEqualTo(app.told().get(1).header("X-Tidemark-Delivery"));
    }

    @Test
    void whatHappenedBeforeIsNotToldAndWhatHappensAfterIs() {
        String first = connected(request("copier"));
        save(first, 0, "before");
        String token = connected(request("copier", CUSTOMER_CHANGE, "customer/menu", "todo/event_todo_change"));
        save(token, 0, "after");

        await().until(() -> !app.told().isEmpty());
        assertThat(names()).containsExactly("after");
    }

    @Test
    void aCallThatFailsIsMadeAgainAndNothingOvertakesIt() {
        String token = connected(request("copier", CUSTOMER_CHANGE));
        AtomicInteger failures = new AtomicInteger();
        app.hook = request -> failures.getAndIncrement() < 2 ? AppServer.answer("503 Busy", "") : AppServer.ok("any");
        save(token, 0, "a");
        save(token, 0, "b");

        await().until(() -> app.told().size() == 4);
        assertThat(names()).containsExactly("a", "a", "a", "b");
        assertThat(app.told().stream()
                        .limit(3)
                        .map(request -> request.header("X-Tidemark-Delivery"))
                        .distinct())
                .hasSize(1);
        assertThat(lost()).isEmpty();
    }

    @Test
    void aCallThatFailsFourTimesIsGivenUpAndNoted() {
        String token = connected(request("copier", CUSTOMER_CHANGE));
        app.hook = request -> request.body().contains("bad")
                ? AppServer.answer("302 Found\r\nLocation: " + app.url("/hook/elsewhere"), "")
                : AppServer.ok("");
        save(token, 0, "bad");
        save(token, 0, "good");

        await().until(() -> app.told().size() == 5);
        assertThat(names()).containsExactly("bad", "bad", "bad", "bad", "good");
        assertThat(app.told()).allMatch(request -> request.path().startsWith("/hook/event_customer_change"));
        await().until(() -> lost().size() == 1);
        assertThat(lost().getFirst().reason()).isEqualTo("It answered with status 302.");
    }

    @Test
    void anAppThatHangsHoldsUpOnlyItself() {
        register("slow", "127.0.0.1");
        try (AppServer slow = new AppServer()) {
            slow.hook = request -> AppServer.HANG;
            assertThat(agree(request("slow", slow.url("/negotiate"), slow.url("/back"), slow, CUSTOMER_CHANGE))
                            .statusCode())
                    .isEqualTo(303);
            String token = connected(request("copier", CUSTOMER_CHANGE));
            save(token, 0, "a");
            save(token, 0, "b");

            await().until(() -> names().equals(List.of("a", "b")));
            assertThat(slow.told())
                    .as("still at its first event")
                    .allMatch(request -> request.body().contains(encoded("\"name\":\"a\"")));
            slow.hook = request -> AppServer.ok("");
            await().until(() -> slow.told().getLast().body().contains(encoded("\"name\":\"b\"")));
        }
    }

    @Test
    void aBookmarkThatIsNotKeptMakesOneRepetitionUnderTheSameId() {
        String token = connected(request("copier", CUSTOMER_CHANGE));
        AtomicInteger calls = new AtomicInteger();
        app.hook = request -> {
            if (calls.getAndIncrement() == 0) {
                storage.failNextWrite(FaultyStorage.Fault.BUSY_BEFORE);
            }
            return AppServer.ok("");
        };
        save(token, 0, "a");

        await().until(() -> app.told().size() == 2);
        save(token, 0, "b");
        await().until(() -> names().equals(List.of("a", "a", "b")));
        assertThat(app.told().get(0).header("X-Tidemark-Delivery"))
                .isEqualTo(app.told().get(1).header("X-Tidemark-Delivery"));
    }

    @Test
    void tasksAndRelationsAreToldLikeCompanies() {
        String token = connected(request("copier", "todo/event_todo_change", "customer/event_person_attach"));
        String saved = command(token, "{'command':'CreateUpdateTodo','todo':{'title':'Boiler','number':'T-1'}}");
        assertThat(saved).contains("\"status\":1");
        await().untilAsserted(() -> assertThat(app.told()).as(saved).hasSize(1));
        long customer = save(token, 0, "North School");
        String relation = command(
                token,
                "{'command':'CreateUpdatePersonByID','person':{'name':'Mona','firstname':'Mona'}},"
                        + "{'command':'CreateUpdateRelationByID','relation':{'customerid':" + customer
                        + ",'personid':" + (customer + 1) + "}}");
        await().untilAsserted(() -> assertThat(app.told()).as(relation).hasSize(2));

        assertThat(app.told().get(0).path()).startsWith("/hook/event_todo_change");
        assertThat(app.told().get(0).form().get("object")).contains("\"title\":\"Boiler\"");
        assertThat(app.told().get(0).form()).containsEntry("previousobject", "null");
        assertThat(app.told().get(1).form().get("object"))
                .startsWith("{\"id\":" + (customer + 2) + ",\"customerid\":" + customer)
                .endsWith("\"origin\":\"attached\"}");
    }

    @Test
    void whatItsUserMayNotSeeIsNotTold() {
        String token = connected(request("copier", CUSTOMER_CHANGE));
        server.storage.write(
                server.account.id(),
                tx -> tx.append(
                        List.of(Change.of(
                                new ObjectKey(new TypeId("customer"), "hers alone"),
                                ChangeKind.CREATED,
                                null,
                                new Change.State(
                                        ",\"name\":\"hidden\"".getBytes(StandardCharsets.UTF_8),
                                        false,
                                        Set.of(Principal.of(new UserId(2))),
                                        List.of()),
                                Set.of("name"),
                                new Origin(null, null, "test", null))),
                        server.now()));
        save(token, 0, "seen");

        await().until(() -> !app.told().isEmpty());
        assertThat(names()).containsExactly("seen");
    }

    @Test
    void aConnectionEndsWithItsSession() {
        String token = connected(request("copier", CUSTOMER_CHANGE));
        register("other", "127.0.0.1");
        save(token, 0, "told");
        await().until(() -> app.told().size() == 1);
        User ida = server.storage
                .read(server.account.id(), tx -> tx.userByEmail(TestServer.IDA))
                .orElseThrow();
        server.server.credentials().endSessions(server.account.id(), ida.id());
        String others = connected(request("other"));
        save(others, 0, "not told");

        await().until(() -> connections().size() == 1);
        assertThat(names()).containsExactly("told");
        assertThat(connections().getFirst().app()).isEqualTo("other");
    }

    @Test
    void metricsShowWhatBecameOfCalls() {
        String token = connected(request("copier", CUSTOMER_CHANGE));
        save(token, 0, "a");

        await().untilAsserted(() -> assertThat(
                        call(java.net.http.HttpRequest.newBuilder(java.net.URI.create(server.uri() + "metrics"))
                                        .build())
                                .body())
                .contains("tidemark_hook_calls_total{result=\"delivered\"} 1.0")
                .contains("tidemark_follower_lag_seconds{follower=\"hooks\"} 0.0"));
    }
}
