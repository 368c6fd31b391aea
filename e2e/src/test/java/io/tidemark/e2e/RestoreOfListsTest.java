package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.Storage;
import io.tidemark.storage.sqlite.SqliteBackup;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A restore from a backup, as an app sees it that asks by date and time: its cursor cannot say of which past it is.
class RestoreOfListsTest extends CommandServer {
    @TempDir
    private Path folder = Path.of("");

    private JsonNode device;
    private String since = "'changedate':'1970-01-01'";
    private final Map<Long, String> held = new TreeMap<>();

    @Override
    Storage newStorage() {
        return SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults());
    }

    @BeforeEach
    void configureADevice() {
        device = configure(newCode()).path("results").path(0);
    }

    private JsonNode run(String command) {
        JsonNode result = send(withToken(device, command)).path("results").path(0);
        assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(1);
        return result;
    }

    private long save(String customer) {
        return run("{'command':'CreateUpdateCustomerByID','customer':" + customer + "}")
                .path("customer")
                .path("id")
                .asLong();
    }

    static boolean isLost(JsonNode answer, long id) {
        return answer.path("lostids")
                .valueStream()
                .anyMatch(range -> range.path("from").asLong() <= id
                        && id <= range.path("to").asLong());
    }

    private JsonNode synchronize() {
        JsonNode answer = run("{'command':'GetCustomersByLastChange'," + since + "}");
        answer.path("customers").forEach(customer -> {
            if (customer.path("isdeleted").asInt() == 1) {
                held.remove(customer.path("id").asLong());
            } else {
                held.put(customer.path("id").asLong(), customer.path("name").asString());
            }
        });
        since = "'changedate':'" + answer.path("date").asString() + "','changetime':'"
                + answer.path("time").asString() + "'";
        return answer;
    }

    private void restore() throws IOException {
        Instant restored = server.now();
        Duration passed = Duration.between(TestServer.BEGIN, restored);
        stop();
        Files.move(folder.resolve("backup.db"), folder.resolve("tidemark.db"), StandardCopyOption.REPLACE_EXISTING);
        try (SqliteStorage storage = SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults())) {
            storage.write(storage.accounts().all().getFirst().id(), tx -> tx.startEpoch(restored));
        }
        start();
        server.pass(passed.plusMinutes(1));
    }

    @Test
    void lossClass14_aCursorOfALostFutureIsToldEverythingAsItIsNow() throws IOException {
        long north = save("{'name':'North'}");
        long south = save("{'name':'South'}");
        server.pass(Duration.ofHours(5));
        synchronize();
        SqliteBackup.copy(folder.resolve("tidemark.db"), folder.resolve("backup.db"));

        server.pass(Duration.ofHours(1));
        save("{'id':" + north + ",'name':'North and more'}");
        save("{'id':" + south + ",'isdeleted':1}");
        long lost = save("{'name':'Lost'}");
        server.pass(Duration.ofMinutes(10));
        synchronize();
        assertThat(held).containsOnly(Map.entry(north, "North and more"), Map.entry(lost, "Lost"));
        server.pass(Duration.ofMinutes(10));

        restore();

        JsonNode answer = synchronize();
        assertThat(held)
                .as("as the server has it again")
                .containsEntry(north, "North")
                .containsEntry(south, "South");
        assertThat(held.keySet())
                .as("the app finds what the server lost")
                .filteredOn(id -> isLost(answer, id))
                .containsExactly(lost);
        long again = save("{'name':'" + held.remove(lost) + "'}");
        assertThat(again).as("no number means two companies").isGreaterThan(lost);
        server.pass(Duration.ofMinutes(1));
        JsonNode next = synchronize();
        assertThat(next.path("customers")).as("and only what is new after that").hasSize(1);
        assertThat(next.has("lostids")).isFalse();
        assertThat(held).containsOnly(Map.entry(north, "North"), Map.entry(south, "South"), Map.entry(again, "Lost"));
    }
}
