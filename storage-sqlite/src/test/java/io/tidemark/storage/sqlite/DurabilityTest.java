package io.tidemark.storage.sqlite;

import io.tidemark.core.object.AccountId;
import io.tidemark.storage.contract.DurableWriter;
import io.tidemark.storage.contract.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes is killed at random moments: what it confirmed is there, and nothing is there by
/// halves.
class DurabilityTest {
    /// How often; `-Dtidemark.kills=1000` for a long run.
    private static final int KILLS = Integer.getInteger("tidemark.kills", 10);
    private static final int CONFIRMATIONS_MAX = 300;

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void whatWasConfirmedSurvivesAKill() throws Exception {
        Path file = folder.resolve("killed.db");
        Scenario.in(SqliteStorage.open(file, SqliteOptions.defaults())).close();
        Random random = new Random(20_260_301);
        List<String> confirmed = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            confirmed.addAll(DurableWriter.untilKilled(
                    Writer.class, file.toString(), "run" + kill, 1 + random.nextInt(CONFIRMATIONS_MAX)));
            try (SqliteStorage storage = SqliteStorage.open(file, SqliteOptions.defaults())) {
                storage.read(new AccountId(1), transaction -> {
                    DurableWriter.assertComplete(transaction, confirmed);
                    return true;
                });
            }
        }
    }

    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            DurableWriter.run(SqliteStorage.open(Path.of(arguments[0]), SqliteOptions.defaults()), arguments[1]);
        }
    }
}
