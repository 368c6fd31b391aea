package io.tidemark.e2e;

import static io.tidemark.e2e.Device.confirming;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backup and restore as `docs/operations.md` says.
class RestoreTest {
    private static final String NEW_EPOCH = "UPDATE head SET epoch = epoch + 1";

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

    private static void sql(Path database, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void lossClass14_aTokenFromALostFutureIsRefusedAfterARestore() throws IOException, SQLException {
        Path database = folder.resolve("tidemark.db");
        Path backup = folder.resolve("backup.db");
        String lost;
        try (TestServer server = server()) {
            create(server, "t-1");
            sql(database, "VACUUM INTO '" + backup + "'");
            create(server, "t-2");
            Device ida = server.device(TestServer.IDA);
            Device.Answer before = ida.syncTasks();
            assertThat(before.told("Tasks")).containsExactly("NEW t-1", "NEW t-2");
            ida.commitTasks(confirming(before).toString()).ok();
            lost = before.token();
        }

        Files.move(backup, database, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        sql(database, NEW_EPOCH);

        try (TestServer server = server()) {
            create(server, "t-3");
            create(server, "t-4");
            Device ida = server.device(TestServer.IDA);
            Device.Answer refused = ida.get("api/v1/mytasks/sync?synctoken=" + Device.encoded(lost));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body().path("Code").asString()).isEqualTo("TM-2005");
            assertThat(ida.syncTasks().told("Tasks")).containsExactly("NEW t-1", "NEW t-3", "NEW t-4");
            assertThat(Files.readString(Path.of("..", "docs", "operations.md"))).contains(NEW_EPOCH, "VACUUM INTO");
        }
    }
}
