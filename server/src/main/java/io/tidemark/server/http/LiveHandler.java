package io.tidemark.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.tidemark.catalog.Catalog;
import io.tidemark.core.directory.Account;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.command.CommandEnvelope;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.live.Interest;
import io.tidemark.server.live.LiveChanges;
import io.tidemark.server.live.LivePosition;
import io.tidemark.server.live.Told;
import io.tidemark.server.live.TypeChoice;
import io.tidemark.server.live.Waiter;
import io.tidemark.server.login.CommandLogins;
import io.tidemark.server.login.Identity;
import io.tidemark.server.login.KeyLogin;
import io.tidemark.server.login.Logins;
import io.tidemark.server.metrics.ServerMetrics;
import io.tidemark.server.metrics.ServerMetrics.LoginResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Devices that wait for changes: by server-sent events, or by long polling of the same (ADR 0031). Thread-safe.
final class LiveHandler {
    /// The types that the meeting API sends; the command API sends all others.
    private static final Set<TypeId> OF_MEETINGS = Stream.of(Catalog.MEETINGS, Catalog.TASKS)
            .flatMap(stream -> stream.types().stream())
            .collect(Collectors.toUnmodifiableSet());

    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final String POSITION = "Tidemark-Position";
    private static final String EVENTS = "text/event-stream; charset=utf-8";
    private static final String SYNCHRONIZE = "synchronize";

    /// Below the minute after which many proxies cut connections on which nothing is sent.
    private static final Duration POLL_DEFAULT = Duration.ofSeconds(50);

    private static final Duration POLL_MAX = Duration.ofMinutes(5);

    private static final Duration RETRY = Duration.ofSeconds(2);

    /// Devices that came together do not have to come back together.
    private static final double SPREAD = 0.1;

    private final LiveChanges live;
    private final Logins logins;
    private final CommandLogins commandLogins;
    private final AccountFinder accounts;
    private final CommandBody body;
    private final Storage storage;
    private final AccountTypes types;
    private final ServerConfig.Live settings;
    private final ServerMetrics metrics;
    private final AdmissionGate gate;
    private final RandomGenerator random = RandomGenerator.getDefault();

    /// @param gate a request holds a place in it until it waits
    LiveHandler(HttpServer.Parts parts, AccountFinder accounts, AdmissionGate gate) {
        this.live = parts.live();
        this.logins = parts.logins();
        this.commandLogins = parts.commandLogins();
        this.accounts = accounts;
        this.body = new CommandBody(parts.config().limits());
        this.storage = parts.storage();
        this.types = parts.types();
        this.settings = parts.config().live();
        this.metrics = parts.metrics();
        this.gate = gate;
    }

    /// @param named the account that the path names
    void handle(Route route, Optional<String> named, Exchange exchange) throws IOException {
        Parameters query = exchange.query();
        Waiter waiter;
        gate.enter();
        try {
            boolean isOfMeetings = route == Route.MEETINGS_LIVE || route == Route.MEETINGS_LIVE_POLL;
            Identity who = isOfMeetings ? ofMeetings(named, exchange) : ofCommands(exchange);
            exchange.identified(who);
            waiter = live.enter(new Interest(who, types(query, who, isOfMeetings)), since(query, exchange));
        } finally {
            gate.leave();
        }
        try {
            if (route == Route.MEETINGS_LIVE || route == Route.COMMANDS_LIVE) {
                stream(waiter, exchange);
            } else {
                poll(waiter, timeout(query), exchange);
            }
        } finally {
            live.leave(waiter);
        }
    }

    private Identity ofMeetings(Optional<String> named, Exchange exchange) {
        return logins.authenticate(
                accounts.find(named), MeetingHandler.accessToken(exchange).orElseThrow(Logins::notLoggedIn));
    }

    /// An access token in the head, which says what account it is of; or, in the body, what any request of the
    /// command API says of who sends it.
    private Identity ofCommands(Exchange exchange) throws IOException {
        if (exchange.method().equals("GET")) {
            return BearerToken.in(exchange.header(HeaderNames.AUTHORIZATION))
                    .flatMap(logins::identify)
                    .orElseThrow(Logins::notLoggedIn);
        }
        try {
            return body.work(exchange, envelope -> identity(envelope, exchange));
        } catch (CommandException e) {
            throw new SyncException(ErrorCode.MALFORMED_REQUEST, e.sentence());
        }
    }

    private Identity identity(CommandEnvelope envelope, Exchange exchange) {
        Optional<Account> account = accounts.ofContract(envelope.credentials().contract());
        Optional<KeyLogin> login = account.map(known -> commandLogins.logIn(
                known, envelope.credentials(), exchange.client().host()));
        return switch (login.orElseGet(KeyLogin.Refused::new)) {
            case KeyLogin.Accepted(Identity identity) -> identity;
            case KeyLogin.Refused refused -> {
                metrics.login(LoginResult.REFUSED);
                throw Logins.notLoggedIn();
            }
            case KeyLogin.Throttled throttled -> {
                metrics.login(LoginResult.THROTTLED);
                throw Logins.notLoggedIn();
            }
        };
    }

    private TypeChoice types(Parameters query, Identity who, boolean isOfMeetings) {
        Optional<String> names = query.get("types").filter(text -> !text.isBlank());
        if (names.isEmpty()) {
            return isOfMeetings ? TypeChoice.of(OF_MEETINGS) : TypeChoice.allBut(OF_MEETINGS);
        }
        ObjectTypes known = storage.read(who.account(), tx -> types.in(who.account(), tx));
        return TypeChoice.of(Arrays.stream(names.get().split(","))
                .map(name -> type(name.strip().toLowerCase(Locale.ROOT), known, isOfMeetings))
                .collect(Collectors.toSet()));
    }

    private static TypeId type(String name, ObjectTypes known, boolean isOfMeetings) {
        return known.all().stream()
                .map(io.tidemark.core.object.ObjectType::id)
                .filter(type -> type.value().equals(name) && OF_MEETINGS.contains(type) == isOfMeetings)
                .findFirst()
                .orElseThrow(() -> new SyncException(
                        ErrorCode.IMPOSSIBLE_VALUE,
                        "The parameter 'types' names a type that is not sent here. Give names such as "
                                + (isOfMeetings ? "meeting,task" : "todo,customer") + ", separated by commas."));
    }

    /// The header of a browser that comes back counts more than what its program said at first.
    private static Optional<LivePosition> since(Parameters query, Exchange exchange) {
        Optional<String> text =
                exchange.header(LAST_EVENT_ID).or(() -> query.get("since")).filter(given -> !given.isBlank());
        return text.map(given -> LivePosition.parse(given.strip())
                .orElseThrow(() -> new SyncException(
                        ErrorCode.MALFORMED_REQUEST,
                        "The parameter 'since' is no position. Send one that an answer gave you, or none.")));
    }

    private Duration timeout(Parameters query) {
        Duration asked = query.number("timeout").stream()
                .mapToObj(Duration::ofSeconds)
                .findFirst()
                .orElse(POLL_DEFAULT);
        return asked.compareTo(POLL_MAX) < 0 ? asked : POLL_MAX;
    }

    private void stream(Waiter waiter, Exchange exchange) {
        long endNanos = System.nanoTime()
                + Math.round(settings.longest().toNanos() * (1 - SPREAD + 2 * SPREAD * random.nextDouble()));
        try (EventStream out = exchange.events(EVENTS)) {
            out.retry(RETRY);
            boolean goesOn = true;
            while (goesOn) {
                long leftNanos = endNanos - System.nanoTime();
                Duration pause = Duration.ofNanos(
                        Math.max(0, Math.min(settings.heartbeat().toNanos(), leftNanos)));
                Told told = await(waiter, pause, exchange);
                if (told instanceof Told.Changed changed) {
                    out.event(changed.position().text(), SYNCHRONIZE, JsonBodies.changed(changed));
                    noteTold(changed);
                } else if (told instanceof Told.Nothing(LivePosition position)) {
                    out.heartbeat(position.text());
                }
                goesOn = !(told instanceof Told.Ended) && leftNanos > 0;
            }
        }
    }

    private void poll(Waiter waiter, Duration timeout, Exchange exchange) throws IOException {
        switch (await(waiter, timeout, exchange)) {
            case Told.Changed changed -> {
                exchange.header(POSITION, changed.position().text());
                exchange.answer(200, JsonBodies.changed(changed));
                noteTold(changed);
            }
            case Told.Nothing(LivePosition position) -> exchange.answerBare(204, Map.of(POSITION, position.text()));
            case Told.Ended.LOGGED_OUT -> throw Logins.notLoggedIn();
            case Told.Ended.SHUT_DOWN -> throw LiveChanges.ending();
        }
    }

    private void noteTold(Told.Changed changed) {
        metrics.liveTold(Duration.ofNanos(System.nanoTime() - changed.writtenNanos()));
    }

    private Told await(Waiter waiter, Duration max, Exchange exchange) {
        metrics.requestRests();
        exchange.rests();
        try {
            return waiter.await(max);
        } catch (InterruptedException e) {
            throw new CloseConnectionException("interrupted while a device waited", e);
        } finally {
            exchange.goesOn();
            metrics.requestGoesOn();
        }
    }
}
