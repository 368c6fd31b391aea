package io.tidemark.server.login;

import java.time.Duration;

/// What became of an attempt to log in, to refresh or to sign out. Immutable.
public sealed interface LoginOutcome {
    /// The client has tokens.
    ///
    /// @param accessToken for the requests
    /// @param accessLife how long it lives
    /// @param refreshToken for the next access token
    record Granted(String accessToken, Duration accessLife, String refreshToken) implements LoginOutcome {
        /// Without the tokens.
        @Override
        public String toString() {
            return "Granted[" + accessLife + "]";
        }
    }

    /// The login has ended, now or earlier.
    record SignedOut() implements LoginOutcome {}

    /// User name and password do not match, or this user cannot log in; which of them is not said.
    ///
    /// @param retryIn how long to wait before the next attempt; zero if it may follow at once
    record WrongPassword(Duration retryIn) implements LoginOutcome {}

    /// Too many failures before; the password was not looked at.
    ///
    /// @param retryIn how long to wait before the next attempt
    record Throttled(Duration retryIn) implements LoginOutcome {}

    /// The refresh token is unknown, ended or expired.
    record UnknownRefreshToken() implements LoginOutcome {}
}
