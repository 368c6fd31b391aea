package io.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.login.Credentials;
import io.tidemark.server.login.Passwords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server as it is run, with its database in the data folder.
class EmbeddedStorageTest {
    private static final String LOGIN = "grant_type=password&app_id=Api&username=ida@example.test&password=s3cret";

    @TempDir
    Path folder;

    @Test
    void aLoginOutlivesTheServer() throws IOException {
        ServerConfig config = configured();
        addIda(config);
        String refreshToken;
        try (TidemarkServer server = TidemarkServer.start(config);
                RawClient client = new RawClient(server.port())) {
            assertThat(client.get("/health/ready").status()).isEqualTo(200);
            Answer login = client.post("/oauth", LOGIN);
            refreshToken = RunningServer.value(login, "refresh_token");
            assertThat(client.get("/api/v1/mytasks/sync", bearer(login)).text()).contains("\"Tasks\":[]");
        }
        try (TidemarkServer server = TidemarkServer.start(config);
                RawClient client = new RawClient(server.port())) {
            assertThat(client.post("/oauth", "grant_type=refresh_token&app_id=Api&refresh_token=" + refreshToken)
                            .status())
                    .isEqualTo(200);
            assertThat(client.get("/metrics").text()).contains("tidemark_storage_queue 0.0");
        }
    }

    @Test
    void aCommitThatIsTooLargeIsRefusedAndOneThatIsCutHasNoEffect() throws IOException {
        ServerConfig config = configured("limits.body", "10 KiB");
        addIda(config);
        String task = "{\"Tasks\":[{\"State\":\"NEW\",\"ClientSyncId\":\"c-1\",\"Task\":{\"Title\":\"Cut\"}}]}";
        try (TidemarkServer server = TidemarkServer.start(config);
                RawClient client = new RawClient(server.port());
                RawClient cut = new RawClient(server.port())) {
            String bearer = bearer(client.post("/oauth", LOGIN));
            String commit = "POST /api/v1/mytasks/synccommit HTTP/1.1\r\n";

            cut.send(commit + RawClient.head(bearer, "Content-Length: " + (task.length() + 1)) + "\r\n" + task);
            cut.endOfRequest();
            assertThat(cut.atEnd()).isTrue();
            client.send(commit + RawClient.head(bearer, "Transfer-Encoding: chunked") + "\r\n2801\r\n"
                    + " ".repeat(0x2801) + "\r\n0\r\n\r\n");
            assertThat(client.read().text()).contains("TM-5001");

            try (RawClient next = new RawClient(server.port())) {
                assertThat(next.get("/api/v1/mytasks/sync", bearer).text()).contains("\"Tasks\":[]");
                assertThat(next.post("/api/v1/mytasks/synccommit", task, bearer).status())
                        .isEqualTo(200);
                assertThat(next.get("/api/v1/mytasks/sync", bearer).text()).contains("\"Title\":\"Cut\"");
            }
        }
    }

    private ServerConfig configured(String... settings) {
        Map<String, String> commandLine = new HashMap<>(Map.of(
                "http.port",
                "0",
                "data.folder",
                folder.resolve("made-by-the-server").toString()));
        for (int i = 0; i < settings.length; i += 2) {
            commandLine.put(settings[i], settings[i + 1]);
        }
        return ServerConfig.load(Map.of(), commandLine);
    }

    private static void addIda(ServerConfig config) {
        try (Storage storage = Databases.open(config);
                Passwords passwords = Passwords.recommended()) {
            Account account = storage.accounts().create(new NewAccount("acme", "Acme", ZoneOffset.UTC, new byte[32]));
            User ida = new User(new UserId(1), "w", "Ida", "ida@example.test", "", true, false);
            UserId user = storage.write(account.id(), tx -> tx.addUser(ida)).id();
            new Credentials(storage, passwords, InstantSource.system())
                    .setPassword(account.id(), user, "s3cret".toCharArray());
        }
    }

    private static String bearer(Answer login) {
        return "Authorization: Bearer " + RunningServer.value(login, "access_token");
    }
}
