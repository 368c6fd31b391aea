package io.tidemark.cli.data;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option that names the data folder.
public final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:TIDEMARK_DATA_FOLDER:-data}",
            description = "The data folder (default: $TIDEMARK_DATA_FOLDER, or the folder named data).")
    private Path folder = Path.of("data");

    /// The folder.
    public DataFolder folder() {
        return new DataFolder(folder);
    }
}
