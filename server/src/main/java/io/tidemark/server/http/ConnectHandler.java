package io.tidemark.server.http;

import io.helidon.http.HeaderNames;
import io.tidemark.core.connect.App;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.connect.ConnectOutcome;
import io.tidemark.server.connect.ConnectRequest;
import io.tidemark.server.connect.Connector;
import io.tidemark.server.connect.PendingConsents;
import io.tidemark.server.connect.PendingConsents.Pending;
import io.tidemark.server.login.Identity;
import io.tidemark.server.login.KeyLogin;
import io.tidemark.server.login.Logins;
import io.tidemark.server.metrics.ServerMetrics;
import io.tidemark.server.metrics.ServerMetrics.LoginResult;
import io.tidemark.server.outgoing.WebAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/appconnect/` (command API 4.3): an app sends a user here, who logs in, sees what the app wants, and
/// decides. There is no cookie: what makes a decision his is the ticket in the page that followed his password.
/// Thread-safe.
final class ConnectHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectHandler.class);
    private static final int FORM_BYTES_MAX = 128 * 1024;

    /// Longer than any mail address (RFC 5321: 254) or sensible password.
    private static final int CREDENTIAL_LENGTH_MAX = 1024;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String WRONG = "Contract, email and password do not go together. Check all three.";

    private final AccountFinder accounts;
    private final Storage storage;
    private final Logins logins;
    private final ServerMetrics metrics;
    private final PendingConsents pending;
    private final Optional<Connector> connector;

    /// @param connector empty when the server does not know how clients reach it
    ConnectHandler(
            AccountFinder accounts,
            Storage storage,
            Logins logins,
            ServerMetrics metrics,
            PendingConsents pending,
            Optional<Connector> connector) {
        this.accounts = accounts;
        this.storage = storage;
        this.logins = logins;
        this.metrics = metrics;
        this.pending = pending;
        this.connector = connector;
    }

    /// @param named the account that the path names, if any
    void handle(Optional<String> named, Exchange exchange) throws IOException {
        try {
            Parameters sent = exchange.method().equals("POST") ? form(exchange) : exchange.query();
            page(named, sent, exchange).answer(exchange, Map.of());
        } catch (SyncException e) {
            if (exchange.begun() || e.getCause() != null) {
                throw e;
            }
            exchange.takeBack();
            ErrorMapping.announceRetry(e, exchange);
            ConnectPages.notConnected(ErrorMapping.status(e.code()), String.valueOf(e.getMessage()), Optional.empty())
                    .answer(exchange, Map.of());
        }
    }

    private HtmlPage page(Optional<String> named, Parameters sent, Exchange exchange) {
        if (connector.isEmpty()) {
            return ConnectPages.notConnected(
                    503,
                    "This server does not connect apps: its operator has not set http.public-url.",
                    Optional.empty());
        }
        boolean posted = exchange.method().equals("POST");
        if (posted && sent.get(ConnectPages.TICKET).isPresent()) {
            return decide(connector.get(), sent, exchange);
        }
        String json = sent.require(ConnectPages.REQUEST);
        ConnectRequest request = ConnectRequest.parse(json);
        if (posted && sent.get(ConnectPages.USERNAME).isPresent()) {
            return logIn(connector.get(), json, request, sent, exchange);
        }
        String contract =
                named.map(name -> accounts.find(Optional.of(name)).name()).orElse("");
        return ConnectPages.login(200, json, request, contract, "", "");
    }

    private HtmlPage logIn(
            Connector connecting, String json, ConnectRequest request, Parameters sent, Exchange exchange) {
        String contract = sent.get(ConnectPages.CONTRACT).orElse("").strip();
        String username = sent.get(ConnectPages.USERNAME).orElse("").strip();
        String password = sent.get(ConnectPages.PASSWORD).orElse("");
        if (username.length() > CREDENTIAL_LENGTH_MAX || password.length() > CREDENTIAL_LENGTH_MAX) {
            return ConnectPages.login(403, json, request, contract, "", WRONG);
        }
        Optional<Account> account = contract.isEmpty() ? Optional.empty() : accounts.ofContract(contract);
        String address = exchange.client().host();
        return switch (logins.verify(account, username, password.toCharArray(), address)) {
            case KeyLogin.Accepted(Identity identity) -> {
                metrics.login(LoginResult.OK);
                exchange.identified(identity);
                yield consent(connecting, account.orElseThrow(), identity, request);
            }
            case KeyLogin.Refused _ -> {
                refused(LoginResult.REFUSED, account, address);
                yield ConnectPages.login(403, json, request, contract, username, WRONG);
            }
            case KeyLogin.Throttled throttled -> {
                refused(LoginResult.THROTTLED, account, address);
                long seconds = Math.max(1, throttled.retryIn().toSeconds());
                yield ConnectPages.login(
                        429,
                        json,
                        request,
                        contract,
                        username,
                        "Too many failed logins. Wait " + seconds + " seconds, then try again.");
            }
        };
    }

    private HtmlPage consent(Connector connecting, Account account, Identity identity, ConnectRequest request) {
        Optional<App> app = connecting.app(account, request);
        if (app.isEmpty()) {
            return ConnectPages.notConnected(
                    403,
                    "This account does not know the app, or not with all of the addresses that it gave. Ask the operator"
                            + " to register the app with its hosts.",
                    Optional.empty());
        }
        String name = storage.read(account.id(), tx -> tx.user(identity.user()))
                .map(User::name)
                .orElse("");
        Pending toDecide = new Pending(account, identity.user(), app.get(), request);
        return ConnectPages.consent(toDecide, name, pending.hold(toDecide));
    }

    private HtmlPage decide(Connector connecting, Parameters sent, Exchange exchange) {
        Optional<Pending> found = pending.take(sent.get(ConnectPages.TICKET).orElse(""));
        if (found.isEmpty()) {
            return ConnectPages.notConnected(
                    403,
                    "This page was used already, or waited too long. Go back to the app and begin again.",
                    Optional.empty());
        }
        Pending agreed = found.get();
        WebAddress back = agreed.request().back();
        exchange.identified(new Identity(agreed.account().id(), agreed.user(), ""));
        if (!sent.get(ConnectPages.DECISION).equals(Optional.of(ConnectPages.AGREE))) {
            return ConnectPages.notConnected(
                    200, "You did not connect the app. Nothing has changed.", Optional.of(back));
        }
        return switch (connecting.connect(agreed)) {
            case ConnectOutcome.Connected connected -> {
                exchange.header("Location", connected.back().uri().toASCIIString());
                yield ConnectPages.connected(connected.back());
            }
            case ConnectOutcome.NotConnected(String sentence) ->
                ConnectPages.notConnected(502, sentence, Optional.of(back));
        };
    }

    private void refused(LoginResult result, Optional<Account> account, String address) {
        metrics.login(result);
        LOG.atInfo()
                .addKeyValue("account", account.map(known -> known.id().value()).orElse(0L))
                .addKeyValue("address", address)
                .log(result == LoginResult.THROTTLED ? "login throttled" : "login refused");
    }

    private static Parameters form(Exchange exchange) throws IOException {
        boolean isForm = exchange.header(HeaderNames.CONTENT_TYPE)
                .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith(FORM))
                .isPresent();
        // without a length the web server would take a chunk of any size from somebody who is not logged in
        if (!isForm || exchange.body().length() < 0) {
            throw new SyncException(
                    ErrorCode.MALFORMED_REQUEST, "Send a form with a Content-Length: Content-Type " + FORM + ".");
        }
        if (exchange.body().length() > FORM_BYTES_MAX) {
            throw new SyncException(ErrorCode.REQUEST_TOO_LARGE, "The app's request is too large.");
        }
        return Parameters.parse(new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8));
    }
}
