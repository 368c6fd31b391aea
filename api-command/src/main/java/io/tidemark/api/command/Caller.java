package io.tidemark.api.command;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Who sends a request, and when it came. Immutable.
///
/// @param knownAccount the account that the contract names; empty when none was named, which only open commands allow
/// @param knownUser who is logged in; empty when nobody is
/// @param login the id of the session that the request came with; empty for a login with a password, and for nobody
/// @param address where the request comes from
/// @param requestId names the request in logs, and is the reference number of a failure
/// @param receivedAt when it arrived, before anything was read for it
public record Caller(
        Optional<Account> knownAccount,
        Optional<UserId> knownUser,
        String login,
        String address,
        String requestId,
        Instant receivedAt) {

    /// The account of the logged-in user. A command that is not open always has one.
    public Account account() {
        return knownAccount.orElseThrow(Caller::nobody);
    }

    /// The current user. A command that is not open always has one.
    public UserId user() {
        return knownUser.orElseThrow(Caller::nobody);
    }

    /// When the request arrived, as clocks of the account show it; UTC when no account is known.
    public LocalDateTime receivedLocally() {
        return LocalDateTime.ofInstant(
                receivedAt, knownAccount.map(Account::zone).orElse(ZoneOffset.UTC));
    }

    private static IllegalStateException nobody() {
        return new IllegalStateException("nobody is logged in");
    }
}
