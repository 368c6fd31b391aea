package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.own.OwnTypeRegister;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import io.tidemark.server.RandomIds;
import io.tidemark.server.login.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A small company whose every number, day and time is the same in each run, on a whole server: three users, two of
/// them in a team, and nothing else. The examples of the command reference are run in it, a minute apart, by a device
/// of Ida's.
final class ExampleCompany implements AutoCloseable {
    /// A device code that an example can use up.
    static final String CODE = "K7PM-3XWA";

    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestServer server = TestServer.inMemory();
    private final JsonObject login;
    private final String sessionToken;

    ExampleCompany() {
        Set<UserId> fitters =
                Set.of(user(TestServer.IDA).id(), user(TestServer.LARS).id());
        server.storage.write(server.account.id(), tx -> tx.addTeam("Fitters", fitters));
        Secret own = Secret.deviceCode();
        addCode(own);
        addCode(new Secret(CODE));
        JsonObject device = firstResult(send(JsonObject.EMPTY.with(
                "commands",
                new JsonArray(List.of(JsonObject.EMPTY
                        .with("command", new JsonText("ConfigureDevice"))
                        .with("code", new JsonText(own.text())))))));
        login = JsonObject.EMPTY
                .with("contract", device.get("contract").orElseThrow())
                .with("accesstoken", device.get("accesstoken").orElseThrow());
        sessionToken = server.device(TestServer.IDA).bearer().replaceFirst("^Bearer ", "");
    }

    /// Sets up what only an administrator does: lists, types, states.
    ///
    /// @param objects each has a `type` and an `object`, and under `decided` fields that no client writes
    void setUp(JsonArray objects) {
        Saver saver = new Saver(server.storage, Catalog.types(CommandTypes.served()), server::now, new RandomIds());
        User ida = user(TestServer.IDA);
        for (JsonValue item : objects.items()) {
            if (item instanceof JsonObject set
                    && set.get("type").orElseThrow() instanceof JsonText(String type)
                    && set.get("object").orElseThrow() instanceof JsonObject object) {
                JsonObject decided = set.get("decided").orElse(JsonObject.EMPTY) instanceof JsonObject fields
                        ? fields
                        : JsonObject.EMPTY;
                Save save = new Save(
                        new TypeId(type), null, CommandObjectType.said(object), CommandObjectType.decided(decided));
                assertThat(saver.save(server.account, ida, new SaveCall("set-up", null), save))
                        .as("a new %s", type)
                        .isInstanceOf(Saved.Stored.class);
            }
        }
    }

    /// Adds types to the account.
    void describe(String source, String json) {
        new OwnTypeRegister(server.storage, new OwnTypes(), server::now, new RandomIds())
                .put(server.account, user(TestServer.IDA), source, json);
    }

    private User user(String email) {
        return server.storage
                .read(server.account.id(), tx -> tx.userByEmail(email))
                .orElseThrow();
    }

    private void addCode(Secret code) {
        UserId ida = user(TestServer.IDA).id();
        server.storage.write(server.account.id(), tx -> {
            tx.putDeviceCode(new DeviceCode(code.hash(), ida, server.now().plus(Duration.ofHours(24)), null));
            return true;
        });
    }

    private static JsonObject firstResult(JsonObject answer) {
        return answer.get("results").orElseThrow() instanceof JsonArray(List<JsonValue> results)
                        && results.getFirst() instanceof JsonObject result
                ? result
                : JsonObject.EMPTY;
    }

    /// Runs commands in one request, a minute after the one before.
    JsonArray run(JsonArray commands) {
        server.pass(Duration.ofMinutes(1));
        JsonObject answer = send(login.with("commands", replaced(commands)));
        JsonArray results = (JsonArray) answer.get("results").orElseThrow();
        boolean allSucceeded = results.items().stream()
                .allMatch(result ->
                        ((JsonObject) result).get("status").orElseThrow().equals(JsonNumber.ONE));
        assertThat(answer.get("status")).contains(allSucceeded ? JsonNumber.ONE : JsonNumber.ZERO);
        return results;
    }

    private JsonArray replaced(JsonArray commands) {
        String quoted = TreeWriter.text(CommandExample.ANY);
        String text = TreeWriter.text(JsonObject.EMPTY.with("commands", commands));
        String secret = TreeWriter.text(new JsonText(sessionToken));
        return (JsonArray)
                READER.read(text.replace(quoted, secret)).get("commands").orElseThrow();
    }

    private JsonObject send(JsonObject envelope) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + "api/endpoint.php"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(TreeWriter.text(envelope)))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return READER.read(response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
