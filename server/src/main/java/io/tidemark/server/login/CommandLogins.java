package io.tidemark.server.login;

import io.tidemark.api.command.LoginDesk;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.command.CommandCredentials;
import io.tidemark.server.login.KeyLogin.Accepted;
import io.tidemark.server.login.KeyLogin.Refused;
import io.tidemark.server.login.KeyLogin.Throttled;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/// What a client of the command API does to prove who it is, with every request anew (command API 4). Thread-safe.
public final class CommandLogins implements LoginDesk {
    private final Storage storage;
    private final Logins logins;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final InstantSource clock;
    private final KnownPasswords known;
    private final DeviceCodes codes;
    private final Map<String, CompletableFuture<KeyLogin>> underway = new ConcurrentHashMap<>();

    /// @param storage where users and keys are
    /// @param logins knows access tokens
    /// @param passwords checks passwords; not closed here
    /// @param throttle slows down guessing, together with that of other logins
    /// @param clock the time
    public CommandLogins(
            Storage storage, Logins logins, Passwords passwords, LoginThrottle throttle, InstantSource clock) {
        this.storage = storage;
        this.logins = logins;
        this.passwords = passwords;
        this.throttle = throttle;
        this.clock = clock;
        this.known = new KnownPasswords(new SecureRandom(), clock);
        this.codes = new DeviceCodes(storage, throttle, clock);
    }

    /// Who sends a request. An access token stands for everything else; without one, API key, user and password
    /// must all be right.
    ///
    /// @param address where the request comes from, for throttling
    public KeyLogin logIn(Account account, CommandCredentials shown, String address) {
        if (!shown.accessToken().isEmpty()) {
            return logins.identify(account, shown.accessToken())
                    .<KeyLogin>map(Accepted::new)
                    .orElseGet(Refused::new);
        }
        if (shown.apiKey().isEmpty()
                || shown.username().isEmpty()
                || shown.password().isEmpty()) {
            return new Refused();
        }
        Instant now = clock.instant();
        String keyHash = new Secret(shown.apiKey()).hash();
        Optional<Candidate> candidate = storage.read(
                account.id(),
                tx -> tx.apiKey(keyHash).filter(key -> isLive(tx, key, now)).map(key -> candidate(tx, shown)));
        // nobody guesses a key, so a wrong one is not counted: an old key in one device must not lock out its
        // neighbours
        return candidate.isEmpty() ? new Refused() : once(account, candidate.get(), shown, address);
    }

    @Override
    public Optional<User> userOfSessionToken(Account account, String sessionToken) {
        return logins.userOfSessionToken(account, sessionToken);
    }

    @Override
    public DeviceSetup configureDevice(DeviceRequest request) {
        return codes.exchange(request);
    }

    /// A client may send many requests at once. As long as one password is being checked, equal ones wait for the
    /// outcome instead of being checked, and counted, themselves.
    private KeyLogin once(Account account, Candidate candidate, CommandCredentials shown, String address) {
        String proof = known.proof(
                account.id(), shown.username(), candidate.passwordHash().orElse(""), shown.password());
        CompletableFuture<KeyLogin> mine = new CompletableFuture<>();
        CompletableFuture<KeyLogin> others = underway.putIfAbsent(proof, mine);
        if (others != null) {
            return outcome(others);
        }
        try {
            KeyLogin outcome = check(account, candidate, shown, address, proof);
            mine.complete(outcome);
            return outcome;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underway.remove(proof);
        }
    }

    private static KeyLogin outcome(CompletableFuture<KeyLogin> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SyncException refusal ? refusal : e;
        }
    }

    /// A password that is known is looked up only after an attempt was begun: otherwise somebody who has to wait could
    /// go on guessing against what is remembered. It gives its attempt back and no more, so that failures of others
    /// before it still count.
    private KeyLogin check(
            Account account, Candidate candidate, CommandCredentials shown, String address, String proof) {
        Duration wait = throttle.begin(account.id(), shown.username(), address);
        if (!wait.isZero()) {
            return new Throttled(wait);
        }
        Optional<User> user = candidate.user().filter(User::mayLogIn);
        if (user.isPresent() && known.contains(proof)) {
            throttle.withdrawn(account.id(), shown.username(), address);
            return accepted(account, user.get());
        }
        boolean right;
        try {
            right = matches(candidate, shown.password());
        } catch (SyncException e) {
            throttle.withdrawn(account.id(), shown.username(), address);
            throw e;
        }
        if (!right || user.isEmpty()) {
            return new Refused();
        }
        known.add(proof);
        throttle.succeeded(account.id(), shown.username(), address);
        return accepted(account, user.get());
    }

    private static KeyLogin accepted(Account account, User user) {
        return new Accepted(new Identity(account.id(), user.id(), ""));
    }

    private boolean matches(Candidate candidate, String password) {
        if (candidate.passwordHash().isEmpty()) {
            passwords.matchNobody(password.toCharArray());
            return false;
        }
        return passwords.matches(
                password.toCharArray(), candidate.passwordHash().get());
    }

    private static boolean isLive(DirectoryReader tx, ApiKey key, Instant now) {
        String session = key.session();
        return session == null
                || tx.session(session).filter(of -> Logins.isLive(of, now)).isPresent();
    }

    private static Candidate candidate(DirectoryReader tx, CommandCredentials shown) {
        Optional<User> user = tx.userByEmail(shown.username());
        return new Candidate(user, user.flatMap(found -> tx.passwordHash(found.id())));
    }

    private record Candidate(Optional<User> user, Optional<String> passwordHash) {}
}
