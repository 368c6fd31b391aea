package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.server.RandomIds;
import io.tidemark.server.login.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole server, and what tests of the command API send to it.
abstract class CommandServer {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TreeReader TREES = new TreeReader(ReadLimits.DEFAULT);

    FaultyStorage storage;
    TestServer server;

    abstract Storage newStorage();

    /// Settings beside those of every test.
    Map<String, String> settings() {
        return Map.of();
    }

    @BeforeEach
    void start() {
        storage = new FaultyStorage(newStorage());
        server = new TestServer(storage, settings());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    JsonNode send(String envelope) {
        String form = "json=" + URLEncoder.encode(envelope.replace('\'', '"'), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + "api/endpoint.php"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String withToken(JsonNode device, String commands) {
        return "{'contract':'" + device.path("contract").asString() + "','apikey':'"
                + device.path("apikey").asString() + "','accesstoken':'"
                + device.path("accesstoken").asString() + "','commands':[" + commands + "]}";
    }

    User ida() {
        return server.storage
                .read(server.account.id(), tx -> tx.userByEmail(IDA))
                .orElseThrow();
    }

    String newCode() {
        Secret code = Secret.deviceCode();
        User ida = ida();
        server.storage.write(server.account.id(), tx -> {
            tx.putDeviceCode(new DeviceCode(code.hash(), ida.id(), server.now().plus(Duration.ofHours(24)), null));
            return true;
        });
        return code.text();
    }

    JsonNode configure(String code) {
        return send("{'commands':[{'command':'ConfigureDevice','code':'" + code + "','remoteagent':'field app'}]}");
    }

    /// Sets up what no command makes: lists, states, definitions.
    ///
    /// @param said its fields as JSON
    /// @param decided fields that no client writes, as JSON
    /// @return its id
    long setUp(String type, String said, String decided) {
        Saver saver = new Saver(server.storage, Catalog.types(CommandTypes.served()), server::now, new RandomIds());
        Save save = new Save(
                new TypeId(type), null, CommandObjectType.said(tree(said)), CommandObjectType.decided(tree(decided)));
        Saved saved = saver.save(server.account, ida(), new SaveCall("set-up", null), save);
        assertThat(saved).isInstanceOf(Saved.Stored.class);
        return ((Saved.Stored) saved).object().number().value();
    }

    /// Changes such an object.
    void decide(String type, long id, String decided) {
        Saver saver = new Saver(server.storage, Catalog.types(CommandTypes.served()), server::now, new RandomIds());
        Save save = new Save(
                new TypeId(type), new ObjectNumber(id), Patch.NOTHING, CommandObjectType.decided(tree(decided)));
        assertThat(saver.save(server.account, ida(), new SaveCall("set-up", null), save))
                .isInstanceOf(Saved.Stored.class);
    }

    private static JsonObject tree(String fields) {
        return TREES.read(("{" + fields + "}").replace('\'', '"'));
    }
}
