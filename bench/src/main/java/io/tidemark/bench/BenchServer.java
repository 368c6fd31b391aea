package io.tidemark.bench;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.handshake.Importer;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import io.tidemark.protocol.meeting.TaskPriority;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.server.MeetingApiRoutes;
import io.tidemark.server.RandomIds;
import io.tidemark.server.TidemarkServer;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.log.ServerLog;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.Passwords;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The measured process: a server with one user for each size of a task list, and beside it the bare
/// scan. Prints one line with its two ports when it is ready, and ends when its standard input does.
public final class BenchServer {
    static final String PASSWORD = "bench";
    private static final int BATCH = 2_000;
    private static final int DESCRIPTION_CHARS = 300;

    private BenchServer() {}

    /// @param args the data folder and the database's address, then what to fill it with: sizes of task lists, or
    ///     `type:count` for objects of the command API
    public static void main(String[] args) throws IOException {
        ServerLog.configure(new ServerConfig.Log(ServerConfig.LogFormat.TEXT, ServerConfig.LogLevel.WARN));
        MeasuredDatabase database = new MeasuredDatabase(Path.of(args[0]), args[1]);
        Storage storage = database.open();
        InstantSource clock = InstantSource.system();
        Account account = storage.accounts().create(new NewAccount("bench", "Bench", ZoneOffset.UTC, new byte[32]));
        Passwords passwords = new Passwords(new Argon2Settings(64, 1, 1, 32, 16), new SecureRandom(), 1);
        String hash = passwords.hash(PASSWORD.toCharArray());
        Importer importer = new Importer(new Engine(storage, Catalog.types(), clock, new RandomIds()));
        for (int i = 2; i < args.length; i++) {
            String[] content = args[i].split(":", 2);
            if (content.length == 1) {
                fill(storage, account, importer, Integer.parseInt(args[i]), hash);
            } else {
                fill(storage, account, content[0], Integer.parseInt(content[1]), clock);
            }
        }
        ServerConfig config = ServerConfig.load(Map.of(), Map.of("http.port", "0", "data.folder", args[0]));
        try (TidemarkServer server = TidemarkServer.start(
                        config,
                        new TidemarkServer.Parts(
                                settings -> storage,
                                TidemarkServer::openContents,
                                () -> 0,
                                (store, types) ->
                                        MeetingApiRoutes.over(store, types, config.limits(), clock, new RandomIds()),
                                passwords,
                                clock));
                BareScan bare = BareScan.start(database)) {
            System.out.println("ready " + server.port() + " " + bare.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    static String email(int size) {
        return "user" + size + "@example.test";
    }

    private static void fill(Storage storage, Account account, Importer importer, int size, String hash) {
        User user = storage.write(account.id(), tx -> {
            User added = tx.addUser(
                    new User(new UserId(1), "user-" + size, "User of " + size, email(size), "", true, false));
            tx.setPasswordHash(added.id(), hash);
            return added;
        });
        List<Importer.Item> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            batch.add(new Importer.Item(user, TaskType.ID, id(size, i), TaskType.FIELDS.patch(task(i, "Inspect"))));
            if (batch.size() == BATCH || i == size - 1) {
                importer.run(account, batch, "bench");
                batch.clear();
            }
        }
    }

    private static void fill(Storage storage, Account account, String type, int count, InstantSource clock) {
        Saver saver = new Saver(storage, Catalog.types(), clock, new RandomIds());
        User user = storage.read(account.id(), tx -> tx.userByEmail(email(1))).orElseThrow();
        List<Save> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(new Save(new TypeId(type), null, CommandObjectType.said(object(type, i))));
            if (batch.size() == BATCH || i == count - 1) {
                saver.saveAll(account, user, "bench", batch);
                batch.clear();
            }
        }
    }

    /// What an app would send of an object.
    private static JsonObject object(String type, int i) {
        JsonText name = new JsonText(type + " " + i);
        JsonObject described = JsonObject.EMPTY
                .with("description", new JsonText("Check filters, pressure and drain. ".repeat(4)))
                .with("zip", new JsonText("8000"))
                .with("city", new JsonText("Aarhus"));
        return switch (type) {
            case "person" -> described.with("firstname", name);
            case "customer" -> described.with("name", name);
            case "todo" -> described.with("title", name).with("address", new JsonText("Dockside " + i));
            default -> described.with("title", name);
        };
    }

    static String id(int size, int i) {
        return String.format(Locale.ROOT, "%08x-0000-4000-8000-%012x", size, i);
    }

    /// A task of about 520 bytes on the wire.
    static WireObject task(int i, String verb) {
        return MeetingShapes.TASK
                .empty()
                .with("Title", verb + " installation " + i)
                .with("Description", "Check filters, pressure and drain. ".repeat(DESCRIPTION_CHARS / 35 + 1))
                .with("DueDate", Instant.parse("2031-04-02T07:30:00Z").plusSeconds(i * 60L))
                .with("Priority", TaskPriority.NORMAL)
                .with("PercentComplete", i % 101);
    }
}
