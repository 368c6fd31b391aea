package io.tidemark.cli.data;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.server.config.ConfigException;
import io.tidemark.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/// The option that names the data folder.
public final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:TIDEMARK_DATA_FOLDER:-data}",
            description = "The data folder (default: $TIDEMARK_DATA_FOLDER, or the folder named data).")
    private Path folder = Path.of("data");

    /// The folder; a PostgreSQL when its settings, or the environment, name one.
    ///
    /// @throws CommandFailure when the settings cannot be understood
    public DataFolder folder() {
        try {
            ServerConfig config = ServerConfig.load(System.getenv(), Map.of("data.folder", folder.toString()));
            return new DataFolder(folder, config.namedDatabase());
        } catch (ConfigException e) {
            throw new CommandFailure(String.join(System.lineSeparator(), e.problems()), e);
        }
    }
}
