package io.tidemark.server.config;

import io.tidemark.server.config.ServerConfig.LogFormat;
import io.tidemark.server.config.ServerConfig.LogLevel;
import io.tidemark.server.outgoing.Network;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Every key that Tidemark knows, with default, range and meaning. The only place where any of this is written down:
/// the page `docs/configuration.md` and the check for unknown keys come from [#ALL].
public final class Settings {
    static final Setting<String> DATA_FOLDER = Setting.text(
            "data.folder",
            "data",
            "a folder",
            "Where the data and the file `tidemark.yaml` are. Set it with `--data` or in the environment; the"
                    + " file cannot move itself.");
    static final Setting<String> DATABASE_URL = Setting.text(
            "database.url",
            "",
            "an address such as jdbc:postgresql://host:5432/tidemark",
            "The PostgreSQL (15 or newer) that keeps the data, for one server process or several; empty for the"
                    + " database in the data folder. Without user and password.");
    static final Setting<String> DATABASE_USER =
            Setting.text("database.user", "tidemark", "a name", "Who logs in there; the tables are its own.");
    static final Setting<String> DATABASE_PASSWORD = Setting.secret("database.password", "Its password.");
    static final Setting<String> DATABASE_PASSWORD_FILE = Setting.text(
            "database.password-file", "", "a file", "A file that holds nothing but the database's password.");
    static final Setting<Integer> DATABASE_CONNECTIONS = Setting.number(
            "database.connections",
            12,
            2,
            500,
            "Connections of this process to PostgreSQL: two thirds read, and a third writes, each in one account at a"
                    + " time.");
    static final Setting<String> ACCOUNT_DEFAULT = Setting.text(
            "account.default",
            "",
            "the short name of an account",
            "The account that paths without an account belong to. Not set: the account, when there is exactly one.");

    static final Setting<String> HTTP_HOST = Setting.text(
            "http.host",
            "127.0.0.1",
            "an address of this machine",
            "Where the server listens. `0.0.0.0` is every address.");
    static final Setting<Integer> HTTP_PORT =
            Setting.number("http.port", 8080, 0, 65_535, "The port of the server. 0 takes a free one.");
    static final Setting<String> HTTP_BASE_PATH = Setting.text(
            "http.base-path", "", "a path", "What comes before every path, for instance `/sync` behind a proxy.");
    static final Setting<Integer> HTTP_ADMIN_PORT = Setting.number(
            "http.admin-port",
            -1,
            -1,
            65_535,
            "A port of its own for `/metrics` and `/health`, which are then not on the main port. 0 takes a free one,"
                    + " -1 is the main port.");
    static final Setting<Boolean> HTTP_GZIP =
            Setting.flag("http.gzip", "true", "Whether answers are compressed for clients that ask for it.");
    static final Setting<String> HTTP_TRUSTED_PROXIES = Setting.text(
            "http.trusted-proxies",
            "",
            "addresses, separated by commas",
            "The proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Without it, all users behind a"
                    + " proxy share the login limits of one address.");

    static final Setting<String> HTTP_PUBLIC_URL = Setting.text(
            "http.public-url",
            "",
            "an address of the web",
            "How clients reach the server, with the base path, for instance `https://sync.example.com`. Connected apps are"
                    + " told this address; without it no app can be connected.");

    static final Setting<String> TLS_KEY_STORE = Setting.text(
            "tls.key-store", "", "a file", "The key store with the server's key and certificates. Set: HTTPS.");
    static final Setting<String> TLS_KEY_STORE_TYPE =
            Setting.text("tls.key-store-type", "PKCS12", "a type of key store that the JDK knows", "Its type.");
    static final Setting<String> TLS_KEY_STORE_PASSWORD = Setting.secret("tls.key-store-password", "Its password.");
    static final Setting<String> TLS_KEY_STORE_PASSWORD_FILE = Setting.text(
            "tls.key-store-password-file", "", "a file", "A file that holds nothing but the key store's password.");

    static final Setting<Long> LIMITS_BODY = Setting.bytes(
            "limits.body", "32 MiB", "1 KiB", "1 GiB", "The largest body of a request, counted while it is read.");
    /// Photos of telephones have up to 20 MB. In base64 with escaped line breaks and slashes, as a form, that is 31
    /// MiB:
    /// it fits into the default of `limits.body` however it is written.
    static final Setting<Long> LIMITS_FILE = Setting.bytes(
            "limits.file",
            "20 MiB",
            "1 KiB",
            "700 MiB",
            "The largest file of a document, a photo or a recording. A file comes as base64 inside one body, which makes it"
                    + " a third to two thirds longer: `limits.body` must have room for that.");
    /// A device sends back all that a Sync told in one commit (meeting API 5.3): about as many as fit into a body.
    static final Setting<Integer> LIMITS_OBJECTS = Setting.number(
            "limits.objects-per-commit",
            30_000,
            1,
            1_000_000,
            "The most objects in one commit. Not below what one user has: a device confirms its first sync in one commit.");
    static final Setting<Integer> LIMITS_COMMANDS = Setting.number(
            "limits.commands-per-request", 1_000, 1, 10_000, "The most commands in one request of the command API.");
    static final Setting<Integer> LIMITS_PART = Setting.number(
            "limits.objects-per-part",
            2_000,
            1,
            10_000,
            "The most objects in one part of a change list of the command API. A part of about 1 MB ends before.");
    static final Setting<Integer> LIMITS_STRING = Setting.number(
            "limits.string-characters",
            1_000_000,
            1_000,
            100_000_000,
            "The longest text inside a body of the meeting API. In the command API each field has its own limit.");
    static final Setting<Integer> LIMITS_DEPTH =
            Setting.number("limits.depth", 64, 8, 1_000, "How deep objects in a body may lie inside each other.");
    static final Setting<Long> LIMITS_HEADERS = Setting.bytes(
            "limits.headers",
            "16 KiB",
            "4 KiB",
            "1 MiB",
            "The largest head of a request; also its longest first line.");
    static final Setting<Integer> LIMITS_CONNECTIONS = Setting.number(
            "limits.connections", 10_000, 1, 1_000_000, "Open connections. More wait until one is closed.");
    static final Setting<Integer> LIMITS_REQUESTS = Setting.number(
            "limits.requests", 128, 1, 100_000, "Requests at work at the same time. More wait in the order they came.");
    static final Setting<Integer> LIMITS_QUEUE =
            Setting.number("limits.queue", 1_000, 0, 1_000_000, "Requests that wait. More are told to come again.");
    static final Setting<Duration> LIMITS_QUEUE_WAIT = Setting.duration(
            "limits.queue-wait", "5s", "1ms", "5m", "How long a request waits before it is told to come again.");
    static final Setting<Duration> LIMITS_IDLE =
            Setting.duration("limits.idle", "75s", "1s", "1h", "How long a connection may rest between two requests.");
    static final Setting<Duration> LIMITS_HEAD_TIME =
            Setting.duration("limits.head-time", "20s", "100ms", "10m", "How long the head of a request may take.");
    static final Setting<Duration> LIMITS_BODY_TIME =
            Setting.duration("limits.body-time", "10m", "100ms", "1d", "How long the body of a request may take.");
    static final Setting<Duration> LIMITS_READ_STALL = Setting.duration(
            "limits.read-stall",
            "30s",
            "100ms",
            "10m",
            "A client that sends nothing of its body for so long is cut off.");
    static final Setting<Duration> LIMITS_WRITE_STALL = Setting.duration(
            "limits.write-stall",
            "60s",
            "100ms",
            "10m",
            "A client that takes less than 64 KiB of its answer in so long is cut off.");

    static final Setting<Duration> LOGIN_ACCESS = Setting.duration(
            "login.access", "20m", "10s", "1d", "How long an access token lives (`OauthTimeout` in the meeting API).");
    static final Setting<Duration> LOGIN_REFRESH = Setting.duration(
            "login.refresh", "90d", "1h", "3650d", "How long a refresh token lives after it was last used.");
    static final Setting<Integer> LOGIN_FREE_FAILURES = Setting.number(
            "login.free-failures", 5, 1, 1_000, "Failed logins of one user after which the waiting begins.");
    static final Setting<Integer> LOGIN_FREE_FAILURES_ADDRESS = Setting.number(
            "login.free-failures-address",
            50,
            1,
            100_000,
            "Failed logins from one address after which the waiting begins.");
    static final Setting<Duration> LOGIN_FIRST_WAIT = Setting.duration(
            "login.first-wait", "2s", "1s", "1h", "The first wait. It doubles with each further failure.");
    static final Setting<Duration> LOGIN_LONGEST_WAIT =
            Setting.duration("login.longest-wait", "5m", "1s", "1d", "The longest wait after failed logins.");

    static final Setting<List<Network>> HOOKS_ALLOWED_NETWORKS = new Setting<>(
            "hooks.allowed-networks",
            "",
            "networks such as `10.1.0.0/16`, separated by commas",
            "Networks that are not public and in which apps may be called all the same. Without it the server calls"
                    + " public addresses only.",
            false,
            text -> Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(network -> !network.isEmpty())
                    .map(Network::parse)
                    .toList());
    static final Setting<Duration> HOOKS_TIMEOUT = Setting.duration(
            "hooks.timeout",
            "10s",
            "100ms",
            "1m",
            "How long a call to an app may take, from connecting to its answer.");
    static final Setting<Duration> HOOKS_RETRY_PAUSE = Setting.duration(
            "hooks.retry-pause",
            "30s",
            "1ms",
            "1h",
            "The pause after the first failed call to a hook. The second is four times as long, the third sixteen times;"
                    + " then the call is given up.");

    static final Setting<Integer> LIVE_DEVICES = Setting.number(
            "live.devices",
            8_000,
            0,
            900_000,
            "Devices that wait for changes at the same time. More are told to come again. Each holds a connection, so this"
                    + " must be less than `limits.connections`.");
    static final Setting<Integer> LIVE_DEVICES_PER_ACCOUNT = Setting.number(
            "live.devices-per-account", 8_000, 1, 900_000, "Devices of one account that wait at the same time.");
    static final Setting<Integer> LIVE_DEVICES_PER_USER =
            Setting.number("live.devices-per-user", 20, 1, 900_000, "Devices of one user that wait at the same time.");
    static final Setting<Duration> LIVE_HEARTBEAT = Setting.duration(
            "live.heartbeat",
            "25s",
            "100ms",
            "10m",
            "After so long without a change a waiting device is sent a few bytes, and its login is looked at again. Proxies"
                    + " cut connections on which nothing is sent, many after 60 seconds.");
    static final Setting<Duration> LIVE_LONGEST = Setting.duration(
            "live.longest",
            "1h",
            "1s",
            "1d",
            "So long a device waits in one request, give or take a tenth, before it has to ask again.");

    static final Setting<LogFormat> LOG_FORMAT = Setting.choice(
            "log.format",
            LogFormat.TEXT,
            LogFormat.class,
            "How log lines look: for a terminal, or one JSON object in each.");
    static final Setting<LogLevel> LOG_LEVEL =
            Setting.choice("log.level", LogLevel.INFO, LogLevel.class, "How much is written to the log.");

    static final Setting<Duration> SHUTDOWN_GRACE = Setting.duration(
            "shutdown.grace", "20s", "0s", "1h", "How long running requests may take to finish when the server ends.");
    static final Setting<Duration> SYNC_RETENTION = Setting.duration(
            "sync.retention",
            "90d",
            "1d",
            "3650d",
            "How long a synchronization that is not used is kept. A device that stays away longer starts over.");
    static final Setting<Duration> LOG_RETENTION = Setting.duration(
            "log.retention",
            "30d",
            "1d",
            "3650d",
            "How long the log keeps what a change replaced, and so `tidemark why` what objects were. Kept longer while a"
                    + " device may still need it: one that was away, until `sync.retention` is over. Who changed what,"
                    + " and when, stays.");
    /// Above the 30 days in which a first pass of the command API tells what is gone.
    static final Setting<Duration> DELETIONS_RETENTION = Setting.duration(
            "deletions.retention",
            "365d",
            "31d",
            "3650d",
            "How long devices are told that an object was deleted or left their selection; never less long than"
                    + " `log.retention`. One that asks by an older date and time is told all that it should have, and of"
                    + " every other object that it is gone.");
    /// Not below an hour: between the coming in of a file and the transaction that names it may lie a long wait.
    static final Setting<Duration> FILES_GRACE = Setting.duration(
            "files.grace",
            "24h",
            "1h",
            "365d",
            "How long a file that no document ever named is kept, because its upload failed after it had come in. One"
                    + " that was replaced or whose document was deleted is kept for `sync.retention`.");

    /// All of them, in the order of the documentation.
    public static final List<Setting<?>> ALL = List.of(
            DATA_FOLDER,
            DATABASE_URL,
            DATABASE_USER,
            DATABASE_PASSWORD,
            DATABASE_PASSWORD_FILE,
            DATABASE_CONNECTIONS,
            ACCOUNT_DEFAULT,
            HTTP_HOST,
            HTTP_PORT,
            HTTP_BASE_PATH,
            HTTP_ADMIN_PORT,
            HTTP_GZIP,
            HTTP_TRUSTED_PROXIES,
            HTTP_PUBLIC_URL,
            TLS_KEY_STORE,
            TLS_KEY_STORE_TYPE,
            TLS_KEY_STORE_PASSWORD,
            TLS_KEY_STORE_PASSWORD_FILE,
            LIMITS_BODY,
            LIMITS_FILE,
            LIMITS_OBJECTS,
            LIMITS_COMMANDS,
            LIMITS_PART,
            LIMITS_STRING,
            LIMITS_DEPTH,
            LIMITS_HEADERS,
            LIMITS_CONNECTIONS,
            LIMITS_REQUESTS,
            LIMITS_QUEUE,
            LIMITS_QUEUE_WAIT,
            LIMITS_IDLE,
            LIMITS_HEAD_TIME,
            LIMITS_BODY_TIME,
            LIMITS_READ_STALL,
            LIMITS_WRITE_STALL,
            LOGIN_ACCESS,
            LOGIN_REFRESH,
            LOGIN_FREE_FAILURES,
            LOGIN_FREE_FAILURES_ADDRESS,
            LOGIN_FIRST_WAIT,
            LOGIN_LONGEST_WAIT,
            HOOKS_ALLOWED_NETWORKS,
            HOOKS_TIMEOUT,
            HOOKS_RETRY_PAUSE,
            LIVE_DEVICES,
            LIVE_DEVICES_PER_ACCOUNT,
            LIVE_DEVICES_PER_USER,
            LIVE_HEARTBEAT,
            LIVE_LONGEST,
            LOG_FORMAT,
            LOG_LEVEL,
            SHUTDOWN_GRACE,
            SYNC_RETENTION,
            LOG_RETENTION,
            DELETIONS_RETENTION,
            FILES_GRACE);

    private Settings() {}
}
