package io.tidemark.server.http;

import io.helidon.http.HeaderNames;
import io.tidemark.core.directory.Account;
import io.tidemark.core.error.SyncException;
import io.tidemark.server.login.LoginOutcome;
import io.tidemark.server.login.LoginOutcome.Granted;
import io.tidemark.server.login.LoginOutcome.SignedOut;
import io.tidemark.server.login.LoginOutcome.Throttled;
import io.tidemark.server.login.LoginOutcome.UnknownRefreshToken;
import io.tidemark.server.login.LoginOutcome.WrongPassword;
import io.tidemark.server.login.Logins;
import io.tidemark.server.metrics.ServerMetrics;
import io.tidemark.server.metrics.ServerMetrics.LoginResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST …/oauth` (meeting API 2.1): the form in, tokens or a JSOAuthError out. Thread-safe.
final class OAuthHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OAuthHandler.class);
    private static final int FORM_BYTES_MAX = 16 * 1024;

    /// Longer than any mail address (RFC 5321: 254) or sensible password.
    private static final int CREDENTIAL_LENGTH_MAX = 1024;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String APP_ID = "Api";
    private static final String UNAUTHORIZED = "unauthorized_client";
    private static final String INVALID_GRANT = "invalid_grant";

    private final Logins logins;
    private final ServerMetrics metrics;
    private final String basePath;

    OAuthHandler(Logins logins, ServerMetrics metrics, String basePath) {
        this.logins = logins;
        this.metrics = metrics;
        this.basePath = basePath;
    }

    void handle(Account account, Optional<String> accountInPath, Exchange exchange) throws IOException {
        if (exchange.header(HeaderNames.CONTENT_TYPE)
                .filter(type -> !type.toLowerCase(Locale.ROOT).startsWith(FORM))
                .isPresent()) {
            refuse(exchange, UNAUTHORIZED, "Send the parameters as a form: Content-Type " + FORM + ".");
            return;
        }
        // without a length the web server would take a chunk of any size from somebody who is not logged in
        if (exchange.body().length() < 0 || exchange.body().length() > FORM_BYTES_MAX) {
            refuse(exchange, UNAUTHORIZED, "Send the form with a Content-Length of at most 16 KiB.");
            return;
        }
        Parameters form;
        try {
            form = Parameters.parse(new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8));
        } catch (SyncException malformed) {
            refuse(exchange, UNAUTHORIZED, String.valueOf(malformed.getMessage()));
            return;
        }
        String grant = form.get("grant_type").orElse("").strip().toLowerCase(Locale.ROOT);
        Optional<String> app = form.get("app_id");
        boolean appMayBeMissing = grant.equals("signout");
        if (!app.map(APP_ID::equals).orElse(appMayBeMissing)) {
            refuse(exchange, UNAUTHORIZED, "The parameter app_id must be " + APP_ID + ".");
            return;
        }
        switch (grant) {
            case "password" -> logIn(account, accountInPath, form, exchange);
            case "refresh_token" ->
                answer(logins.refresh(account, form.get("refresh_token").orElse("")), account, accountInPath, exchange);
            case "signout" ->
                answer(logins.signOut(account, form.get("refresh_token").orElse("")), account, accountInPath, exchange);
            default ->
                refuse(exchange, UNAUTHORIZED, "The parameter grant_type must be password, refresh_token or signout.");
        }
    }

    private void logIn(Account account, Optional<String> accountInPath, Parameters form, Exchange exchange)
            throws IOException {
        String username = form.get("username").orElse("");
        String password = form.get("password").orElse("");
        if (username.isBlank()
                || username.length() > CREDENTIAL_LENGTH_MAX
                || password.isEmpty()
                || password.length() > CREDENTIAL_LENGTH_MAX) {
            refuse(exchange, UNAUTHORIZED, "Send username and password, each of at most 1024 characters.");
            return;
        }
        String address = exchange.client().host();
        answer(logins.logIn(account, username, password.toCharArray(), address), account, accountInPath, exchange);
    }

    private void answer(LoginOutcome outcome, Account account, Optional<String> accountInPath, Exchange exchange)
            throws IOException {
        String cookiePath = basePath + accountInPath.map(name -> "/" + name).orElse(basePath.isEmpty() ? "/" : "");
        boolean secure = exchange.client().secure();
        switch (outcome) {
            case Granted granted -> {
                metrics.login(LoginResult.OK);
                exchange.header(
                        "Set-Cookie", LoginCookie.set(granted.accessToken(), granted.accessLife(), cookiePath, secure));
                exchange.answer(200, JsonBodies.oauthResponse(granted));
            }
            case SignedOut signedOut -> {
                exchange.header("Set-Cookie", LoginCookie.remove(cookiePath, secure));
                exchange.answer(200, JsonBodies.empty());
            }
            case WrongPassword wrong -> {
                refused(LoginResult.REFUSED, account, exchange);
                refuse(exchange, UNAUTHORIZED, "User name and password do not match.", wrong.retryIn());
            }
            case Throttled throttled -> {
                refused(LoginResult.THROTTLED, account, exchange);
                refuse(
                        exchange,
                        UNAUTHORIZED,
                        "Too many failed logins. Wait as long as retry_in_seconds says.",
                        throttled.retryIn());
            }
            case UnknownRefreshToken unknown -> {
                refused(LoginResult.REFUSED, account, exchange);
                refuse(exchange, INVALID_GRANT, "This refresh token is not valid. Log in with the password.");
            }
        }
    }

    private void refused(LoginResult result, Account account, Exchange exchange) {
        metrics.login(result);
        LOG.atInfo()
                .addKeyValue("account", account.id().value())
                .addKeyValue("address", exchange.client().host())
                .log(result == LoginResult.THROTTLED ? "login throttled" : "login refused");
    }

    private static void refuse(Exchange exchange, String error, String description) throws IOException {
        refuse(exchange, error, description, Duration.ZERO);
    }

    private static void refuse(Exchange exchange, String error, String description, Duration retryIn)
            throws IOException {
        if (!retryIn.isZero()) {
            exchange.header("Retry-After", Long.toString(ErrorMapping.wholeSeconds(retryIn)));
        }
        exchange.answer(400, JsonBodies.oauthError(error, description, retryIn));
    }
}
