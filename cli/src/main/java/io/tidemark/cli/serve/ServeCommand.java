package io.tidemark.cli.serve;

import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.data.DataOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.config.Settings;
import io.tidemark.server.log.ServerLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidemark serve`.
@Command(
        name = "serve",
        description = {
            "Runs the server on the data of a folder until Ctrl-C or SIGTERM.",
            "",
            "Settings come from the file tidemark.yaml in the data folder, are overruled by environment variables"
                    + " (TIDEMARK_HTTP_PORT and so on), and those by the command line. docs/configuration.md lists all."
        },
        footer = {
            "",
            "Examples:",
            "  tidemark serve --data /srv/tidemark --port 8443 --key-store server.p12 \\",
            "      --key-store-password-file /etc/tidemark/password",
            "  tidemark serve --set limits.body=8MiB --set log.format=json"
        })
public final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen (setting http.host).")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "The port; 0 takes a free one (http.port).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--key-store", paramLabel = "FILE", description = "Key store for HTTPS (tls.key-store).")
    private Optional<String> keyStore = Optional.empty();

    @Option(
            names = "--key-store-password-file",
            paramLabel = "FILE",
            description = "File with the key store's password (tls.key-store-password-file).")
    private Optional<String> keyStorePasswordFile = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any setting that is no secret; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /// @param environment the environment variables
    public ServeCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ServerConfig config = ServerProcess.settings(environment, commandLine());
        ServerLog.configure(config.log());
        ServerProcess.requireFree(config.http());
        Storage storage = new DataFolder(data.folder().path(), config.namedDatabase()).open();
        if (storage.accounts().all().isEmpty()) {
            storage.close();
            throw new CommandFailure("""
                    The data folder has no account yet. Make one, and a user, with:
                      tidemark admin account add acme --title 'Acme Service'
                      tidemark admin user add ida@acme.example --name 'Ida Holm'""");
        }
        try {
            requireDefaultAccount(config, storage);
        } catch (CommandFailure e) {
            storage.close();
            throw e;
        }
        ServerProcess server = ServerProcess.start(config, storage);
        greeting(config.log().format(), server.url()).ifPresent(terminal::note);
        server.serve();
        return ExitCode.DONE;
    }

    /// What a person reads; nothing beside a log of JSON objects, which says it in a line of its own.
    static Optional<String> greeting(ServerConfig.LogFormat format, String url) {
        return switch (format) {
            case TEXT -> Optional.of("Tidemark listens on " + url + ". Ctrl-C ends it.");
            case JSON -> Optional.empty();
        };
    }

    /// Otherwise every path without an account would be answered as unknown.
    private static void requireDefaultAccount(ServerConfig config, Storage storage) {
        config.namedDefaultAccount()
                .filter(name -> storage.accounts().find(name).isEmpty())
                .ifPresent(name -> {
                    throw new CommandFailure("account.default: there is no account " + name + ". There are: "
                            + storage.accounts().all().stream()
                                    .map(Account::name)
                                    .collect(Collectors.joining(", ")) + ".");
                });
    }

    private Map<String, String> commandLine() {
        if (settings.containsKey("data.folder")) {
            throw new CommandFailure("data.folder: name the data folder with --data.");
        }
        Settings.ALL.stream()
                .filter(setting -> setting.secret() && settings.containsKey(setting.key()))
                .forEach(setting -> {
                    throw new CommandFailure(setting.key() + ": no secret is taken from the command line, which every"
                            + " process of this machine can read. Put it into tidemark.yaml, a file of its own, or "
                            + setting.variable() + ".");
                });
        Map<String, String> values = new LinkedHashMap<>(settings);
        values.put("data.folder", data.folder().path().toString());
        host.ifPresent(value -> values.put("http.host", value));
        port.ifPresent(value -> values.put("http.port", value.toString()));
        keyStore.ifPresent(value -> values.put("tls.key-store", value));
        keyStorePasswordFile.ifPresent(value -> values.put("tls.key-store-password-file", value));
        return values;
    }
}
