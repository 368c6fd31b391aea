package io.tidemark.core.connect;

import io.tidemark.core.directory.UserId;
import java.time.Instant;
import java.util.List;

/// An app that a user let in. It acts as that user for as long as its session lives, and its events are told
/// from the change after the one at which it was made. Immutable.
///
/// @param id random text, at most 40 characters; not a secret
/// @param app the public id of the app
/// @param user who let it in
/// @param session id of the session that its access token names; when that has ended, so has the connection
/// @param madeAt when
/// @param hooks what it asked for, in its order, also what this server never tells
public record Connection(String id, String app, UserId user, String session, Instant madeAt, List<Hook> hooks) {
    public Connection {
        hooks = List.copyOf(hooks);
    }

    /// The name of the follower that tells this connection its events.
    public String follower() {
        return "hooks/" + id;
    }
}
