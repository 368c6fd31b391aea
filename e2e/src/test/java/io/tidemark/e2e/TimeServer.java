package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.server.RandomIds;
import io.tidemark.server.login.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/// A whole server with devices of two users, Ida and Lars, and objects that are set up on the server.
abstract class TimeServer extends CommandServer {
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    JsonNode ida;
    JsonNode lars;

    @BeforeEach
    void setUpDevices() {
        ida = deviceOf(TestServer.IDA);
        lars = deviceOf(TestServer.LARS);
    }

    User user(String email) {
        return server.storage
                .read(server.account.id(), tx -> tx.userByEmail(email))
                .orElseThrow();
    }

    long number(String email) {
        return user(email).id().value();
    }

    private JsonNode deviceOf(String email) {
        Secret code = Secret.deviceCode();
        User user = user(email);
        server.storage.write(server.account.id(), tx -> {
            tx.putDeviceCode(new DeviceCode(code.hash(), user.id(), server.now().plus(Duration.ofHours(24)), null));
            return true;
        });
        return configure(code.text()).path("results").path(0);
    }

    /// Makes an object as somebody at the server does, and returns its number.
    long made(String type, String json) {
        Saver saver = new Saver(server.storage, Catalog.types(), server::now, new RandomIds());
        Saved saved = saver.save(
                server.account,
                user(TestServer.IDA),
                new SaveCall("test", null),
                new Save(new TypeId(type), null, CommandObjectType.said(READER.read(json.replace('\'', '"')))));
        assertThat(saved).isInstanceOf(Saved.Stored.class);
        return ((Saved.Stored) saved).object().number().value();
    }

    JsonNode run(JsonNode device, String command) {
        return send(withToken(device, command)).path("results").path(0);
    }

    /// The result of a command that succeeds.
    JsonNode done(JsonNode device, String command) {
        JsonNode result = run(device, command);
        assertThat(result.path("status").asInt()).as(command + result).isEqualTo(1);
        return result;
    }

    /// Why a command fails.
    String error(JsonNode device, String command) {
        JsonNode result = run(device, command);
        assertThat(result.path("status").asInt()).as(command + result).isZero();
        assertThat(result.path("msg").asString()).isNotEmpty();
        return result.path("error").asString();
    }

    static List<Long> ids(JsonNode objects) {
        List<Long> ids = new ArrayList<>();
        objects.forEach(object -> ids.add(object.path("id").asLong()));
        return ids;
    }
}
