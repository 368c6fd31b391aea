package io.tidemark.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Measures Tidemark and prints what `docs/benchmarks.md` keeps. Run it with `./bench/run`.
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        version = "The figures of docs/benchmarks.md name the commits that they are of.",
        description = "Measures Tidemark, and the limit of each thing in the same run.",
        sortOptions = false)
public final class Bench implements Callable<Integer> {
    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "SQLITE",
            description =
                    "${COMPLETION-CANDIDATES}; a PostgreSQL is started on this machine. Default: ${DEFAULT-VALUE}")
    private Engine.Kind engine = Engine.Kind.SQLITE;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "${COMPLETION-CANDIDATES}; several with commas. Default: all of them")
    private @Nullable Set<Part> only;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "where the figures go as JSON, too")
    private @Nullable Path file;

    private Bench() {}

    /// What can be measured alone.
    private enum Part {
        MEETING,
        COMMANDS,
        WRITERS,
        SELECTIONS,
        LIVE
    }

    /// @param args see `--help`
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Figures figures = new Figures();
        Path folder = Files.createTempDirectory("tidemark-bench");
        Set<Part> parts = only == null ? EnumSet.allOf(Part.class) : only;
        try (Engine measured = Engine.start(engine)) {
            for (Part part : parts) {
                measure(part, measured, folder.resolve(part.name()), figures);
            }
        }
        System.out.println();
        System.out.println(figures.table());
        if (file != null) {
            Files.writeString(file, figures.json());
        }
        return 0;
    }

    private static void measure(Part part, Engine engine, Path folder, Figures figures) throws Exception {
        switch (part) {
            case MEETING -> MeetingBench.run(engine, folder, figures);
            case COMMANDS -> CommandBench.run(engine, folder, figures);
            case WRITERS -> WritersBench.run(engine, folder, figures);
            case SELECTIONS -> SelectionBench.run(engine, folder, figures);
            case LIVE -> LiveBench.run(engine, folder, figures);
        }
    }
}
