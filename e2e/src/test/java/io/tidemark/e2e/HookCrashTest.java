package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.storage.Storage;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Kills the server around the moment at which it tells an app something. `-Dtidemark.kills=50
/// -Dtidemark.seed=…` for longer runs.
class HookCrashTest extends ConnectServer {
    private static final int KILLS = Integer.getInteger("tidemark.kills", 5);
    private static final long SEED = Long.getLong("tidemark.seed", 20_310_402L);

    @TempDir
    private Path folder;

    @Override
    Storage newStorage() {
        return SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults());
    }

    @Test
    void everyEventIsToldOnceOrRepeatedOnceUnderItsIdAfterEveryKill() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        String token = connected(request("copier", HookCases.CUSTOMER_CHANGE));
        server.close();
        List<String> saved = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            CrashServer crashing = CrashServer.start(folder.resolve("tidemark.db"));
            for (int i = 0; i < 2; i++) {
                saved.add("c" + kill + "-" + i);
                save(crashing, token, saved.getLast());
            }
            crashing.killAfter(random.nextLong(30_000));
        }
        start(newStorage(), Map.of());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(told()).contains(saved.getLast()));
        assertThat(told().stream().distinct()).as("seed " + SEED).containsExactlyElementsOf(saved);
        Map<String, List<String>> deliveries = app.told().stream()
                .collect(Collectors.groupingBy(
                        HookCrashTest::name,
                        Collectors.mapping(request -> request.header("X-Tidemark-Delivery"), Collectors.toList())));
        assertThat(deliveries.values()).allSatisfy(ids -> {
            assertThat(ids).hasSizeLessThanOrEqualTo(2);
            assertThat(ids.stream().distinct()).hasSize(1);
        });
        System.out.println("kills " + KILLS + ", seed " + SEED + ", events " + saved.size() + ", calls "
                + app.told().size());
    }

    private void save(CrashServer crashing, String token, String name) {
        String answer = command(
                crashing.uri(),
                token,
                "{'command':'CreateUpdateCustomerByID','customer':{'id':0,'name':'" + name + "'}}");
        assertThat(answer).contains("\"status\":1");
    }

    private List<String> told() {
        return app.told().stream().map(HookCrashTest::name).toList();
    }

    private static String name(AppServer.Request request) {
        return JsonMapper.shared()
                .readTree(request.form().get("object"))
                .path("name")
                .asString();
    }
}
