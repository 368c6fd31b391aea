package io.tidemark.server.config;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.tidemark.server.config.ServerConfig.Database;
import io.tidemark.server.config.ServerConfig.Hooks;
import io.tidemark.server.config.ServerConfig.Http;
import io.tidemark.server.config.ServerConfig.Limits;
import io.tidemark.server.config.ServerConfig.Live;
import io.tidemark.server.config.ServerConfig.Log;
import io.tidemark.server.config.ServerConfig.Login;
import io.tidemark.server.config.ServerConfig.Retention;
import io.tidemark.server.config.ServerConfig.Shown;
import io.tidemark.server.config.ServerConfig.Tls;
import io.tidemark.server.outgoing.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the settings from their four places and checks them. Confined to one thread, used once.
final class ConfigLoader {
    private static final Map<String, Setting<?>> BY_KEY =
            Settings.ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::key, setting -> setting));
    private static final Map<String, Setting<?>> BY_VARIABLE =
            Settings.ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::variable, setting -> setting));

    private static final Pattern PLACE = Pattern.compile("line \\d+, column \\d+");

    private final Map<String, String> environment;
    private final Map<String, String> commandLine;
    private final List<String> problems = new ArrayList<>();
    private Map<String, String> values = Map.of();

    ConfigLoader(Map<String, String> environment, Map<String, String> commandLine) {
        this.environment = fromEnvironment(environment);
        this.commandLine = commandLine;
    }

    ServerConfig load() {
        values = new HashMap<>(environment);
        values.putAll(commandLine);
        Path folder = Path.of(get(Settings.DATA_FOLDER));
        values = merged(folder.resolve(ServerConfig.FILE_NAME));
        for (String key : new TreeMap<>(values).keySet()) {
            if (!BY_KEY.containsKey(key)) {
                problems.add(unknown(key));
            }
        }
        ServerConfig config = new ServerConfig(
                folder,
                database(),
                emptyToNull(get(Settings.ACCOUNT_DEFAULT)),
                http(),
                tls(),
                limits(),
                login(),
                new Hooks(
                        get(Settings.HOOKS_ALLOWED_NETWORKS),
                        get(Settings.HOOKS_TIMEOUT),
                        get(Settings.HOOKS_RETRY_PAUSE)),
                live(),
                new Log(get(Settings.LOG_FORMAT), get(Settings.LOG_LEVEL)),
                get(Settings.SHUTDOWN_GRACE),
                retention(),
                get(Settings.FILES_GRACE),
                Settings.ALL.stream().map(this::shown).toList());
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    private static String unknown(String key) {
        String ofList = key.replaceFirst("\\.[0-9]+$", "");
        return !ofList.equals(key) && BY_KEY.containsKey(ofList)
                ? ofList + " is one text. Write several values into it, separated by commas."
                : "There is no setting " + key + ". docs/configuration.md lists all of them.";
    }

    private Http http() {
        int port = get(Settings.HTTP_PORT);
        if (port > 0 && port == get(Settings.HTTP_ADMIN_PORT)) {
            problems.add("http.admin-port is the same as http.port. Give it another port, or -1 for the same one.");
        }
        String path = get(Settings.HTTP_BASE_PATH).replaceAll("/+$", "");
        if (!path.isEmpty() && !path.startsWith("/")) {
            path = "/" + path;
        }
        return new Http(
                get(Settings.HTTP_HOST),
                port,
                path,
                get(Settings.HTTP_ADMIN_PORT),
                get(Settings.HTTP_GZIP),
                Arrays.stream(get(Settings.HTTP_TRUSTED_PROXIES).split(","))
                        .map(String::strip)
                        .filter(address -> !address.isEmpty())
                        .collect(Collectors.toSet()),
                publicUrl());
    }

    private @Nullable String publicUrl() {
        String text = get(Settings.HTTP_PUBLIC_URL).replaceAll("/+$", "");
        if (text.isEmpty()) {
            return null;
        }
        if (WebAddress.parse(text)
                .filter(url -> url.uri().getRawQuery() == null)
                .isEmpty()) {
            problems.add("http.public-url is no address of the web. Give one such as https://sync.example.com.");
        }
        return text;
    }

    private @Nullable Tls tls() {
        String store = get(Settings.TLS_KEY_STORE);
        if (store.isEmpty()) {
            for (Setting<String> part :
                    List.of(Settings.TLS_KEY_STORE_PASSWORD, Settings.TLS_KEY_STORE_PASSWORD_FILE)) {
                if (!get(part).isEmpty()) {
                    problems.add(part.key() + " is set, but tls.key-store is not. Name the key store, or remove it.");
                }
            }
            return null;
        }
        if (!Files.isReadable(Path.of(store))) {
            problems.add("The key store of tls.key-store cannot be read. Check the path and its permissions.");
        }
        return new Tls(
                Path.of(store),
                get(Settings.TLS_KEY_STORE_TYPE),
                password(Settings.TLS_KEY_STORE_PASSWORD, Settings.TLS_KEY_STORE_PASSWORD_FILE));
    }

    private @Nullable Database database() {
        String url = get(Settings.DATABASE_URL);
        String password = password(Settings.DATABASE_PASSWORD, Settings.DATABASE_PASSWORD_FILE);
        if (url.isEmpty()) {
            if (!password.isEmpty()) {
                problems.add(
                        "A password of a database is set, but database.url is not. Name the database, or remove it.");
            }
            return null;
        }
        if (!url.startsWith(Database.SCHEME) || url.contains("password=")) {
            problems.add("database.url: give an address such as jdbc:postgresql://host:5432/tidemark, and the password"
                    + " in database.password-file.");
        }
        return new Database(url, get(Settings.DATABASE_USER), password, get(Settings.DATABASE_CONNECTIONS));
    }

    private String password(Setting<String> setting, Setting<String> ofFile) {
        String file = get(ofFile);
        if (file.isEmpty()) {
            return get(setting);
        }
        if (!get(setting).isEmpty()) {
            problems.add("Set either " + setting.key() + " or " + ofFile.key() + ", not both.");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            problems.add("The file of " + ofFile.key() + " cannot be read. Check the path and its permissions.");
            return "";
        }
    }

    private Limits limits() {
        return new Limits(
                get(Settings.LIMITS_BODY),
                get(Settings.LIMITS_FILE),
                get(Settings.LIMITS_OBJECTS),
                get(Settings.LIMITS_COMMANDS),
                get(Settings.LIMITS_PART),
                get(Settings.LIMITS_STRING),
                get(Settings.LIMITS_DEPTH),
                Math.toIntExact(get(Settings.LIMITS_HEADERS)),
                get(Settings.LIMITS_CONNECTIONS),
                get(Settings.LIMITS_REQUESTS),
                get(Settings.LIMITS_QUEUE),
                get(Settings.LIMITS_QUEUE_WAIT),
                get(Settings.LIMITS_IDLE),
                get(Settings.LIMITS_HEAD_TIME),
                get(Settings.LIMITS_BODY_TIME),
                get(Settings.LIMITS_READ_STALL),
                get(Settings.LIMITS_WRITE_STALL));
    }

    private Retention retention() {
        return new Retention(
                get(Settings.SYNC_RETENTION), get(Settings.LOG_RETENTION), get(Settings.DELETIONS_RETENTION));
    }

    private Live live() {
        Live live = new Live(
                get(Settings.LIVE_DEVICES),
                get(Settings.LIVE_DEVICES_PER_ACCOUNT),
                get(Settings.LIVE_DEVICES_PER_USER),
                get(Settings.LIVE_HEARTBEAT),
                get(Settings.LIVE_LONGEST));
        if (live.devices() >= get(Settings.LIMITS_CONNECTIONS)) {
            problems.add("live.devices leaves no connection for anything else. Give it less than limits.connections.");
        }
        return live;
    }

    private Login login() {
        Login login = new Login(
                get(Settings.LOGIN_ACCESS),
                get(Settings.LOGIN_REFRESH),
                get(Settings.LOGIN_FREE_FAILURES),
                get(Settings.LOGIN_FREE_FAILURES_ADDRESS),
                get(Settings.LOGIN_FIRST_WAIT),
                get(Settings.LOGIN_LONGEST_WAIT));
        if (login.longestWait().compareTo(login.firstWait()) < 0) {
            problems.add("login.longest-wait is shorter than login.first-wait. Give it at least the same length.");
        }
        if (login.refresh().compareTo(login.access()) < 0) {
            problems.add("login.refresh is shorter than login.access. Give it at least the same length.");
        }
        return login;
    }

    private <T> T get(Setting<T> setting) {
        String text = values.getOrDefault(setting.key(), setting.fallback());
        try {
            return setting.parser().apply(text);
        } catch (IllegalArgumentException e) {
            String value = setting.secret() ? "Its value" : "'" + text + "'";
            problems.add(setting.key() + ": " + value + " cannot be used. Give " + setting.range() + ".");
            return setting.parser().apply(setting.fallback());
        }
    }

    private Shown shown(Setting<?> setting) {
        String value = values.getOrDefault(setting.key(), setting.fallback());
        String masked = setting.secret() && !value.isEmpty() ? "(secret)" : value;
        return new Shown(setting.key(), masked, values.containsKey(setting.key()));
    }

    /// Command line over environment over file.
    private Map<String, String> merged(Path file) {
        try {
            Map<String, String> inFile = Config.builder()
                    .disableEnvironmentVariablesSource()
                    .disableSystemPropertiesSource()
                    .disableFilterServices()
                    .disableKeyResolving()
                    .disableValueResolving()
                    .disableCaching()
                    .sources(ConfigSources.file(file).optional().build())
                    .build()
                    .asMap()
                    .orElse(Map.of());
            Map<String, String> merged = new HashMap<>(inFile);
            merged.putAll(environment);
            merged.putAll(commandLine);
            if (inFile.containsKey(Settings.DATA_FOLDER.key())) {
                problems.add("data.folder cannot be set in the file that lies in it. Set it on the command line or as "
                        + Settings.DATA_FOLDER.variable() + ".");
            }
            return merged;
        } catch (RuntimeException e) {
            problems.add("The file " + file + " is no sound YAML. Mend it" + place(e) + ".");
            return values;
        }
    }

    private Map<String, String> fromEnvironment(Map<String, String> variables) {
        Map<String, String> byKey = new HashMap<>();
        variables.forEach((name, value) -> {
            Setting<?> setting = BY_VARIABLE.get(name);
            if (setting != null) {
                byKey.put(setting.key(), value);
            } else if (name.startsWith(Setting.ENVIRONMENT_PREFIX) && !FOREIGN_VARIABLES.contains(name)) {
                problems.add("There is no setting for the environment variable " + name
                        + ". docs/configuration.md lists all of them.");
            }
        });
        return byKey;
    }

    /// Variables of the start script, which are no settings of the server.
    private static final Set<String> FOREIGN_VARIABLES = Set.of("TIDEMARK_HOME", "TIDEMARK_JAVA_OPTS");

    /// Where the reader gave up, which it says last.
    private static String place(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        Matcher places = PLACE.matcher(String.valueOf(cause.getMessage()));
        String last = "";
        while (places.find()) {
            last = " in " + places.group();
        }
        return last;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
