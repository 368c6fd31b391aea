package io.tidemark.server.http;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.CommandAnswer;
import io.tidemark.api.command.CommandApi;
import io.tidemark.api.command.ErrorTranslation;
import io.tidemark.core.directory.Account;
import io.tidemark.core.error.SyncException;
import io.tidemark.protocol.command.CommandCredentials;
import io.tidemark.protocol.command.CommandEnvelope;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.login.CommandLogins;
import io.tidemark.server.login.Identity;
import io.tidemark.server.login.KeyLogin;
import io.tidemark.server.metrics.ServerMetrics;
import io.tidemark.server.metrics.ServerMetrics.LoginResult;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Requests of the command API: the envelope, who sends it, the answer. The status of HTTP is always 200, since clients
/// read that of the envelope (command API 5). Thread-safe.
final class CommandHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);
    private static final String JSON = "application/json; charset=UTF-8";

    /// The same for every cause, so that nobody learns which part was right.
    private static final String BAD_LOGIN =
            "The credentials are not right, or were wrong too often. Check contract, API"
                    + " key, user name and password, or access token, and wait a few minutes after several failures.";

    private final AccountFinder accounts;
    private final CommandLogins logins;
    private final CommandApi api;
    private final CommandBody body;
    private final ServerMetrics metrics;

    CommandHandler(
            AccountFinder accounts, CommandLogins logins, CommandApi api, ServerConfig config, ServerMetrics metrics) {
        this.accounts = accounts;
        this.logins = logins;
        this.api = api;
        this.body = new CommandBody(config.limits());
        this.metrics = metrics;
    }

    void handle(Exchange exchange) throws IOException {
        AtomicReference<Optional<Account>> account = new AtomicReference<>(Optional.empty());
        try {
            CommandAnswer answer = body.work(exchange, envelope -> {
                account.set(accounts.ofContract(envelope.credentials().contract()));
                return answer(envelope, account.get(), exchange);
            });
            answer(exchange, answer);
        } catch (CommandException e) {
            answer(exchange, CommandAnswer.refused(e.error(), e.sentence(), stranger(exchange, Optional.empty())));
        } catch (SyncException e) {
            if (exchange.begun() || e.getCause() != null) {
                throw e;
            }
            exchange.takeBack();
            ErrorMapping.announceRetry(e, exchange);
            answer(exchange, refusal(e, stranger(exchange, account.get())));
        }
    }

    /// Answers what was refused outside of the commands.
    void refuse(SyncException refusal, Exchange exchange) throws IOException {
        answer(exchange, refusal(refusal, stranger(exchange, Optional.empty())));
    }

    private CommandAnswer answer(CommandEnvelope envelope, Optional<Account> account, Exchange exchange) {
        CommandCredentials shown = envelope.credentials();
        boolean accountIsMistaken = account.isEmpty() && !shown.contract().isEmpty();
        if (api.needsNoLogin(envelope) && !accountIsMistaken) {
            return api.run(envelope, stranger(exchange, account));
        }
        Optional<Identity> identity = account.flatMap(known -> logIn(known, shown, exchange));
        if (identity.isEmpty()) {
            return CommandAnswer.refused(CommandError.BAD_LOGIN, BAD_LOGIN, stranger(exchange, account));
        }
        return api.run(
                envelope,
                new Caller(
                        account,
                        identity.map(Identity::user),
                        identity.get().session(),
                        exchange.client().host(),
                        exchange.requestId(),
                        exchange.receivedAt()));
    }

    private Optional<Identity> logIn(Account account, CommandCredentials shown, Exchange exchange) {
        return switch (logins.logIn(account, shown, exchange.client().host())) {
            case KeyLogin.Accepted(Identity identity) -> {
                exchange.identified(identity);
                yield Optional.of(identity);
            }
            case KeyLogin.Refused refused -> {
                refused(LoginResult.REFUSED, account, exchange);
                yield Optional.empty();
            }
            case KeyLogin.Throttled throttled -> {
                refused(LoginResult.THROTTLED, account, exchange);
                yield Optional.empty();
            }
        };
    }

    private void refused(LoginResult result, Account account, Exchange exchange) {
        metrics.login(result);
        LOG.atInfo()
                .addKeyValue("account", account.id().value())
                .addKeyValue("address", exchange.client().host())
                .log(result == LoginResult.THROTTLED ? "login throttled" : "login refused");
    }

    private static CommandAnswer refusal(SyncException refusal, Caller caller) {
        return CommandAnswer.refused(
                ErrorTranslation.ofRequest(refusal.code()),
                ErrorTranslation.message(refusal, caller.requestId()),
                caller);
    }

    /// Somebody who has not logged in.
    private static Caller stranger(Exchange exchange, Optional<Account> account) {
        return new Caller(
                account, Optional.empty(), "", exchange.client().host(), exchange.requestId(), exchange.receivedAt());
    }

    private static void answer(Exchange exchange, CommandAnswer answer) throws IOException {
        exchange.answer(200, JSON, Map.of(), answer::writeTo);
    }
}
