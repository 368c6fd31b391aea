package io.tidemark.server.login;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/// Access tokens of connected apps (command API 4.3): each names a session of its own that lives until somebody
/// ends it.
///
/// A token is written before its session is kept, because the app is told it while it still has to prove who it
/// is. Until the session is kept, the token is worth nothing. Thread-safe.
public final class AppTokens {
    /// A connection stays until somebody withdraws it.
    private static final Duration LIFE = Duration.ofDays(36_525);

    private static final int PUBLIC_ID_BYTES = 8;
    private static final int SECRET_KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /// A token and the session that makes it valid.
    ///
    /// @param session to be kept when the app has proved who it is
    /// @param text the token; a secret
    public record Prepared(Session session, String text) {
        /// Without the token.
        @Override
        public String toString() {
            return "Prepared";
        }
    }

    /// A new token for an app that acts as a user.
    ///
    /// @param title what listings of sessions call it
    public Prepared prepare(Account account, UserId user, String title, Instant now) {
        Session session = new Session(
                RefreshTokens.random(random),
                user,
                // of a refresh token that nobody gets
                RefreshTokens.hash(RefreshTokens.random(random)),
                now,
                now.plus(LIFE),
                "app: " + title,
                null);
        return new Prepared(
                session,
                AccessTokens.write(
                        account, new AccessTokens.Claims(account.id(), user, session.id(), session.expiresAt())));
    }

    /// A new application key, which everybody may know.
    public static String newPublicId() {
        return "app-" + hex(PUBLIC_ID_BYTES);
    }

    /// A new secret key of an app.
    public static String newSecretKey() {
        return hex(SECRET_KEY_BYTES);
    }

    private static String hex(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Whether a session was ended or has expired.
    public static boolean hasEnded(Session session, Instant now) {
        return !Logins.isLive(session, now);
    }
}
