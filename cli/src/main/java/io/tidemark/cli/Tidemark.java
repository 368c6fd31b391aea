package io.tidemark.cli;

import io.tidemark.cli.admin.AccountCommands;
import io.tidemark.cli.admin.AdminCommand;
import io.tidemark.cli.admin.AppCommands;
import io.tidemark.cli.admin.KeyCommands;
import io.tidemark.cli.admin.SelectionCommands;
import io.tidemark.cli.admin.TeamCommands;
import io.tidemark.cli.admin.TypeCommands;
import io.tidemark.cli.admin.UserCommands;
import io.tidemark.cli.backup.BackupCommand;
import io.tidemark.cli.backup.MigrateCommand;
import io.tidemark.cli.backup.RestoreCommand;
import io.tidemark.cli.demo.DemoCommand;
import io.tidemark.cli.doctor.DoctorCommand;
import io.tidemark.cli.importing.ImportCommand;
import io.tidemark.cli.serve.ServeCommand;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.cli.watch.WatchCommand;
import io.tidemark.cli.why.WhyCommand;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.log.ServerLog;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command `tidemark`: all commands, what they get, and what becomes of a failure.
@Command(
        name = "tidemark",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Tidemark.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:not done; a sentence on standard error says why",
            "2:the command line cannot be understood",
            "3:done in part; what is missing was listed",
            "130, 143:ended by Ctrl-C or SIGTERM, in order"
        },
        synopsisSubcommandLabel = "COMMAND",
        description = "A self-hosted synchronization server for apps that must work without a network.",
        footer = {"", "Start with: tidemark demo"})
public final class Tidemark {
    private static final int HELP_WIDTH = 100;

    @Option(names = "--stack", hidden = true, scope = ScopeType.INHERIT, description = "Show the stack of a failure.")
    private boolean stack;

    private Tidemark() {}

    /// Runs one command, and ends the process with its exit code.
    public static void main(String... args) {
        ServerLog.configure(new ServerConfig.Log(ServerConfig.LogFormat.TEXT, ServerConfig.LogLevel.WARN));
        System.exit(commands(Terminal.ofProcess(), System.getenv(), InstantSource.system())
                .execute(args));
    }

    /// All commands.
    ///
    /// @param environment the environment variables
    /// @param clock what time it is
    static CommandLine commands(Terminal terminal, Map<String, String> environment, InstantSource clock) {
        Tidemark root = new Tidemark();
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion.getCommandSpec().usageMessage().hidden(true);
        CommandLine admin = new CommandLine(new AdminCommand())
                .addSubcommand(new AccountCommands(terminal, clock))
                .addSubcommand(new UserCommands(terminal, clock))
                .addSubcommand(new TeamCommands(terminal, clock))
                .addSubcommand(new SelectionCommands(terminal, clock))
                .addSubcommand(new KeyCommands.ApiKeys(terminal))
                .addSubcommand(new KeyCommands.DeviceCodes(terminal, clock))
                .addSubcommand(new KeyCommands.Sessions(terminal, clock))
                .addSubcommand(new AppCommands(terminal, clock))
                .addSubcommand(new TypeCommands(terminal, clock));
        CommandLine commands = new CommandLine(root)
                .addSubcommand(new DemoCommand(terminal, environment, clock))
                .addSubcommand(new ServeCommand(terminal, environment))
                .addSubcommand(admin)
                .addSubcommand(new ImportCommand(terminal, clock))
                .addSubcommand(new WhyCommand(terminal, clock))
                .addSubcommand(new BackupCommand(terminal, clock))
                .addSubcommand(new RestoreCommand(terminal, clock))
                .addSubcommand(new MigrateCommand(terminal, clock))
                .addSubcommand(new WatchCommand(terminal, clock))
                .addSubcommand(new DoctorCommand(terminal, environment))
                .addSubcommand(completion);
        commands.setUsageHelpWidth(HELP_WIDTH);
        commands.setOut(terminal.out());
        commands.setErr(terminal.err());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setParameterExceptionHandler(new UsageAdvice());
        commands.setExecutionExceptionHandler((failure, line, parsed) -> root.explain(failure, terminal));
        return commands;
    }

    private int explain(Exception failure, Terminal terminal) {
        boolean expected = isExpected(failure);
        terminal.note("tidemark: "
                + (expected
                        ? failure.getMessage()
                        : "This is a defect of Tidemark; please report it with the lines below."));
        if (stack || !expected) {
            failure.printStackTrace(terminal.err());
            terminal.err().flush();
        }
        return ExitCode.FAILED;
    }

    /// A full disk or a damaged file is not the fault of the program.
    private static boolean isExpected(Exception failure) {
        return switch (failure) {
            case CommandFailure _ -> true;
            case SyncException refusal -> refusal.code() != ErrorCode.INTERNAL;
            default -> false;
        };
    }

    /// What `--version` prints.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Tidemark.class.getPackage().getImplementationVersion())
                    .orElse("(development)");
            return new String[] {"Tidemark " + version + ", Java " + Runtime.version()};
        }
    }
}
