package io.tidemark.server.login;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.login.LoginOutcome.Granted;
import io.tidemark.server.login.LoginOutcome.SignedOut;
import io.tidemark.server.login.LoginOutcome.Throttled;
import io.tidemark.server.login.LoginOutcome.UnknownRefreshToken;
import io.tidemark.server.login.LoginOutcome.WrongPassword;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a client does to prove who it is (meeting API 2.1): log in, refresh, sign out, and show an access token with
/// each request. What a client can cause and must handle is a [LoginOutcome]; [SyncException] is thrown for what the
/// storage or a full queue causes. Thread-safe.
public final class Logins {
    /// The life of a refresh token is prolonged at most so often, so that most refreshes only read.
    private static final Duration PROLONGED_AT_MOST_EVERY = Duration.ofDays(1);

    private static final Duration SESSION_TOKEN_LIFE_MAX = Duration.ofDays(1);

    private final Storage storage;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final ServerConfig.Login settings;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /// @param storage where users and sessions are
    /// @param passwords checks passwords; not closed here
    /// @param throttle slows down guessing
    /// @param settings lives of tokens
    /// @param clock the time
    public Logins(
            Storage storage,
            Passwords passwords,
            LoginThrottle throttle,
            ServerConfig.Login settings,
            InstantSource clock) {
        this.storage = storage;
        this.passwords = passwords;
        this.throttle = throttle;
        this.settings = settings;
        this.clock = clock;
    }

    /// Begins a session. An unknown user costs the same time as a wrong password.
    ///
    /// @param username the user's email, in any case
    /// @param password not changed
    /// @param address where the attempt comes from, for throttling
    public LoginOutcome logIn(Account account, String username, char[] password, String address) {
        Duration wait = throttle.begin(account.id(), username, address);
        if (!wait.isZero()) {
            return new Throttled(wait);
        }
        Optional<Granted> granted;
        try {
            Candidate candidate = storage.read(account.id(), tx -> candidate(tx, username));
            granted = matches(candidate, password) ? beginSession(account, candidate) : Optional.empty();
        } catch (SyncException e) {
            throttle.withdrawn(account.id(), username, address);
            throw e;
        }
        if (granted.isEmpty()) {
            return new WrongPassword(throttle.wait(account.id(), username, address));
        }
        throttle.succeeded(account.id(), username, address);
        return granted.get();
    }

    /// Whether a password is right, without beginning a session: for a page on which the user then decides
    /// something. Throttled together with all other logins.
    ///
    /// @param account the account that the user named; empty when there is none like that, which costs the same
    ///     time
    /// @param password not changed
    public KeyLogin verify(Optional<Account> account, String username, char[] password, String address) {
        return account.isEmpty() ? verifyNobody(password, address) : verify(account.get(), username, password, address);
    }

    private KeyLogin verifyNobody(char[] password, String address) {
        Duration wait = throttle.beginCode(address);
        if (!wait.isZero()) {
            return new KeyLogin.Throttled(wait);
        }
        try {
            passwords.matchNobody(password);
        } catch (SyncException e) {
            throttle.codeWithdrawn(address);
            throw e;
        }
        return new KeyLogin.Refused();
    }

    private KeyLogin verify(Account account, String username, char[] password, String address) {
        Duration wait = throttle.begin(account.id(), username, address);
        if (!wait.isZero()) {
            return new KeyLogin.Throttled(wait);
        }
        Candidate candidate;
        boolean right;
        try {
            candidate = storage.read(account.id(), tx -> candidate(tx, username));
            right = matches(candidate, password);
        } catch (SyncException e) {
            throttle.withdrawn(account.id(), username, address);
            throw e;
        }
        if (!right) {
            return new KeyLogin.Refused();
        }
        throttle.succeeded(account.id(), username, address);
        return new KeyLogin.Accepted(
                new Identity(account.id(), candidate.user().orElseThrow().id(), ""));
    }

    /// Gives a new access token for a live session. The refresh token stays, and lives on from now (meeting API 2.1).
    public LoginOutcome refresh(Account account, String refreshToken) {
        Instant now = clock.instant();
        String hash = RefreshTokens.hash(refreshToken);
        Optional<Session> live = storage.read(
                account.id(),
                tx -> tx.sessionBySecret(hash).filter(session -> isLive(session, now) && mayLogIn(tx, session)));
        if (live.isEmpty()) {
            return new UnknownRefreshToken();
        }
        Session session = live.get();
        Instant end = now.plus(settings.refresh());
        if (session.expiresAt().plus(PROLONGED_AT_MOST_EVERY).isBefore(end)) {
            storage.write(account.id(), tx -> {
                tx.session(session.id())
                        .filter(current -> isLive(current, now))
                        .ifPresent(current -> tx.putSession(new Session(
                                current.id(),
                                current.user(),
                                current.secretHash(),
                                current.createdAt(),
                                end,
                                current.device(),
                                null)));
                return true;
            });
        }
        return granted(account, session, refreshToken, now);
    }

    /// Ends the session of a refresh token and with it all its access tokens. Signing out twice is no failure.
    public LoginOutcome signOut(Account account, String refreshToken) {
        Instant now = clock.instant();
        String hash = RefreshTokens.hash(refreshToken);
        return storage.write(account.id(), tx -> {
            Optional<Session> session = tx.sessionBySecret(hash);
            session.filter(current -> current.endedAt() == null)
                    .ifPresent(current -> tx.putSession(new Session(
                            current.id(),
                            current.user(),
                            current.secretHash(),
                            current.createdAt(),
                            current.expiresAt(),
                            current.device(),
                            now)));
            return session.isPresent() ? new SignedOut() : new UnknownRefreshToken();
        });
    }

    /// Who shows this access token. One read: a session that was ended, or a user that was disabled, is refused from
    /// the next request on.
    ///
    /// @throws SyncException with `NOT_LOGGED_IN` when nobody does
    public Identity authenticate(Account account, String accessToken) {
        return identify(account, accessToken).orElseThrow(Logins::notLoggedIn);
    }

    /// Who shows this access token; empty when nobody does. Otherwise as [#authenticate].
    public Optional<Identity> identify(Account account, String accessToken) {
        Instant now = clock.instant();
        return AccessTokens.open(account, accessToken)
                .flatMap(claims -> user(account, claims, now)
                        .map(user -> new Identity(account.id(), user.id(), claims.session())));
    }

    /// Who shows this access token, of whatever account it says it is; empty when nobody does. Otherwise as
    /// [#authenticate].
    public Optional<Identity> identify(String accessToken) {
        return AccessTokens.accountNamed(accessToken)
                .flatMap(storage.accounts()::find)
                .flatMap(account -> identify(account, accessToken));
    }

    /// Who is looking at a page that was opened with this session token (command API 4.2). Every access token that ends
    /// within a day is one; that of a device, which lives on, is not.
    Optional<User> userOfSessionToken(Account account, String token) {
        Instant now = clock.instant();
        return AccessTokens.open(account, token)
                .filter(claims -> !claims.expiresAt().isAfter(now.plus(SESSION_TOKEN_LIFE_MAX)))
                .flatMap(claims -> user(account, claims, now));
    }

    private Optional<User> user(Account account, AccessTokens.Claims claims, Instant now) {
        if (!now.isBefore(claims.expiresAt())) {
            return Optional.empty();
        }
        return storage.read(
                account.id(),
                tx -> tx.session(claims.session())
                        .filter(session -> session.user().equals(claims.user()) && isLive(session, now))
                        .flatMap(session -> tx.user(session.user()))
                        .filter(User::mayLogIn));
    }

    /// Those of some logins of an account that have ended, or whose users may not log in any more. One read.
    public Set<Identity> ended(AccountId account, Collection<Identity> logins) {
        Instant now = clock.instant();
        return storage.read(
                account,
                tx -> logins.stream().filter(login -> !stands(tx, login, now)).collect(Collectors.toSet()));
    }

    private static boolean stands(DirectoryReader tx, Identity login, Instant now) {
        boolean isSessionLive = login.session().isEmpty()
                || tx.session(login.session())
                        .filter(session -> isLive(session, now))
                        .isPresent();
        return isSessionLive && tx.user(login.user()).filter(User::mayLogIn).isPresent();
    }

    /// The refusal of a request without a valid access token.
    public static SyncException notLoggedIn() {
        return new SyncException(
                ErrorCode.NOT_LOGGED_IN,
                "This request needs a login that has not ended. Use the refresh token, or log in again.");
    }

    /// Somebody who might log in, also when nobody has this email: the caller does the same work for all.
    private static Candidate candidate(DirectoryReader tx, String username) {
        Optional<User> user = tx.userByEmail(username.strip().toLowerCase(Locale.ROOT));
        return new Candidate(user, user.flatMap(known -> tx.passwordHash(known.id())));
    }

    private boolean matches(Candidate candidate, char[] password) {
        Optional<String> hash = candidate.hash();
        if (hash.isEmpty()) {
            passwords.matchNobody(password);
            return false;
        }
        return passwords.matches(password, hash.get())
                && candidate.user().filter(User::mayLogIn).isPresent();
    }

    /// Empty when the password was changed or the user disabled while the password was being checked.
    private Optional<Granted> beginSession(Account account, Candidate candidate) {
        Instant now = clock.instant();
        String refreshToken = RefreshTokens.random(random);
        Session session = new Session(
                RefreshTokens.random(random),
                candidate.user().orElseThrow().id(),
                RefreshTokens.hash(refreshToken),
                now,
                now.plus(settings.refresh()),
                "",
                null);
        boolean begun = storage.write(account.id(), tx -> {
            if (!tx.passwordHash(session.user()).equals(candidate.hash()) || !mayLogIn(tx, session)) {
                return false;
            }
            tx.putSession(session);
            return true;
        });
        return begun ? Optional.of(granted(account, session, refreshToken, now)) : Optional.empty();
    }

    private Granted granted(Account account, Session session, String refreshToken, Instant now) {
        String token = AccessTokens.write(
                account,
                new AccessTokens.Claims(account.id(), session.user(), session.id(), now.plus(settings.access())));
        return new Granted(token, settings.access(), refreshToken);
    }

    static boolean isLive(Session session, Instant now) {
        return session.endedAt() == null && now.isBefore(session.expiresAt());
    }

    private static boolean mayLogIn(DirectoryReader tx, Session session) {
        return tx.user(session.user()).filter(User::mayLogIn).isPresent();
    }

    private record Candidate(Optional<User> user, Optional<String> hash) {}
}
