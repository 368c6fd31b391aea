package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.UserId;
import io.tidemark.e2e.FaultyStorage.Fault;
import io.tidemark.server.login.Secret;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The command API on a whole server: a device from its code to its end, and a server that fails.
abstract class CommandCases extends CommandServer {
    private static final String WHO = "{'command':'GetCurrentUserID'}";

    @Test
    void aDeviceIsSetUpWithACodeAndIsWithdrawn() {
        Set<UserId> members = Set.of(ida().id());
        server.storage.write(server.account.id(), tx -> tx.addTeam("Fitters", members));
        JsonNode device = configure(newCode()).path("results").path(0);
        assertThat(device.path("username").asString()).isEqualTo(IDA);

        server.pass(Duration.ofDays(400));
        JsonNode answer = send(withToken(device, WHO + ",{'command':'GetTeams'}"));
        assertThat(answer.path("status").asInt()).isEqualTo(1);
        assertThat(answer.path("date").asString()).isEqualTo("2032-05-05");
        assertThat(answer.path("time").asString()).as("of the account").isEqualTo("08:00:00");
        assertThat(answer.path("results").path(0).path("userid").asLong())
                .isEqualTo(ida().id().value());
        assertThat(answer.path("results")
                        .path(1)
                        .path("teams")
                        .path(0)
                        .path("title")
                        .asString())
                .isEqualTo("Fitters");

        server.server.credentials().endSessions(server.account.id(), ida().id());
        assertThat(send(withToken(device, WHO)).path("error").asString()).isEqualTo("badlogin");
    }

    @Test
    void aKeyWithUserAndPasswordWorksAndEndsWithTheUser() {
        String key = Secret.apiKey().text();
        server.storage.write(server.account.id(), tx -> {
            tx.putApiKey(new ApiKey(new Secret(key).hash(), "test", null));
            return true;
        });
        String envelope = "{'contract':" + server.account.id().value() + ",'apikey':'" + key + "','username':'" + IDA
                + "','password':'" + PASSWORD + "','commands':[" + WHO + "]}";
        assertThat(send(envelope).path("status").asInt()).isEqualTo(1);

        server.server.credentials().setEnabled(server.account.id(), ida().id(), false);
        assertThat(send(envelope).path("error").asString()).isEqualTo("badlogin");
    }

    /// Of a failure nothing stays, and the code can be typed in again; only when the answer is lost after
    /// everything was durable is the code used up.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aCodeSurvivesAServerThatFails(Fault fault) {
        String code = newCode();
        storage.failNextWrite(fault);
        JsonNode failed = configure(code);
        assertThat(failed.path("status").asInt()).isZero();
        assertThat(failed.path("results").path(0).path("error").asString()).isEqualTo("internal");
        assertThat(failed.path("msg").asString()).contains("Reference: ");
        assertThat(failed.path("results").path(0).has("accesstoken")).isFalse();

        assertThat(configure(code).path("status").asInt()).isEqualTo(fault == Fault.UNAVAILABLE_AFTER ? 0 : 1);
    }
}
