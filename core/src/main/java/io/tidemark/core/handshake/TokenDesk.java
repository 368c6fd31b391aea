package io.tidemark.core.handshake;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.storage.ReadTransaction;
import java.time.Instant;

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

    SyncToken open(String text, ReadTransaction tx) {
        SyncToken token = tokens.open(text);
        Head head = tx.head();
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
            throw SyncException.ofLostFuture(
                    "The server was restored from a backup since this sync token was given. Send again what you hold"
                            + " of your own that changed at LostAfter or later, then synchronize once without a token.",
                    lostAfter(token, tx));
        }
        return token;
    }

    private static Instant lostAfter(SyncToken token, ReadTransaction tx) {
        return tx.epochs().stream()
                .filter(epoch -> epoch.number() > token.epoch())
                .map(Epoch::backedUp)
                .min(Instant::compareTo)
                .orElseGet(() -> tx.head().at());
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
