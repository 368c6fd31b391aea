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
import java.time.Instant;
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
}
