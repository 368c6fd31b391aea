package io.tidemark.server.connect;

import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import io.tidemark.server.connect.ConnectOutcome.Connected;
import io.tidemark.server.connect.ConnectOutcome.NotConnected;
import io.tidemark.server.connect.PendingConsents.Pending;
import io.tidemark.server.hooks.Hooks;
import io.tidemark.server.login.AppTokens;
import io.tidemark.server.outgoing.OutgoingCalls;
import io.tidemark.server.outgoing.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects an app once its user agreed: tells it the token, has it prove who it is, and only then keeps what
/// makes the token valid, together with the connection and the place in the log from which it is told its
/// events (command API 4.3). Thread-safe.
public final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    private static final int ID_BYTES = 8;

    /// More than the answer and the white space that somebody may put round it.
    private static final int ANSWER_BYTES_MAX = 1_024;

    private final Storage storage;
    private final OutgoingCalls calls;
    private final Hooks hooks;
    private final InstantSource clock;
    private final String endpoint;
    private final AppTokens tokens = new AppTokens();
    private final SecureRandom random = new SecureRandom();

    /// @param storage where apps and connections are
    /// @param calls calls the app
    /// @param hooks tells it its events from then on
    /// @param clock the time
    /// @param publicUrl how clients reach the server
    public Connector(Storage storage, OutgoingCalls calls, Hooks hooks, InstantSource clock, String publicUrl) {
        this.storage = storage;
        this.calls = calls;
        this.hooks = hooks;
        this.clock = clock;
        this.endpoint = publicUrl + "/api/endpoint.php";
    }

    /// The app that asks, if the account knows it and every address is at one of its hosts: the public id
    /// proves nothing, and somebody else must not have a token sent to him in the app's name.
    public Optional<App> app(Account account, ConnectRequest request) {
        return storage.read(account.id(), tx -> tx.app(request.publicId())).filter(request::isOf);
    }

    /// Connects.
    public ConnectOutcome connect(Pending agreed) {
        Instant now = clock.instant();
        App app = agreed.app();
        AppTokens.Prepared token = tokens.prepare(agreed.account(), agreed.user(), app.title(), now);
        String challenge = Handshake.challenge(random);
        Reply reply = calls.post(
                agreed.request().negotiate().uri(),
                form(agreed.account(), token.text(), challenge),
                Map.of(),
                ANSWER_BYTES_MAX);
        Optional<String> refusal = refusal(reply, challenge, app);
        if (refusal.isPresent()) {
            LOG.atInfo()
                    .addKeyValue("account", agreed.account().id().value())
                    .addKeyValue("app", app.publicId())
                    .addKeyValue("host", agreed.request().negotiate().host())
                    .log("an app was not connected: {}", refusal.get());
            return new NotConnected(refusal.get());
        }
        Connection connection = new Connection(
                newId(),
                app.publicId(),
                agreed.user(),
                token.session().id(),
                now,
                agreed.request().hooks());
        return keep(agreed, token.session(), connection);
    }

    private String form(Account account, String token, String challenge) {
        return "endpoint=" + encoded(endpoint) + "&contract=" + account.id().value() + "&accesstoken=" + encoded(token)
                + "&challenge=" + challenge;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Optional<String> refusal(Reply reply, String challenge, App app) {
        return switch (reply) {
            case Reply.Failed(String reason) -> Optional.of("The app's server could not be asked. " + reason);
            case Reply.Answered answered
            when !answered.accepted() ->
                Optional.of("The app's server answered with status " + answered.status() + ".");
            case Reply.Answered answered
            when !Handshake.isRight(answered.body(), challenge, app.secretKey()) ->
                Optional.of("The app's server could not prove that it is " + app.title() + ".");
            case Reply.Answered _ -> Optional.empty();
        };
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private ConnectOutcome keep(Pending agreed, Session session, Connection connection) {
        Account account = agreed.account();
        Kept kept = storage.write(account.id(), tx -> {
            boolean stillWanted = tx.user(agreed.user()).filter(User::mayLogIn).isPresent()
                    && tx.app(agreed.app().publicId())
                            .filter(agreed.app()::equals)
                            .isPresent();
            List<Connection> all = tx.connections("", Hooks.CONNECTIONS_MAX);
            List<Connection> replaced = replaced(all, connection.app(), agreed.user());
            if (!stillWanted || all.size() - replaced.size() >= Hooks.CONNECTIONS_MAX) {
                return new Kept(false, stillWanted, List.of());
            }
            replaced.forEach(old -> end(tx, old, session.createdAt()));
            tx.putSession(session);
            tx.putConnection(connection);
            tx.putBookmark(connection.follower(), Bookmark.after(tx.head().sequence()));
            return new Kept(true, true, replaced);
        });
        if (!kept.done()) {
            return new NotConnected(
                    kept.wanted()
                            ? "This account has as many connected apps as the server takes. Ask the operator to remove one."
                            : "You cannot log in any more, or the app is not known any more. Ask the operator.");
        }
        kept.replaced().forEach(old -> hooks.end(account, old));
        hooks.begin(account, connection);
        LOG.atInfo()
                .addKeyValue("account", account.id().value())
                .addKeyValue("user", agreed.user().value())
                .addKeyValue("app", connection.app())
                .addKeyValue("connection", connection.id())
                .log("an app was connected");
        return new Connected(agreed.request().back());
    }

    /// A user who connects an app again wants it connected, not connected twice.
    private static List<Connection> replaced(List<Connection> all, String app, UserId user) {
        return all.stream()
                .filter(old -> old.app().equals(app) && old.user().equals(user))
                .toList();
    }

    /// Ends a connection and the session by which its app was let in.
    public static void end(WriteTransaction tx, Connection connection, Instant now) {
        tx.session(connection.session())
                .filter(session -> session.endedAt() == null)
                .ifPresent(session -> tx.putSession(new Session(
                        session.id(),
                        session.user(),
                        session.secretHash(),
                        session.createdAt(),
                        session.expiresAt(),
                        session.device(),
                        now)));
        tx.removeBookmark(connection.follower());
        tx.removeConnection(connection.id());
    }

    private record Kept(boolean done, boolean wanted, List<Connection> replaced) {}
}
