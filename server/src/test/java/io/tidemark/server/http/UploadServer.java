package io.tidemark.server.http;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandApi;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.CommandWatch;
import io.tidemark.api.command.Commands;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.Uploads;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.reference.CommandReference;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.core.content.Contents;
import io.tidemark.core.content.StoredContent;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.server.CommandClient;
import io.tidemark.server.RunningServer;
import io.tidemark.server.ScriptedMeetings;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.live.LiveChanges;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.CommandLogins;
import io.tidemark.server.login.Credentials;
import io.tidemark.server.login.LoginThrottle;
import io.tidemark.server.login.Logins;
import io.tidemark.server.login.Passwords;
import io.tidemark.server.login.Secret;
import io.tidemark.server.metrics.ServerMetrics;
import io.tidemark.storage.files.FileContents;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server with one command that takes a file and keeps it in a folder, for tests of what large requests do. Can
/// run in a process of its own.
final class UploadServer implements AutoCloseable {
    private final HttpServer http;
    private final Passwords passwords;
    private final ServerMetrics metrics = new ServerMetrics();

    UploadServer(Path folder, String... settings) {
        Map<String, String> commandLine = new HashMap<>(Map.of("http.port", "0", "data.folder", folder.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            commandLine.put(settings[i], settings[i + 1]);
        }
        ServerConfig config = ServerConfig.load(Map.of(), commandLine);
        InstantSource clock = InstantSource.system();
        Storage storage = new InMemoryStorage();
        passwords = new Passwords(new Argon2Settings(64, 1, 1, 32, 16), new SecureRandom(), 1);
        addUser(storage, clock);
        LoginThrottle throttle = new LoginThrottle(config.login(), clock);
        Logins logins = new Logins(storage, passwords, throttle, config.login(), clock);
        CommandLogins commandLogins = new CommandLogins(storage, logins, passwords, throttle, clock);
        Contents contents = FileContents.open(folder.resolve("content"));
        CommandApi commands = new CommandApi(
                Commands.of(
                        CommandReference.standard(CommandTypes.standard()),
                        List.of(new TakeFile(
                                new Uploads(contents, config.limits().fileBytes(), clock)))),
                config.limits().commandsPerRequest(),
                CommandWatch.NONE);
        http = HttpServer.start(new HttpServer.Parts(
                config,
                storage,
                contents,
                logins,
                new ScriptedMeetings(),
                commandLogins,
                commands,
                new OwnTypes(),
                new LiveChanges(storage, logins::ended, config.live(), metrics, List.of()),
                Optional.empty(),
                metrics,
                () -> false,
                clock));
    }

    private void addUser(Storage storage, InstantSource clock) {
        Account account = storage.accounts().create(new NewAccount("acme", "Acme", ZoneOffset.UTC, new byte[32]));
        User user = storage.write(account.id(), tx -> {
            tx.putApiKey(new ApiKey(new Secret(CommandClient.KEY).hash(), "test", null));
            return tx.addUser(new User(new UserId(1), "w", "Ida", RunningServer.EMAIL, "", true, false));
        });
        new Credentials(storage, passwords, clock)
                .setPassword(account.id(), user.id(), RunningServer.PASSWORD.toCharArray());
    }

    /// A command of the reference that does nothing but keep the file.
    private record TakeFile(Uploads uploads) implements Command {
        @Override
        public String name() {
            return "AddFileToTodo";
        }

        @Override
        public CommandResult run(Caller caller, Inputs inputs) {
            StoredContent stored = uploads.put(caller, inputs, "filedata");
            return CommandResult.of(JsonObject.EMPTY
                    .with("size", JsonNumber.of(stored.size()))
                    .with("sha256", new JsonText(stored.hash().hex())));
        }
    }

    int port() {
        return http.port();
    }

    /// The process: prints its port, and ends when it reads something.
    ///
    /// @param arguments the data folder
    public static void main(String[] arguments) throws IOException {
        try (UploadServer server = new UploadServer(Path.of(arguments[0]))) {
            System.out.println("port " + server.port());
            System.in.read();
        }
    }

    @Override
    public void close() {
        http.close();
        passwords.close();
        metrics.close();
    }
}
