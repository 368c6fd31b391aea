package io.tidemark.cli.doctor;

import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.own.TypesOfAccount;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.data.DataOptions;
import io.tidemark.cli.serve.ServerProcess;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Listing;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidemark doctor`.
@Command(
        name = "doctor",
        description =
                "Checks the JDK, the data folder, the database, the settings and the port, and says what to mend.",
        footer = {"", "Example:", "  tidemark doctor --data /srv/tidemark"})
public final class DoctorCommand implements Callable<Integer> {
    private static final int JAVA_MIN = 25;
    private static final long FREE_BYTES_MIN = 1L << 30;
    private static final long BYTES_PER_MIB = 1L << 20;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final List<List<?>> rows = new ArrayList<>();
    private boolean sound = true;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--port", paramLabel = "PORT", description = "The port to check (default: that of the settings).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /// @param environment the environment variables
    public DoctorCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        check("Java", DoctorCommand::java);
        check("data folder", this::folder);
        check("database", this::database);
        check("types of accounts", this::types);
        check("settings and port", this::settings);
        terminal.print(new Listing(List.of("check", "ok", "finding"), rows), json);
        return sound ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void check(String name, Supplier<String> check) {
        try {
            rows.add(List.of(name, true, check.get()));
        } catch (CommandFailure e) {
            sound = false;
            rows.add(List.of(name, false, String.valueOf(e.getMessage())));
        }
    }

    private static String java() {
        if (Runtime.version().feature() < JAVA_MIN) {
            throw new CommandFailure("Java " + Runtime.version() + " is too old. Install version 25 or newer.");
        }
        return "Java " + Runtime.version() + ", at most " + Runtime.getRuntime().maxMemory() / BYTES_PER_MIB
                + " MiB of heap.";
    }

    private String folder() {
        Path path = data.folder().path().toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            return path + " does not exist yet; the first account makes it.";
        }
        if (!Files.isDirectory(path) || !Files.isWritable(path)) {
            throw new CommandFailure(path + " is no folder that can be written to. Mend its permissions.");
        }
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < FREE_BYTES_MIN) {
                throw new CommandFailure(path + " has only " + free / BYTES_PER_MIB + " MiB of free space. Free some.");
            }
            return path + ", " + free / BYTES_PER_MIB + " MiB free.";
        } catch (IOException e) {
            throw new CommandFailure("The free space of " + path + " cannot be told: " + e.getMessage(), e);
        }
    }

    private String database() {
        DataFolder folder = data.folder();
        if (!folder.hasDatabase()) {
            return "There is none yet.";
        }
        try (Storage storage = folder.open()) {
            storage.probe();
            return "Opens and is up to date; accounts: "
                    + storage.accounts().all().size() + ".";
        }
    }

    /// A new version of the server may bring a type of the same name as one that an account has added.
    private String types() {
        DataFolder folder = data.folder();
        if (!folder.hasDatabase()) {
            return "There are none yet.";
        }
        try (Storage storage = folder.open()) {
            OwnTypes types = new OwnTypes();
            int added = 0;
            List<String> mistakes = new ArrayList<>();
            for (Account account : storage.accounts().all()) {
                TypesOfAccount here = storage.read(account.id(), tx -> types.of(account.id(), tx));
                added += here.own().size();
                here.mistakes().forEach(mistake -> mistakes.add("In the account " + account.name() + ", " + mistake));
            }
            if (!mistakes.isEmpty()) {
                throw new CommandFailure("Types are left out. " + String.join(" ", mistakes)
                        + " Mend the description, and put it again with: tidemark admin type put");
            }
            return "Accounts have added " + added + ".";
        }
    }

    private String settings() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("data.folder", data.folder().path().toString());
        port.ifPresent(value -> values.put("http.port", value.toString()));
        ServerConfig config = ServerProcess.settings(environment, values);
        ServerProcess.requireKey(config);
        ServerProcess.requireFree(config.http());
        return "The server can listen on " + config.http().host() + " port "
                + config.http().port() + ".";
    }
}
