package io.tidemark.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.data.DataFolder;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.config.ServerConfig.LogFormat;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    @Test
    void onlyAPersonIsGreeted() {
        assertThat(ServeCommand.greeting(LogFormat.TEXT, "http://localhost:1"))
                .contains("Tidemark listens on http://localhost:1. Ctrl-C ends it.");
        assertThat(ServeCommand.greeting(LogFormat.JSON, "http://localhost:1")).isEmpty();
    }

    @Test
    void anInterruptedServerHasEndedWhenServeReturns(@TempDir Path folder) {
        DataFolder data = new DataFolder(folder);
        ServerConfig config = ServerConfig.load(Map.of(), Map.of("data.folder", folder.toString(), "http.port", "0"));
        ServerProcess server = ServerProcess.start(config, data.openOrCreate());
        Thread.currentThread().interrupt();
        server.serve();
        assertThat(Thread.interrupted()).isTrue();
        data.open().close(); // what a running server would not let happen
    }
}
