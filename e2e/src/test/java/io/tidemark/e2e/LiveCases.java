package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.server.RandomIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Devices that wait for changes, over real HTTP (ADR 0031).
abstract class LiveCases {
    private static final String NINE = OnServer.time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z");
    private static final TypeId TODO = new TypeId("todo");
    private static final Origin ORIGIN = new Origin(null, null, "test", null);

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestServer server;
    private Device ida;
    private Device lars;

    abstract Storage newStorage();

    /// Opens what an ended server left.
    abstract Storage reopened(Storage before);

    @BeforeEach
    void start() {
        begin(newStorage(), Map.of());
    }

    private void begin(Storage storage, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("live.heartbeat", "200ms"));
        all.putAll(settings);
        server = new TestServer(storage, all);
        ida = server.device(IDA);
        lars = server.device(LARS);
    }

    private void restart(Map<String, String> settings) {
        server.close();
        begin(reopened(server.storage), settings);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        server.close();
    }

    private WaitingDevice waiting(Device device, String query, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", device.bearer()));
        all.addAll(List.of(headers));
        return kept(new WaitingDevice(address("api/v1/live" + query), all.toArray(String[]::new)));
    }

    private WaitingDevice kept(WaitingDevice device) {
        open.add(device);
        return device;
    }

    private URI address(String path) {
        return server.uri().resolve(path);
    }

    private static HttpResponse<String> get(URI address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> poll(Device device, String query) {
        return get(address("api/v1/live/poll" + query), "Authorization", device.bearer());
    }

    private static String position(HttpResponse<?> answer) {
        return answer.headers().firstValue("Tidemark-Position").orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private void meeting(Device by, String id, String... invited) {
        String people = OnServer.invitations(
                Arrays.stream(invited).map(email -> OnServer.invite(email, "")).toArray(String[]::new));
        assertThat(by.commit(CommitBody.withoutToken()
                                .created("Meeting", "'Id':'" + id + "','Title':'Alpha'," + NINE + "," + people))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
    }

    private void task(Device by, String id, String owner) {
        assertThat(by.commit(CommitBody.withoutToken()
                                .created("Task", "'Id':'" + id + "','Owners':[{'Email':'" + owner + "'}]"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
    }

    private UserId user(String email) {
        return server.storage
                .read(server.account.id(), tx -> tx.userByEmail(email))
                .map(User::id)
                .orElseThrow();
    }

    // ---- being told ----

    @Test
    void aDeviceWithoutAPositionIsToldAtOnceAndThenOfWhatChanges() {
        WaitingDevice device = waiting(lars, "").awaitSignals(1);
        assertThat(device.status()).isEqualTo(200);
        assertThat(device.response().headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(device.types(0)).as("anything may have changed").isEmpty();

        meeting(ida, "m-A", LARS);
        device.awaitSignals(2);
        assertThat(device.types(1)).containsExactly("meeting");
        assertThat(device.signal(1).path("position").asString())
                .isNotEqualTo(device.signal(0).path("position").asString());
    }

    @Test
    void whatIsNotHisWakesNobody() {
        WaitingDevice device = waiting(lars, "").awaitSignals(1);
        task(ida, "t-A", IDA);
        meeting(ida, "m-A");
        task(ida, "t-B", LARS);

        device.awaitSignals(2);
        assertThat(device.typesFrom(1)).containsExactly("task");
    }

    @Test
    void aDeviceIsNotWokenByWhatItWroteAndTheOtherDevicesOfItsUserAre() {
        meeting(ida, "m-A");
        Device.Answer idas = ida.settled();
        WaitingDevice phone = waiting(ida, "").awaitSignals(1);
        WaitingDevice tablet = waiting(server.device(IDA), "").awaitSignals(1);

        assertThat(ida.commit(CommitBody.under(idas)
                                .modified("Meeting", "'Id':'m-A','Title':'Beta'")
                                .at("2031-04-01T06:10:00Z"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        tablet.awaitSignals(2);
        assertThat(tablet.types(1)).containsExactly("meeting");
        task(lars, "t-A", IDA);
        phone.awaitSignals(2);
        assertThat(phone.typesFrom(1)).as("nothing of its own meeting").containsExactly("task");
    }

    /// The server adds to what a device made up; its next synchronization tells it.
    @Test
    void aDeviceHearsOfItsOwnWriteWhenTheServerHasMoreToSayOfIt() {
        WaitingDevice phone = waiting(ida, "").awaitSignals(1);
        task(ida, "t-A", IDA);
        phone.awaitSignals(2);
        assertThat(ida.syncTasks().told("Tasks")).containsExactly("NEW t-A");
    }

    @Test
    void aCommandDeviceIsNotWokenByWhatItSaved() {
        JsonNode app = JsonMapper.shared()
                .readTree(send(HttpRequest.newBuilder(address("api/endpoint.php"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(envelope(
                                        ida, "{\"command\":\"CreateUpdateTodo\",\"todo\":{\"title\":\"Paint\"}}")))
                                .build())
                        .body());
        assertThat(app.path("status").asInt()).as(app.toString()).isEqualTo(1);
        long id = app.path("results").path(0).path("todo").path("id").asLong();
        WaitingDevice phone = kept(commandDevice("")).awaitSignals(1);
        WaitingDevice tablet = kept(new WaitingDevice(
                        address("api/live"), "Authorization", server.device(IDA).bearer()))
                .awaitSignals(1);

        send(HttpRequest.newBuilder(address("api/endpoint.php"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(envelope(
                        ida, "{\"command\":\"CreateUpdateTodo\",\"todo\":{\"id\":" + id + ",\"title\":\"Paint it\"}}")))
                .build());
        tablet.awaitSignals(2);
        assertThat(tablet.types(1)).contains("todo");
        put(
                "p",
                new TypeId("product"),
                new Change.State(new byte[] {'1'}, false, Set.of(Principal.EVERYONE), List.of()));
        phone.awaitSignals(2);
        assertThat(phone.typesFrom(1)).as("nothing of its own save").containsExactly("product");
    }

    private static String envelope(Device device, String commands) {
        return "{\"contract\":\"acme\",\"accesstoken\":\"" + device.bearer().substring("Bearer ".length())
                + "\",\"commands\":[" + commands + "]}";
    }

    @Test
    void aDeviceHearsOfItsOwnWriteWhenItTookSomethingAwayFromItsUser() {
        task(ida, "t-A", IDA);
        WaitingDevice phone = waiting(ida, "").awaitSignals(1);
        assertThat(ida.commit(CommitBody.withoutToken()
                                .modified("Task", "'Id':'t-A','Owners':[{'Email':'" + LARS + "'}]")
                                .at("2031-04-01T06:10:00Z"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        phone.awaitSignals(2);
        assertThat(phone.types(1)).containsExactly("task");
    }

    @Test
    void onlyTheTypesThatWereNamedWake() {
        WaitingDevice device = waiting(lars, "?types=meeting").awaitSignals(1);
        task(ida, "t-A", LARS);
        meeting(ida, "m-A", LARS);
        device.awaitSignals(2);
        assertThat(device.typesFrom(1)).containsExactly("meeting");

        HttpResponse<String> wrong = poll(lars, "?types=meeting,todo");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("TM-1003");
    }

    @Test
    void aDeletionAndTheLossOfAnInvitationWake() {
        meeting(ida, "m-A", LARS);
        meeting(ida, "m-B", LARS);
        WaitingDevice device = waiting(lars, "").awaitSignals(1);
        ida.commit(CommitBody.withoutToken()
                        .modified("Meeting", "'Id':'m-A','Invitations':[]")
                        .at("2031-04-01T06:10:00Z"))
                .ok();
        device.awaitSignals(2);
        ida.commit(CommitBody.withoutToken().deleted("Meeting", "'Id':'m-B'")).ok();
        device.awaitSignals(3);
        assertThat(device.typesFrom(1)).containsOnly("meeting");
    }

    // ---- groups and time ----

    @Test
    void whoComesIntoAGroupOrLeavesItIsToldAndHearsOfWhatIsForIt() {
        Principal crew = new Principal("t77");
        WaitingDevice device = kept(commandDevice("")).awaitSignals(1);
        put("crew", Change.State.of(new byte[] {'1'}, new Group(crew, Set.of(user(IDA)))));
        device.awaitSignals(2);
        assertThat(device.types(1)).as("anything may have changed").isEmpty();

        put("a", new Change.State(new byte[] {'2'}, false, Set.of(crew), List.of()));
        device.awaitSignals(3);
        assertThat(device.types(2)).containsExactly("todo");

        put("crew", Change.State.of(new byte[] {'3'}, new Group(crew, Set.of())));
        device.awaitSignals(4);
        put("b", new Change.State(new byte[] {'4'}, false, Set.of(crew), List.of()));
        put("c", new Change.State(new byte[] {'5'}, false, Set.of(Principal.of(user(LARS))), List.of()));
        put("crew", Change.State.of(new byte[] {'6'}, Group.ofEverybody(crew)));
        device.awaitSignals(5);
        assertThat(device.types(4)).as("what went to the group without him").isEmpty();
        assertThat(device.signals()).isEqualTo(5);
    }

    @Test
    void aWindowOfTimeThatOpensWakesWhomItGivesSomethingAndNobodyElse() {
        put("a", new Change.State(new byte[] {'1'}, false, Set.of(Principal.of(user(LARS))), List.of()));
        WaitingDevice device = kept(commandDevice("")).awaitSignals(1);
        move("a", Principal.of(user(LARS)), Principal.of(user(IDA)));
        device.awaitSignals(2);
        assertThat(device.types(1)).containsExactly("todo");

        move("a", Principal.of(user(IDA)));
        put("b", new Change.State(new byte[] {'1'}, false, Set.of(Principal.EVERYONE), List.of()));
        device.awaitSignals(3);
        move("a");
        device.awaitSignals(4);
        assertThat(device.typesFrom(2)).containsExactly("todo", "todo");
    }

    /// Nobody touches anything; the server looks at its clock.
    @Test
    void aTaskThatWasClosedLongAgoLeavesAndItsUserIsTold() {
        Saver saver = new Saver(server.storage, Catalog.types(CommandTypes.served()), server::now, new RandomIds());
        User himself = server.storage
                .read(server.account.id(), tx -> tx.userByEmail(IDA))
                .orElseThrow();
        Saved state = saver.save(
                server.account,
                himself,
                new SaveCall("set-up", null),
                new Save(
                        new TypeId("todostate"),
                        null,
                        CommandObjectType.said(JsonObject.EMPTY
                                .with("title", new JsonText("Done"))
                                .with("isclosed", new JsonNumber("1")))));
        long done = ((Saved.Stored) state).object().number().value();
        long id = command("{\"command\":\"CreateUpdateTodo\",\"todo\":{\"title\":\"Paint\"}}")
                .path("todo")
                .path("id")
                .asLong();
        command("{\"command\":\"CloseTodoByID\",\"todoid\":" + id + ",\"stateid\":" + done + "}");
        WaitingDevice device = kept(new WaitingDevice(address("api/live?types=todo"), "Authorization", lars.bearer()));
        device.awaitSignals(1);

        server.pass(Duration.ofDays(20));
        device.awaitSignals(2);
        assertThat(device.types(1)).containsExactly("todo");
    }

    private JsonNode command(String command) {
        JsonNode answer = JsonMapper.shared()
                .readTree(send(HttpRequest.newBuilder(address("api/endpoint.php"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(envelope(ida, command)))
                                .build())
                        .body());
        assertThat(answer.path("results").path(0).path("status").asInt())
                .as(answer.toString())
                .isEqualTo(1);
        return answer.path("results").path(0);
    }

    private void put(String id, Change.State state) {
        put(id, TODO, state);
    }

    private void put(String id, TypeId type, Change.State state) {
        ObjectKey key = new ObjectKey(type, id);
        server.storage.write(server.account.id(), tx -> {
            StoredObject before = tx.lock(key).orElse(null);
            ChangeKind kind = before == null ? ChangeKind.CREATED : ChangeKind.CHANGED;
            return tx.append(List.of(Change.of(key, kind, before, state, Set.of(), ORIGIN)), server.now());
        });
    }

    private void move(String id, Principal... audience) {
        server.storage.write(server.account.id(), tx -> {
            StoredObject before = tx.lock(new ObjectKey(TODO, id)).orElseThrow();
            return tx.append(
                    List.of(Change.moved(before, new Selected(Set.of(audience), null), ORIGIN, "time")), server.now());
        });
    }

    // ---- the command API ----

    private WaitingDevice commandDevice(String query) {
        return new WaitingDevice(address("api/live" + query), "Authorization", ida.bearer());
    }

    @Test
    void theCommandApiTellsOfItsTypesAndTakesItsLoginInTheBody() {
        WaitingDevice device = kept(new WaitingDevice(HttpRequest.newBuilder(address("api/live?types=todo"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(envelope(lars, "")))
                        .build()))
                .awaitSignals(1);
        task(ida, "t-A", LARS);
        device.awaitSignals(2);
        assertThat(device.types(1)).as("a task is a todo too").containsExactly("todo");
    }

    // ---- positions ----

    @Test
    void longPollingHasTheSamePositions() {
        HttpResponse<String> first = poll(lars, "");
        assertThat(first.statusCode()).isEqualTo(200);
        HttpResponse<String> none = poll(lars, "?timeout=0&since=" + position(first));
        assertThat(none.statusCode()).isEqualTo(204);
        task(ida, "t-A", LARS);

        HttpResponse<String> second = poll(lars, "?timeout=20&since=" + position(none));
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(json(second).path("types").get(0).asString()).isEqualTo("task");
        assertThat(json(second).path("position").asString()).isEqualTo(position(second));
        assertThat(poll(lars, "?timeout=0&since=" + position(second)).statusCode())
                .isEqualTo(204);
        assertThat(poll(lars, "?timeout=0&since=nonsense!").statusCode()).isEqualTo(400);
    }

    @Test
    void whatWasCommittedBetweenTheSyncAndTheWaitIsToldAtOnce() {
        WaitingDevice before = waiting(lars, "").awaitSignals(1);
        String since = before.signal(0).path("position").asString();
        before.close();
        task(ida, "t-A", LARS);

        WaitingDevice after = waiting(lars, "", "Last-Event-ID", since).awaitSignals(1);
        assertThat(after.types(0)).containsExactly("task");
        String last = after.awaitIds(2).lastId();
        WaitingDevice idle = waiting(lars, "?since=" + last).awaitIds(2);
        assertThat(idle.signals()).as("heartbeats only").isZero();
    }

    @Test
    void aPositionOutlivesTheServerAndOneOfAnotherEpochIsOld() {
        String since = position(poll(lars, ""));
        task(ida, "t-A", IDA);
        restart(Map.of());
        HttpResponse<String> none = poll(lars, "?timeout=0&since=" + since);
        assertThat(none.statusCode()).isEqualTo(204);
        task(ida, "t-B", LARS);
        restart(Map.of());
        assertThat(poll(lars, "?timeout=20&since=" + since).statusCode()).isEqualTo(200);

        String now = position(poll(lars, ""));
        server.startEpoch();
        assertThat(poll(lars, "?timeout=20&since=" + now).statusCode()).isEqualTo(200);
    }

    // ---- logins ----

    @Test
    void whoIsNotLoggedInDoesNotWaitAndNoTokenIsTakenFromAnAddress() {
        assertThat(get(address("api/v1/live")).statusCode()).isEqualTo(401);
        assertThat(get(address("api/live")).statusCode()).isEqualTo(401);
        String token = lars.bearer().substring("Bearer ".length());
        assertThat(get(address("api/live?accesstoken=" + token + "&access_token=" + token))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aUserWhoIsDisabledOrSignsOutStopsWaiting() {
        WaitingDevice device = waiting(lars, "").awaitSignals(1);
        server.server.credentials().setEnabled(server.account.id(), user(LARS), false);
        assertThat(device.awaitEnd()).isEqualTo("whole");
        assertThat(get(address("api/v1/live"), "Authorization", lars.bearer()).statusCode())
                .isEqualTo(401);

        WaitingDevice phone = waiting(ida, "").awaitSignals(1);
        ida.signOut();
        assertThat(phone.awaitEnd()).isEqualTo("whole");
    }

    // ---- bounds ----

    @Test
    void moreThanTheServerTakesAreToldToComeAgain() {
        restart(Map.of("live.devices-per-user", "1", "live.devices-per-account", "2", "live.devices", "3"));
        WaitingDevice first = waiting(lars, "").awaitSignals(1);
        HttpResponse<String> second = poll(lars, "?timeout=0");
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.body()).contains("TM-5003").contains("for this user");
        assertThat(second.headers().firstValue("Retry-After")).hasValue("30");

        waiting(ida, "").awaitSignals(1);
        Device mona = server.device(TestServer.MONA);
        assertThat(poll(mona, "?timeout=0").body()).contains("in this account");

        Device other = server.device(server.addAccount("other").name(), IDA);
        kept(new WaitingDevice(address("other/api/v1/live"), "Authorization", other.bearer()))
                .awaitSignals(1);
        Device another = server.device("other", LARS);
        assertThat(get(address("other/api/v1/live/poll"), "Authorization", another.bearer())
                        .body())
                .contains("on this server");

        first.close();
        await().atMost(WaitingDevice.PATIENCE)
                .untilAsserted(
                        () -> assertThat(poll(lars, "?timeout=0").statusCode()).isEqualTo(200));
    }

    @Test
    void aDeviceThatReadsNothingHoldsUpNobody() throws IOException {
        try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            deaf.setReceiveBufferSize(1024);
            deaf.getOutputStream()
                    .write(("GET /api/v1/live HTTP/1.1\r\nHost: test\r\nAuthorization: " + lars.bearer() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            WaitingDevice device = waiting(server.device(LARS), "").awaitSignals(1);
            for (int i = 0; i < 5; i++) {
                task(ida, "t-" + i, LARS);
                device.awaitSignals(2 + i);
            }
        }
    }

    @Test
    void aDeviceWaitsLongerThanAConnectionMayRest() {
        restart(Map.of("limits.idle", "1s"));
        WaitingDevice device = waiting(lars, "").awaitIds(20);
        HttpResponse<String> polled = poll(ida, "?timeout=3&since=" + position(poll(ida, "")));
        assertThat(polled.statusCode()).isEqualTo(204);
        task(ida, "t-A", LARS);
        device.awaitSignals(2);
    }

    @Test
    void aWaitEndsByItselfAndGoesOnWithItsPosition() {
        restart(Map.of("live.longest", "1s"));
        WaitingDevice device = waiting(lars, "").awaitSignals(1);
        assertThat(device.awaitEnd()).isEqualTo("whole");
        assertThat(waiting(lars, "", "Last-Event-ID", device.lastId())
                        .awaitIds(2)
                        .signals())
                .isZero();
    }

    @Test
    void theEndOfTheServerEndsWaitsAsWholeAnswers() {
        WaitingDevice device = waiting(lars, "").awaitSignals(1);
        server.close();
        assertThat(device.awaitEnd()).isEqualTo("whole");
        begin(reopened(server.storage), Map.of());
    }

    @Test
    void metricsCountWaitingDevicesAndNoRequestsAtWork() {
        waiting(lars, "").awaitSignals(1);
        String metrics = get(address("metrics")).body();
        assertThat(metrics)
                .contains("tidemark_live_devices 1.0")
                .contains("tidemark_live_told_seconds_count 1")
                .contains("tidemark_requests_active 1.0");
    }

    /// What two servers on one storage are to each other.
    @Test
    void whatAnotherServerWroteIsToldToo() {
        TestServer neighbour = new TestServer(new LastingStorage(server.storage), Map.of());
        try {
            WaitingDevice device = waiting(lars, "").awaitSignals(1);
            task(neighbour.device(IDA), "t-A", LARS);
            device.awaitSignals(2);
            assertThat(device.types(1)).containsExactly("task");
        } finally {
            neighbour.close();
        }
    }
}
