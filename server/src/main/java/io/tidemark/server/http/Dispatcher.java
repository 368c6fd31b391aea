package io.tidemark.server.http;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.server.connect.PendingConsents;
import io.tidemark.server.login.Logins;
import io.tidemark.server.metrics.ServerMetrics;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The way of every request: its route, a place among the requests at work, the handler, the answer or the refusal, the
/// log line. Thread-safe.
final class Dispatcher implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String NO_ROUTE = "(none)";

    private final Set<Route> served;
    private final String basePath;
    private final HttpLimits limits;
    private final AdmissionGate gate;
    private final AccountFinder accounts;
    private final OAuthHandler oauth;
    private final MeetingHandler meetings;
    private final CommandHandler commands;
    private final ConnectHandler connecting;
    private final DocumentHandler documents;
    private final LiveHandler live;
    private final OperatorHandler operator;
    private final ServerMetrics metrics;
    private final InstantSource clock;

    Dispatcher(Set<Route> served, HttpServer.Parts parts, HttpLimits limits, AdmissionGate gate) {
        this.served = Set.copyOf(served);
        this.basePath = parts.config().http().basePath().toLowerCase(Locale.ROOT);
        this.limits = limits;
        this.gate = gate;
        this.metrics = parts.metrics();
        this.clock = parts.clock();
        Logins logins = parts.logins();
        this.accounts =
                new AccountFinder(parts.storage().accounts(), parts.config().namedDefaultAccount());
        this.oauth = new OAuthHandler(logins, metrics, parts.config().http().basePath());
        this.meetings = new MeetingHandler(logins, parts.meetings());
        this.commands = new CommandHandler(accounts, parts.commandLogins(), parts.commands(), parts.config(), metrics);
        this.connecting = new ConnectHandler(
                accounts, parts.storage(), logins, metrics, new PendingConsents(parts.clock()), parts.connector());
        this.documents = new DocumentHandler(logins, parts.storage(), parts.contents());
        this.live = new LiveHandler(parts, accounts, gate);
        this.operator = new OperatorHandler(parts.storage(), metrics, parts.ending());
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Exchange exchange = new Exchange(request, response, limits, clock.instant());
        Optional<Route.Match> match = match(exchange);
        String template = match.map(found -> found.route().template()).orElse(NO_ROUTE);
        metrics.requestBegan();
        MDC.put("request", exchange.requestId());
        boolean whole = false;
        try {
            answer(match, exchange);
            whole = true;
        } finally {
            metrics.requestEnded(
                    template,
                    whole ? Integer.toString(exchange.status()) : "cut",
                    exchange.answerBytes(),
                    exchange.took());
            AccessLog.write(exchange, template, whole);
            MDC.remove("request");
        }
        if (exchange.mustClose()) {
            throw new CloseConnectionException("closed after the answer, as announced in it");
        }
    }

    /// Returns when an answer was sent whole.
    ///
    /// @throws CloseConnectionException when it was not: the connection must be cut
    private void answer(Optional<Route.Match> match, Exchange exchange) {
        try {
            try {
                route(match, exchange);
            } catch (SyncException e) {
                refuse(e, match, exchange);
            } catch (RequestException e) {
                refuse(TransportErrors.refusal(e.status()), match, exchange);
            } catch (CloseConnectionException e) {
                throw e;
            } catch (IOException | RuntimeException | Error e) {
                LOG.error("A request ended with a defect", e);
                refuse(internal(), match, exchange);
            }
        } catch (IOException e) {
            throw new CloseConnectionException("the answer could not be written", e);
        }
    }

    private void route(Optional<Route.Match> match, Exchange exchange) throws IOException {
        Route route = match.orElseThrow(() -> new SyncException(
                        ErrorCode.UNKNOWN_OPERATION, "This path names no operation. Check it for a typing error."))
                .route();
        if (!route.takes(exchange.method())) {
            exchange.header("Allow", route.allowed());
            exchange.answer(
                    405,
                    JsonBodies.apiError(
                            new SyncException(
                                    ErrorCode.UNKNOWN_OPERATION,
                                    "This path takes another verb: " + route.allowed() + "."),
                            exchange.requestId()));
            return;
        }
        if (!route.inAccount()) {
            operator.handle(route, exchange);
            return;
        }
        Optional<String> named = match.flatMap(Route.Match::account);
        if (route.isWait()) {
            live.handle(route, named, exchange);
            return;
        }
        gate.enter();
        try {
            if (route == Route.COMMANDS) {
                commands.handle(exchange);
            } else if (route == Route.CONNECT) {
                connecting.handle(named, exchange);
            } else if (route == Route.DOCUMENT) {
                documents.handle(match.orElseThrow().number().orElseThrow(), exchange);
            } else if (route == Route.OAUTH) {
                oauth.handle(accounts.find(named), named, exchange);
            } else {
                meetings.handle(route, accounts.find(named), exchange);
            }
        } finally {
            gate.leave();
        }
    }

    private void refuse(SyncException refusal, Optional<Route.Match> match, Exchange exchange) throws IOException {
        if (refusal.getCause() != null) {
            LOG.warn("A request was refused for a reason that an operator should see", refusal);
        }
        if (exchange.begun()) {
            throw new CloseConnectionException("the answer cannot be completed", refusal);
        }
        exchange.takeBack();
        ErrorMapping.announceRetry(refusal, exchange);
        if (match.filter(found -> found.route() == Route.COMMANDS).isPresent()) {
            commands.refuse(refusal, exchange);
            return;
        }
        if (refusal.code() == ErrorCode.NOT_LOGGED_IN) {
            exchange.header("WWW-Authenticate", "Bearer");
        }
        exchange.answer(ErrorMapping.status(refusal.code()), JsonBodies.apiError(refusal, exchange.requestId()));
    }

    private Optional<Route.Match> match(Exchange exchange) {
        String path = exchange.rawPath().toLowerCase(Locale.ROOT);
        if (!path.startsWith(basePath + "/")) {
            return Optional.empty();
        }
        return Route.find(path.substring(basePath.length())).filter(found -> served.contains(found.route()));
    }

    static SyncException internal() {
        return new SyncException(
                ErrorCode.INTERNAL,
                "Tidemark met a defect of its own; nothing was applied. Give the operator the request id.");
    }
}
