package io.tidemark.server.connect;

import io.tidemark.server.outgoing.WebAddress;

/// What became of connecting an app. Immutable.
public sealed interface ConnectOutcome {
    /// It is connected.
    ///
    /// @param back where the user goes now
    record Connected(WebAddress back) implements ConnectOutcome {}

    /// Nothing is connected.
    ///
    /// @param sentence why, and what can be done; for the user
    record NotConnected(String sentence) implements ConnectOutcome {}
}
