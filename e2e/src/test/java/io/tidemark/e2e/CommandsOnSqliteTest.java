package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.Storage;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The cases on SQLite.
class CommandsOnSqliteTest extends CommandCases {
    @TempDir
    private Path folder;

    @Override
    Storage newStorage() {
        return SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults());
    }

    @Test
    void aDeviceOutlivesTheProcess() {
        String code = newCode();
        JsonNode device = configure(code).path("results").path(0);
        stop();
        start();

        assertThat(send(withToken(device, "{'command':'GetCurrentUserID'}"))
                        .path("status")
                        .asInt())
                .isEqualTo(1);
        assertThat(configure(code).path("status").asInt()).as("used is used").isZero();
    }
}
