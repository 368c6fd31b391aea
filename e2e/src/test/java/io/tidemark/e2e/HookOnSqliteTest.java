package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.hooks.Hooks;
import io.tidemark.server.log.ServerLog;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// The cases on SQLite, and what needs a storage that outlives its server.
class HookOnSqliteTest extends HookCases {
    @TempDir
    private Path folder;

    @Override
    Storage newStorage() {
        return SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults());
    }

    @Test
    void aRestartLosesNothingAndForgetsNoFailure() {
        server.close();
        start(newStorage(), Map.of("hooks.retry-pause", "1h"));
        String token = connected(request("copier", CUSTOMER_CHANGE));
        app.hook = request -> request.body().contains("bad") ? AppServer.answer("500 Oops", "") : AppServer.ok("");
        save(token, 0, "bad");
        await().until(() -> failures() == 1);
        server.close();
        start(newStorage(), Map.of());
        save(token, 0, "good");

        await().until(() -> names().contains("good"));
        assertThat(names()).as("once before, three times after").containsExactly("bad", "bad", "bad", "bad", "good");
    }

    /// How often the call that the only connection is at has failed, as it is kept.
    private int failures() {
        return server.storage.read(
                server.account.id(),
                tx -> tx.bookmark(tx.connections("", 1).getFirst().follower())
                        .map(Hooks::failures)
                        .orElse(0));
    }

    @Test
    void secretsAreInNoLogLine() {
        ServerLog.configure(new ServerConfig.Log(ServerConfig.LogFormat.TEXT, ServerConfig.LogLevel.DEBUG));
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.addAppender(lines);
        String token;
        try {
            token = connected(request("copier", CUSTOMER_CHANGE));
            app.hook = request -> AppServer.answer("500 Oops", "a secret answer");
            save(token, 0, "bad");
            await().until(() -> lost().size() == 1);
        } finally {
            ServerLog.configure(new ServerConfig.Log(ServerConfig.LogFormat.TEXT, ServerConfig.LogLevel.INFO));
        }
        List<String> logged = List.copyOf(lines.list).stream()
                .map(line -> line.getFormattedMessage() + line.getKeyValuePairs())
                .toList();
        assertThat(logged).anyMatch(line -> line.contains("given up"));
        assertThat(logged)
                .noneMatch(line -> line.contains("h00k")
                        || line.contains("n3gotiate")
                        || line.contains(token)
                        || line.contains(AppServer.SECRET)
                        || line.contains("a secret answer"));
    }
}
