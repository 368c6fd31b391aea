package io.tidemark.server.login;

import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What an operator does with the logins of a user. Each takes effect with the user's next request, on every device.
/// All throw `IllegalStateException` when the account has no such user. Thread-safe.
public final class Credentials {
    private final Storage storage;
    private final Passwords passwords;
    private final InstantSource clock;

    /// @param storage where users and sessions are
    /// @param passwords hashes passwords; not closed here
    /// @param clock the time
    public Credentials(Storage storage, Passwords passwords, InstantSource clock) {
        this.storage = storage;
        this.passwords = passwords;
        this.clock = clock;
    }

    /// Sets a user's password and ends all sessions that were begun with the old one.
    public void setPassword(AccountId account, UserId user, char[] password) {
        String hash = passwords.hash(password);
        Instant now = clock.instant();
        storage.write(account, tx -> {
            tx.setPasswordHash(existing(tx.user(user)).id(), hash);
            tx.endSessions(user, now);
            return true;
        });
    }

    /// Ends all sessions of a user.
    public void endSessions(AccountId account, UserId user) {
        Instant now = clock.instant();
        storage.write(account, tx -> {
            tx.endSessions(existing(tx.user(user)).id(), now);
            return true;
        });
    }

    /// Lets a user log in, or keeps him from it and ends his sessions.
    public void setEnabled(AccountId account, UserId user, boolean enabled) {
        Instant now = clock.instant();
        storage.write(account, tx -> {
            User old = existing(tx.user(user));
            tx.updateUser(new User(old.id(), old.wireId(), old.name(), old.email(), old.title(), enabled, old.guest()));
            if (!enabled) {
                tx.endSessions(user, now);
            }
            return true;
        });
    }

    private static User existing(Optional<User> user) {
        return user.orElseThrow(() -> new IllegalStateException("the account has no user with this number"));
    }
}
