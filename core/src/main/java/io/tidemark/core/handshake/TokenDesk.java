package io.tidemark.core.handshake;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Head;

/// Checks what a token says against who comes with it, and where, and when. The order of the checks is the order in
/// which a client can act on them.
///
/// Immutable, thread-safe.
final class TokenDesk {
    private final SyncTokens tokens;
    private final UserId user;
    private final Stream stream;

    TokenDesk(Account account, UserId user, Stream stream) {
        this.tokens = new SyncTokens(account.tokenKey());
        this.user = user;
        this.stream = stream;
    }

    SyncToken open(String text, Head head) {
        SyncToken token = tokens.open(text);
        if (!token.user().equals(user)) {
            throw new SyncException(
                    ErrorCode.TOKEN_OF_ANOTHER_USER,
                    "This sync token was given to another user. Synchronize once without a token.");
        }
        if (token.stream() != stream.number()) {
            throw new SyncException(
                    ErrorCode.TOKEN_OF_ANOTHER_STREAM,
                    "This sync token belongs to another kind of objects: "
                            + "meetings and tasks have tokens of their own.");
        }
        if (token.epoch() != head.epoch() || token.position().isAfter(head.sequence())) {
            throw new SyncException(
                    ErrorCode.TOKEN_FROM_ANOTHER_EPOCH,
                    "The server was restored from a backup since this sync token was given. "
                            + "Synchronize once without a token and send your own changes again.");
        }
        return token;
    }

    String write(SyncToken token, int nonce) {
        return tokens.write(token, nonce);
    }

    /// That the synchronization of a genuine token was forgotten, because nobody used it for long.
    static SyncException forgotten() {
        return new SyncException(
                ErrorCode.TOKEN_EXPIRED,
                "This synchronization was not used for so long that it was forgotten. "
                        + "Synchronize once without a token to start over.");
    }
}
