package io.tidemark.cli.admin;

import io.tidemark.cli.data.AccountOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.User;
import io.tidemark.server.login.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What people and programs prove themselves with besides passwords: `tidemark admin apikey`, `device-code` and
/// `session`.
public final class KeyCommands {
    private KeyCommands() {}

    /// `tidemark admin apikey`.
    @Command(name = "apikey", description = "Keys with which programs call the server.")
    public static final class ApiKeys {
        private final Terminal terminal;

        /// Commands that talk to this terminal.
        public ApiKeys(Terminal terminal) {
            this.terminal = terminal;
        }

        @Command(name = "add", description = "Makes an API key, and shows it this once: only its hash is kept.")
        int add(
                @Mixin AdminOptions options,
                @Option(
                                names = "--title",
                                required = true,
                                paramLabel = "TEXT",
                                description = "What it is for, for instance: accounting.")
                        String title) {
            Secret key = Secret.apiKey();
            Map<String, Object> result = new LinkedHashMap<>();
            options.run((storage, account) -> {
                result.put("contract", account.id().value());
                return storage.write(account.id(), tx -> {
                    tx.putApiKey(new ApiKey(key.hash(), title.strip(), null));
                    return true;
                });
            });
            result.put("title", title.strip());
            result.put("apikey", key.text());
            terminal.print(key.text(), result, options.json());
            return ExitCode.DONE;
        }
    }

    /// `tidemark admin device-code`.
    @Command(name = "device-code", description = "Codes with which one device of one user is set up.")
    public static final class DeviceCodes {
        /// A code is short, so it must not be good for long.
        private static final int HOURS_MAX = 24;

        private final Terminal terminal;
        private final InstantSource clock;

        /// Commands that talk to this terminal.
        public DeviceCodes(Terminal terminal, InstantSource clock) {
            this.terminal = terminal;
            this.clock = clock;
        }

        @Command(name = "add", description = "Makes a code for one device, and shows it this once.")
        int add(
                @Mixin AdminOptions options,
                @Parameters(paramLabel = "EMAIL", description = "Whose device it is.") String email,
                @Option(
                                names = "--hours",
                                paramLabel = "NUMBER",
                                defaultValue = "24",
                                description = "How long it can be used, 1 to 24 (default: 24).")
                        int hours) {
            if (hours < 1 || hours > HOURS_MAX) {
                throw new CommandFailure("A device code can be used for 1 to " + HOURS_MAX + " hours.");
            }
            Secret code = Secret.deviceCode();
            Instant end = clock.instant().plus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.SECONDS);
            options.run((storage, account) -> storage.write(account.id(), tx -> {
                User user = AccountOptions.user(tx, email);
                if (!user.mayLogIn()) {
                    throw new CommandFailure(user.email() + " cannot log in: a guest, or disabled.");
                }
                tx.putDeviceCode(new DeviceCode(code.hash(), user.id(), end, null));
                return true;
            }));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("email", email);
            result.put("deviceCode", code.text());
            result.put("expiresAt", end.toString());
            terminal.print(code.text() + " can be used until " + end + ".", result, options.json());
            return ExitCode.DONE;
        }
    }

    /// `tidemark admin session`.
    @Command(name = "session", description = "Logins of people.")
    public static final class Sessions {
        private final Terminal terminal;
        private final InstantSource clock;

        /// Commands that talk to this terminal.
        public Sessions(Terminal terminal, InstantSource clock) {
            this.terminal = terminal;
            this.clock = clock;
        }

        @Command(name = "end", description = "Ends all logins of a user, on every device.")
        int end(@Mixin AdminOptions options, @Parameters(paramLabel = "EMAIL", description = "Whose.") String email) {
            Instant now = clock.instant();
            User user = options.run((storage, account) -> storage.write(account.id(), tx -> {
                User found = AccountOptions.user(tx, email);
                tx.endSessions(found.id(), now);
                return found;
            }));
            terminal.print(
                    "All logins of " + user.email() + " have ended.", Map.of("email", user.email()), options.json());
            return ExitCode.DONE;
        }
    }
}
