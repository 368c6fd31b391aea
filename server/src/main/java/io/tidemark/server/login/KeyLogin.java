package io.tidemark.server.login;

import java.time.Duration;

/// What became of the credentials that a request of the command API, or of the page for connecting apps, shows.
/// Immutable.
public sealed interface KeyLogin {
    /// They are right.
    ///
    /// @param identity who sends the request
    record Accepted(Identity identity) implements KeyLogin {}

    /// They are missing or wrong; which of them is not said.
    record Refused() implements KeyLogin {}

    /// Too many failures before; the password was not looked at.
    ///
    /// @param retryIn how long to wait before the next attempt
    record Throttled(Duration retryIn) implements KeyLogin {}
}
