package io.tidemark.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.AccountId;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.login.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;

/// Requests of the command API to a [RunningServer], written by hand as foreign clients write them: keys in a fixed
/// order, every value a text.
public final class CommandClient {
    public static final String KEY = "1234-5678-9012-3456-7890-1234";
    public static final String FORM = "Content-Type: application/x-www-form-urlencoded; charset=UTF-8";
    public static final String ECHO = "{'command':'Echo','text':'ping'}";

    private final RunningServer server;

    /// Makes [#KEY] valid.
    public CommandClient(RunningServer server) {
        this.server = server;
        server.storage.write(server.account.id(), tx -> {
            tx.putApiKey(new ApiKey(new Secret(KEY).hash(), "test", null));
            return true;
        });
    }

    /// The envelope of the usual user with his password.
    public static String envelope(String commands) {
        return envelope("1", KEY, RunningServer.EMAIL, RunningServer.PASSWORD, "", commands);
    }

    /// An envelope with an access token and nothing else that proves something.
    public static String withToken(String contract, String token, String commands) {
        return envelope(contract, "", "", "", token, commands);
    }

    public static String envelope(
            String contract, String apiKey, String username, String password, String token, String commands) {
        return ("{'contract':'" + contract + "','apikey':'" + apiKey + "','username':'" + username + "','password':'"
                        + password + "','accesstoken':'" + token + "','remoteagent':'test','commands':[" + commands
                        + "]}")
                .replace('\'', '"');
    }

    public static String form(String json) {
        return "json=" + URLEncoder.encode(json.replace('\'', '"'), UTF_8);
    }

    /// Sends an envelope as a form, on a connection of its own.
    public String send(String envelope) throws IOException {
        return answer(envelope).text();
    }

    public Answer answer(String envelope) throws IOException {
        try (RawClient client = server.connect()) {
            return client.post("/api/endpoint.php", form(envelope), FORM);
        }
    }

    /// A device code of a user.
    public String code(AccountId account, UserId user) {
        Secret code = Secret.deviceCode();
        server.storage.write(account, tx -> {
            tx.putDeviceCode(new DeviceCode(code.hash(), user, server.now.get().plus(Duration.ofHours(24)), null));
            return true;
        });
        return code.text();
    }

    /// A request that exchanges a code, with no credentials at all.
    public static String configure(String code) {
        return "{'commands':[{'command':'ConfigureDevice','code':'" + code
                + "','imei':'49-015420-323751','remoteagent':'field app 3'}]}";
    }
}
