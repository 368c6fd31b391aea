package io.tidemark.server;

import io.tidemark.api.command.CommandApi;
import io.tidemark.api.command.Commands;
import io.tidemark.catalog.command.TextFollower;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.reselect.HiddenFollower;
import io.tidemark.catalog.reselect.RulesFollower;
import io.tidemark.catalog.reselect.RulesOfVersion;
import io.tidemark.core.changes.ListUses;
import io.tidemark.core.content.Contents;
import io.tidemark.core.follow.LogFollower;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.retention.Retention;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.sweep.Sweeper;
import io.tidemark.server.cluster.Cluster;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.connect.Connector;
import io.tidemark.server.follow.Followers;
import io.tidemark.server.follow.WatchedStorage;
import io.tidemark.server.hooks.HookSettings;
import io.tidemark.server.hooks.Hooks;
import io.tidemark.server.http.HttpServer;
import io.tidemark.server.http.MeetingRoutes;
import io.tidemark.server.live.LiveChanges;
import io.tidemark.server.live.OthersWrites;
import io.tidemark.server.live.OwnWrites;
import io.tidemark.server.live.PolledWrites;
import io.tidemark.server.login.CommandLogins;
import io.tidemark.server.login.Credentials;
import io.tidemark.server.login.LoginThrottle;
import io.tidemark.server.login.Logins;
import io.tidemark.server.login.Passwords;
import io.tidemark.server.metrics.ServerMetrics;
import io.tidemark.server.outgoing.AddressRules;
import io.tidemark.server.outgoing.OutgoingCalls;
import io.tidemark.storage.files.FileContents;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server. [#start] connects all parts; [#close] ends gracefully. The log of the process is set up by the
/// caller, with [io.tidemark.server.log.ServerLog]. Thread-safe.
public final class TidemarkServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TidemarkServer.class);
    private static final String CONTENT_FOLDER = "content";

    /// Changes that another server made to the same storage are heard of this late.
    private static final Duration LIVE_POLLING = Duration.ofSeconds(1);

    private final Storage storage;
    private final Passwords passwords;
    private final ServerMetrics metrics;
    private final HttpServer http;
    private final Credentials credentials;
    private final Housekeeping housekeeping;
    private final SelectionTimers selections;
    private final FollowerWatch following;
    private final OutgoingCalls calls;
    private final LiveChanges live;
    private final AtomicBoolean ending;

    private TidemarkServer(
            Storage storage,
            Passwords passwords,
            ServerMetrics metrics,
            HttpServer http,
            Credentials credentials,
            Housekeeping housekeeping,
            SelectionTimers selections,
            FollowerWatch following,
            OutgoingCalls calls,
            LiveChanges live,
            AtomicBoolean ending) {
        this.storage = storage;
        this.passwords = passwords;
        this.metrics = metrics;
        this.http = http;
        this.credentials = credentials;
        this.housekeeping = housekeeping;
        this.selections = selections;
        this.following = following;
        this.calls = calls;
        this.live = live;
        this.ending = ending;
    }

    /// What differs between a server in use and one in a test.
    ///
    /// @param storage opens the storage; the server closes it
    /// @param contents opens the files behind documents, after the storage, whose lock keeps other processes away
    /// @param storageQueue how many works wait for that storage, for the metrics
    /// @param meetings makes the meeting API over the storage, for the types of each account
    /// @param passwords makes the hashing of passwords
    /// @param clock the time
    public record Parts(
            Function<ServerConfig, Storage> storage,
            Function<ServerConfig, Contents> contents,
            IntSupplier storageQueue,
            BiFunction<Storage, AccountTypes, MeetingRoutes> meetings,
            Passwords passwords,
            InstantSource clock) {}

    /// Starts with the embedded storage in the data folder, which is created if there is none; returns when
    /// requests are taken.
    ///
    /// @throws RuntimeException as below
    public static TidemarkServer start(ServerConfig config) {
        Storage storage = Databases.open(config);
        InstantSource clock = InstantSource.system();
        return start(
                config,
                new Parts(
                        settings -> storage,
                        TidemarkServer::openContents,
                        () -> Databases.waiting(storage),
                        (store, types) -> MeetingApiRoutes.over(store, types, config.limits(), clock, new RandomIds()),
                        Passwords.recommended(),
                        clock));
    }

    /// Opens the files of a data folder whose storage is open.
    public static Contents openContents(ServerConfig config) {
        return FileContents.open(config.dataFolder().resolve(CONTENT_FOLDER));
    }

    /// Starts; returns when requests are taken.
    ///
    /// @throws RuntimeException with a sentence for the operator when something cannot be opened; what was opened
    ///     before is closed again
    public static TidemarkServer start(ServerConfig config, Parts parts) {
        long begunNanos = System.nanoTime();
        config.shown().stream()
                .filter(ServerConfig.Shown::set)
                .forEach(shown -> LOG.info("setting {} = {}", shown.key(), shown.value()));
        Storage unwatched = parts.storage().apply(config);
        WatchedStorage storage = new WatchedStorage(unwatched);
        Cluster cluster = Cluster.of(unwatched);
        try {
            Contents contents = parts.contents().apply(config);
            AtomicBoolean ending = new AtomicBoolean();
            ServerMetrics metrics = new ServerMetrics();
            metrics.storageQueue(parts.storageQueue());
            LoginThrottle throttle = new LoginThrottle(config.login(), parts.clock());
            Logins logins = new Logins(storage, parts.passwords(), throttle, config.login(), parts.clock());
            Credentials credentials = new Credentials(storage, parts.passwords(), parts.clock());
            OwnTypes types = new OwnTypes();
            MeetingRoutes meetings = parts.meetings().apply(storage, types);
            CommandLogins commandLogins =
                    new CommandLogins(storage, logins, parts.passwords(), throttle, parts.clock());
            ListUses uses = new ListUses(storage);
            CommandApi commands = new CommandApi(
                    Commands.all(new Commands.Parts(
                            storage,
                            types,
                            contents,
                            commandLogins,
                            parts.clock(),
                            new RandomIds(),
                            config.limits().objectsPerPart(),
                            config.limits().fileBytes(),
                            uses)),
                    config.limits().commandsPerRequest(),
                    metrics::commandBegan);
            Followers followers = new Followers(metrics, RandomGenerator.getDefault());
            OutgoingCalls calls = new OutgoingCalls(
                    new AddressRules(config.hooks().allowedNetworks()),
                    config.hooks().timeout());
            Hooks hooks = new Hooks(
                    unwatched,
                    followers,
                    calls,
                    new HookSettings(config.hooks().retryPause(), RandomGenerator.getDefault()),
                    metrics,
                    parts.clock());
            OthersWrites others = new OthersWrites();
            LiveChanges live = new LiveChanges(
                    storage,
                    logins::ended,
                    config.live(),
                    metrics,
                    List.of(new OwnWrites(storage), others, new PolledWrites(LIVE_POLLING)));
            Optional<Connector> connector = Optional.ofNullable(config.http().publicUrl())
                    .map(url -> new Connector(storage, calls, hooks, parts.clock(), url));
            HttpServer http = HttpServer.start(new HttpServer.Parts(
                    config,
                    storage,
                    contents,
                    logins,
                    meetings,
                    commandLogins,
                    commands,
                    types,
                    live,
                    connector,
                    metrics,
                    ending::get,
                    parts.clock()));
            storage.watch(cluster::wrote);
            live.begin();
            followers.add(LogFollower.ofEveryAccount(
                    storage, TextFollower.NAME, new TextFollower(types.standard(), types, parts.clock())));
            followers.add(LogFollower.ofEveryAccount(
                    storage,
                    RulesFollower.NAME,
                    new RulesFollower(types.standard().types(), types, parts.clock())));
            followers.add(LogFollower.ofEveryAccount(
                    storage, HiddenFollower.NAME, new HiddenFollower(types.standard(), types, parts.clock())));
            FollowerWatch following = new FollowerWatch(storage, followers, hooks, cluster);
            following.begin(others::heard);
            Housekeeping housekeeping = new Housekeeping(
                    storage,
                    new ContentCleaning(storage, contents, config.retention().sync(), config.filesGrace()),
                    new Retention(
                            storage,
                            config.retention().log(),
                            config.retention().deletions(),
                            List.of(TextFollower.NAME, RulesFollower.NAME, HiddenFollower.NAME)),
                    config.retention().sync(),
                    cluster::leads,
                    parts.clock());
            housekeeping.begin();
            SelectionTimers selections = new SelectionTimers(
                    storage,
                    new Sweeper(storage, types),
                    new RulesOfVersion(storage, types.standard().types(), types, parts.clock()),
                    uses,
                    cluster::leads,
                    parts.clock());
            selections.begin();
            LOG.info(
                    "listening on {}://{}:{}{} after {} ms",
                    config.tls() == null ? "http" : "https",
                    config.http().host(),
                    http.port(),
                    config.http().basePath(),
                    Duration.ofNanos(System.nanoTime() - begunNanos).toMillis());
            return new TidemarkServer(
                    storage,
                    parts.passwords(),
                    metrics,
                    http,
                    credentials,
                    housekeeping,
                    selections,
                    following,
                    calls,
                    live,
                    ending);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /// The port it listens on.
    public int port() {
        return http.port();
    }

    /// The port of metrics and health, which may be the same.
    public int adminPort() {
        return http.adminPort();
    }

    /// What an operator does with logins.
    public Credentials credentials() {
        return credentials;
    }

    HttpServer http() {
        return http;
    }

    /// Ends: no longer ready, no more requests, the running ones finish within the grace period, the storage is
    /// closed. A second call does nothing.
    @Override
    public void close() {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        LOG.info("ending; running requests are finished");
        live.close();
        http.close();
        housekeeping.close();
        selections.close();
        following.close();
        calls.close();
        passwords.close();
        storage.close();
        metrics.close();
        LOG.info("ended");
    }
}
