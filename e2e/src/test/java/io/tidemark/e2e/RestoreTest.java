package io.tidemark.e2e;

import static io.tidemark.e2e.Device.confirming;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.storage.sqlite.SqliteBackup;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A restore from a backup, as devices that are ahead of it see it.
class RestoreTest {
    @TempDir
    Path folder = Path.of("");

    private TestServer server() {
        return new TestServer(SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults()));
    }

    private static void create(TestServer server, String id) {
        server.device(TestServer.IDA)
                .commitTasks("{'Tasks':[{'State':'NEW','Task':{'Id':'" + id + "','Title':'" + id + "'}}]}")
                .ok();
    }

    private void backUp() {
        SqliteBackup.copy(folder.resolve("tidemark.db"), folder.resolve("backup.db"));
    }

    private void restore(Instant now) throws IOException {
        Files.move(folder.resolve("backup.db"), folder.resolve("tidemark.db"), StandardCopyOption.REPLACE_EXISTING);
        try (SqliteStorage storage = SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults())) {
            storage.write(storage.accounts().all().getFirst().id(), tx -> tx.startEpoch(now));
        }
    }

    @Test
    void lossClass14_aTokenFromALostFutureIsRefusedAfterARestore() throws IOException {
        String lost;
        Instant now;
        try (TestServer server = server()) {
            create(server, "t-1");
            backUp();
            create(server, "t-2");
            Device ida = server.device(TestServer.IDA);
            Device.Answer before = ida.syncTasks();
            assertThat(before.told("Tasks")).containsExactly("NEW t-1", "NEW t-2");
            ida.commitTasks(confirming(before).toString()).ok();
            lost = before.token();
            now = server.now();
        }
        restore(now);

        try (TestServer server = server()) {
            create(server, "t-3");
            create(server, "t-4");
            Device ida = server.device(TestServer.IDA);
            Device.Answer refused = ida.get("api/v1/mytasks/sync?synctoken=" + Device.encoded(lost));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body().path("Code").asString()).isEqualTo("TM-2005");
            assertThat(ida.syncTasks().told("Tasks")).containsExactly("NEW t-1", "NEW t-3", "NEW t-4");
        }
    }

    /// What devices hold that the server lost comes back by them, once, and over nothing that others did since.
    @Test
    void lossClass14_devicesOfferWhatTheServerLost() throws IOException {
        Device.Answer held;
        Instant backedUp;
        Instant restored;
        try (TestServer server = server()) {
            for (String id : List.of("t-edited", "t-both", "t-same", "t-gone")) {
                create(server, id);
            }
            backedUp = server.now();
            backUp();
            create(server, "t-new-in-the-same-second");
            server.pass(Duration.ofHours(1));
            create(server, "t-new");
            Device ida = server.device(TestServer.IDA);
            String token = ida.syncTasks().token();
            for (String id : List.of("t-edited", "t-both")) {
                ida.commitTasks(edited(token, id, "edited")).ok();
            }
            ida.commitTasks("{'Tasks':[{'State':'DELETED','Task':{'Id':'t-gone'}}]}")
                    .ok();
            held = ida.syncTasks();
            ida.commitTasks(confirming(held).toString()).ok();
            restored = server.now().plus(Duration.ofHours(1));
        }
        restore(restored);

        try (TestServer server = server()) {
            server.pass(Duration.between(server.now(), restored.plus(Duration.ofHours(1))));
            Device ida = server.device(TestServer.IDA);
            String token = ida.syncTasks().token();
            assertThat(ida.commitTasks(edited(token, "t-both", "since the restore"))
                            .ok()
                            .outcomes())
                    .containsExactly("APPLIED");

            Device.Answer refused = ida.get("api/v1/mytasks/sync?synctoken=" + Device.encoded(held.token()));
            Instant lostAfter = Instant.parse(refused.body().path("LostAfter").asString());
            assertThat(lostAfter).isEqualTo(backedUp);
            String offer = offer(held, lostAfter);
            assertThat(ida.commitTasks(offer).ok().outcomes())
                    .containsExactly("CONFLICT", "APPLIED", "CREATED", "CREATED", "UNCHANGED");
            assertThat(server.device(TestServer.IDA).commitTasks(offer).ok().outcomes())
                    .as("another device of hers holds the same")
                    .doesNotContain("IGNORED", "REFUSED");

            Device.Answer now = ida.syncTasks();
            assertThat(now.told("Tasks"))
                    .containsExactlyInAnyOrder(
                            "NEW t-edited",
                            "NEW t-both",
                            "NEW t-same",
                            "NEW t-gone",
                            "NEW t-new",
                            "NEW t-new-in-the-same-second");
            assertThat(title(now, "t-edited")).isEqualTo("edited");
            assertThat(title(now, "t-both")).isEqualTo("since the restore");
            assertThat(title(now, "t-new")).isEqualTo("t-new");
        }
    }

    private static String edited(String token, String id, String title) {
        return "{'SyncToken':'" + token + "','Tasks':[{'State':'MODIFIED','Task':{'Id':'" + id + "','Title':'" + title
                + "'}}]}";
    }

    private static String title(Device.Answer answer, String id) {
        return answer.item("Tasks", id).path("Task").path("Title").asString();
    }

    /// A commit without a token of what was changed in the second of the backup or later, sorted by id.
    private static String offer(Device.Answer held, Instant lostAfter) {
        return held.body()
                .path("Tasks")
                .valueStream()
                .map(item -> item.path("Task"))
                .filter(task ->
                        !Instant.parse(task.path("ModifiedTime").asString()).isBefore(lostAfter))
                .sorted(Comparator.comparing(task -> task.path("Id").asString()))
                .map(task -> "{'State':'NEW','LastModified':'"
                        + task.path("ModifiedTime").asString() + "','Task':" + task + "}")
                .collect(Collectors.joining(",", "{'Tasks':[", "]}"));
    }
}
