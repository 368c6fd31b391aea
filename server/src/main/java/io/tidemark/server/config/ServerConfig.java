package io.tidemark.server.config;

import io.tidemark.server.outgoing.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of a server, checked. [Settings] says what each of them means. Immutable.
///
/// @param dataFolder where the data is
/// @param defaultAccount short name of the account of paths without one; null: the only account
/// @param http the listener
/// @param tls HTTPS; null for HTTP
/// @param limits the bounds of every request
/// @param login tokens and failed logins
/// @param hooks calls to connected apps
/// @param live devices that wait for changes
/// @param log the log
/// @param shutdownGrace how long running requests may take to finish
/// @param retention how long things are remembered
/// @param filesGrace how long a file that no document ever named is kept
/// @param shown every key in effect, in the order of the documentation, for the log: secrets are masked
public record ServerConfig(
        Path dataFolder,
        @Nullable Database database,
        @Nullable String defaultAccount,
        Http http,
        @Nullable Tls tls,
        Limits limits,
        Login login,
        Hooks hooks,
        Live live,
        Log log,
        Duration shutdownGrace,
        Retention retention,
        Duration filesGrace,
        List<Shown> shown) {

    /// The name of the file in the data folder. `tidemark.yml` and `tidemark.properties` are not read.
    public static final String FILE_NAME = "tidemark.yaml";

    public ServerConfig {
        shown = List.copyOf(shown);
    }

    /// Reads the settings: defaults, overruled by the file in the data folder, overruled by the environment,
    /// overruled by the command line.
    ///
    /// @param environment all environment variables; those that begin with `TIDEMARK_` count
    /// @param commandLine values by key
    /// @throws ConfigException when a key is unknown or a value cannot be used; it names all of them
    public static ServerConfig load(Map<String, String> environment, Map<String, String> commandLine) {
        return new ConfigLoader(environment, commandLine).load();
    }

    /// The PostgreSQL that keeps the data, if one was named; otherwise the data folder does.
    public Optional<Database> namedDatabase() {
        return Optional.ofNullable(database);
    }

    /// The default account, if one was named.
    public Optional<String> namedDefaultAccount() {
        return Optional.ofNullable(defaultAccount);
    }

    /// One line of the settings as they are shown.
    ///
    /// @param key the key
    /// @param value its value, masked if it is a secret
    /// @param set whether somebody set it, or it is the default
    public record Shown(String key, String value, boolean set) {}

    /// The listener.
    ///
    /// @param host where to listen
    /// @param port 0 for a free one
    /// @param basePath what comes before every path: empty, or begins with `/` and does not end with it
    /// @param adminPort port of metrics and health; 0 for a free one, -1 for the main port
    /// @param gzip whether answers may be compressed
    /// @param trustedProxies addresses whose `X-Forwarded-…` are believed
    /// @param publicUrl how clients reach the server, with the base path and without `/` at the end; null when
    ///     nobody said
    public record Http(
            String host,
            int port,
            String basePath,
            int adminPort,
            boolean gzip,
            Set<String> trustedProxies,
            @Nullable String publicUrl) {
        public Http {
            trustedProxies = Set.copyOf(trustedProxies);
        }
    }

    /// A PostgreSQL.
    ///
    /// @param url JDBC address, without user and password
    /// @param user who logs in
    /// @param password the password; may be empty
    /// @param connections at least 2
    public record Database(String url, String user, String password, int connections) {
        /// How addresses begin.
        static final String SCHEME = "jdbc:postgresql:";

        /// Without the password.
        @Override
        public String toString() {
            return "Database[" + url + " " + user + "]";
        }
    }

    /// The server's key.
    ///
    /// @param keyStore the file
    /// @param type type of the store
    /// @param password its password; may be empty
    public record Tls(Path keyStore, String type, String password) {
        /// Without the password.
        @Override
        public String toString() {
            return "Tls[" + keyStore + " " + type + "]";
        }
    }

    /// The bounds of every request. All are at least 1, except `queue`, which may be 0.
    ///
    /// @param bodyBytes largest body
    /// @param fileBytes largest file
    /// @param objectsPerCommit most objects in a commit
    /// @param commandsPerRequest most commands in a request
    /// @param objectsPerPart most objects in a part of a change list
    /// @param stringCharacters longest text in a body of the meeting API
    /// @param depth deepest nesting in a body
    /// @param headBytes largest head
    /// @param connections open connections
    /// @param requests requests at work
    /// @param queue requests waiting for their turn
    /// @param queueWait how long they wait
    /// @param idle how long a connection may rest
    /// @param headTime how long a head may take
    /// @param bodyTime how long a body may take
    /// @param readStall longest pause inside a body
    /// @param writeStall longest time a client may take for 64 KiB of its answer
    public record Limits(
            long bodyBytes,
            long fileBytes,
            int objectsPerCommit,
            int commandsPerRequest,
            int objectsPerPart,
            int stringCharacters,
            int depth,
            int headBytes,
            int connections,
            int requests,
            int queue,
            Duration queueWait,
            Duration idle,
            Duration headTime,
            Duration bodyTime,
            Duration readStall,
            Duration writeStall) {}

    /// Tokens and failed logins.
    ///
    /// @param access life of an access token
    /// @param refresh life of a refresh token since its last use
    /// @param freeFailures failures of one user before waiting begins
    /// @param freeFailuresAddress failures from one address before waiting begins
    /// @param firstWait the first wait; doubles with each failure
    /// @param longestWait the longest wait
    public record Login(
            Duration access,
            Duration refresh,
            int freeFailures,
            int freeFailuresAddress,
            Duration firstWait,
            Duration longestWait) {}

    /// Calls to connected apps.
    ///
    /// @param allowedNetworks networks that are not public and may be called
    /// @param timeout how long a call may take
    /// @param retryPause the pause after the first failure
    public record Hooks(List<Network> allowedNetworks, Duration timeout, Duration retryPause) {
        public Hooks {
            allowedNetworks = List.copyOf(allowedNetworks);
        }
    }

    /// How long things are remembered.
    ///
    /// @param sync a synchronization that is not used
    /// @param log what changes replaced
    /// @param deletions that objects are gone
    public record Retention(Duration sync, Duration log, Duration deletions) {}

    /// Devices that wait for changes.
    ///
    /// @param devices that wait at the same time
    /// @param devicesPerAccount in one account
    /// @param devicesPerUser of one user
    /// @param heartbeat after so long without a change, a device is shown that it is still connected
    /// @param longest so long it waits before it has to ask again
    public record Live(int devices, int devicesPerAccount, int devicesPerUser, Duration heartbeat, Duration longest) {}

    /// The log.
    ///
    /// @param format how a line looks
    /// @param level what is written
    public record Log(LogFormat format, LogLevel level) {}

    /// How a log line looks.
    public enum LogFormat {
        /// For people at a terminal.
        TEXT,
        /// One JSON object in each line.
        JSON
    }

    /// How much is written to the log.
    public enum LogLevel {
        /// Only what needs an operator.
        ERROR,
        /// And what may need one.
        WARN,
        /// And each request.
        INFO,
        /// And what helps to find a defect.
        DEBUG
    }
}
