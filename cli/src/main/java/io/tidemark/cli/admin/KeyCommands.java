package io.tidemark.cli.admin;

import io.tidemark.cli.data.AccountOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.User;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.server.login.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
        private static final int KEYS_SHOWN_MAX = 10_000;
        private static final int ID_CHARS = 12;

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
            String use = GivenText.required("the key", title);
            Secret key = Secret.apiKey();
            Map<String, Object> result = new LinkedHashMap<>();
            options.run((storage, account) -> {
                result.put("contract", account.id().value());
                return storage.write(account.id(), tx -> {
                    tx.putApiKey(new ApiKey(key.hash(), use, null));
                    return true;
                });
            });
            result.put("title", use);
            result.put("apikey", key.text());
            terminal.print(key.text(), result, options.json());
            return ExitCode.DONE;
        }

        @Command(
                name = "list",
                description = "Lists the API keys by their ids. The keys themselves are not kept and cannot be shown.")
        int list(@Mixin AdminOptions options) {
            List<ApiKey> keys =
                    options.run((storage, account) -> storage.read(account.id(), tx -> tx.apiKeys("", KEYS_SHOWN_MAX)));
            List<Map<String, Object>> rows = keys.stream().map(ApiKeys::row).toList();
            String lines = keys.stream()
                    .map(key -> id(key) + "  " + (key.session() == null ? key.title() : key.title() + " (a device)"))
                    .collect(Collectors.joining("\n"));
            terminal.print(keys.isEmpty() ? "No API keys." : lines, Map.of("apikeys", rows), options.json());
            return ExitCode.DONE;
        }

        @Command(name = "remove", description = "Withdraws an API key: nobody gets in with it any more.")
        int remove(
                @Mixin AdminOptions options,
                @Parameters(paramLabel = "ID", description = "The key's id, as 'apikey list' names it.") String id) {
            ApiKey removed = options.run((storage, account) -> storage.write(account.id(), tx -> {
                ApiKey key = tx.apiKeys("", KEYS_SHOWN_MAX).stream()
                        .filter(found -> id(found).equals(id.strip().toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new CommandFailure("There is no API key with this id. List them first."));
                tx.removeApiKey(key.keyHash());
                return key;
            }));
            terminal.print("The API key of " + removed.title() + " is withdrawn.", row(removed), options.json());
            return ExitCode.DONE;
        }

        /// The beginning of the hash, which gives nothing of the key away.
        private static String id(ApiKey key) {
            return key.keyHash().substring(0, Math.min(ID_CHARS, key.keyHash().length()));
        }

        private static Map<String, Object> row(ApiKey key) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", id(key));
            row.put("title", key.title());
            row.put("device", key.session() != null);
            return row;
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
            User owner = options.run((storage, account) -> storage.write(account.id(), tx -> {
                User user = AccountOptions.user(tx, email);
                if (!user.mayLogIn()) {
                    throw new CommandFailure(user.email() + " cannot log in: a guest, or disabled.");
                }
                tx.putDeviceCode(new DeviceCode(code.hash(), user.id(), end, null));
                return user;
            }));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("email", owner.email());
            result.put("deviceCode", code.text());
            result.put("expiresAt", end.toString());
            terminal.print(code.text() + " can be used until " + end + ".", result, options.json());
            return ExitCode.DONE;
        }
    }

    /// `tidemark admin session`.
    @Command(name = "session", description = "Logins of people and their devices.")
    public static final class Sessions {
        private static final int SESSIONS_SHOWN_MAX = 1_000;

        private final Terminal terminal;
        private final InstantSource clock;

        /// Commands that talk to this terminal.
        public Sessions(Terminal terminal, InstantSource clock) {
            this.terminal = terminal;
            this.clock = clock;
        }

        @Command(
                name = "list",
                description = "Lists the logins of a user that were not ended: programs, and devices by their name.")
        int list(@Mixin AdminOptions options, @Parameters(paramLabel = "EMAIL", description = "Whose.") String email) {
            List<Session> sessions = options.run((storage, account) -> storage.read(
                    account.id(),
                    tx -> tx.sessions(AccountOptions.user(tx, email).id(), SESSIONS_SHOWN_MAX)));
            List<Map<String, Object>> rows =
                    sessions.stream().map(Sessions::row).toList();
            String lines = sessions.stream()
                    .map(session -> session.id() + "  " + session.createdAt() + "  "
                            + (session.device().isEmpty() ? "login" : session.device()))
                    .collect(Collectors.joining("\n"));
            terminal.print(sessions.isEmpty() ? "No logins." : lines, Map.of("sessions", rows), options.json());
            return ExitCode.DONE;
        }

        private static Map<String, Object> row(Session session) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", session.id());
            row.put("createdAt", session.createdAt().toString());
            row.put("expiresAt", session.expiresAt().toString());
            row.put("device", session.device());
            return row;
        }

        @Command(name = "end", description = "Ends logins of a user: all of them, on every device, or one.")
        int end(
                @Mixin AdminOptions options,
                @Parameters(paramLabel = "EMAIL", description = "Whose.") String email,
                @Option(names = "--id", paramLabel = "ID", description = "Only this one, as 'session list' names it.")
                        @Nullable
                        String id) {
            Instant now = clock.instant();
            User user = options.run((storage, account) -> storage.write(account.id(), tx -> {
                User found = AccountOptions.user(tx, email);
                if (id == null) {
                    tx.endSessions(found.id(), now);
                } else {
                    tx.putSession(ended(tx, found, id, now));
                }
                return found;
            }));
            terminal.print(
                    id == null ? "All logins of " + user.email() + " have ended." : "The login has ended.",
                    Map.of("email", user.email()),
                    options.json());
            return ExitCode.DONE;
        }

        private static Session ended(DirectoryReader tx, User user, String id, Instant now) {
            Session session = tx.session(id)
                    .filter(found -> found.user().equals(user.id()) && found.endedAt() == null)
                    .orElseThrow(() -> new CommandFailure(
                            user.email() + " has no login with this id that has not ended. List them first."));
            return new Session(
                    session.id(),
                    session.user(),
                    session.secretHash(),
                    session.createdAt(),
                    session.expiresAt(),
                    session.device(),
                    now);
        }
    }
}
