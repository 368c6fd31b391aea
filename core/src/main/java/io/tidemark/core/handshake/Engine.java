package io.tidemark.core.handshake;

import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.storage.Storage;
import java.time.InstantSource;

/// What the handshake works with. Immutable, thread-safe as far as its parts are.
///
/// @param storage where everything is kept
/// @param types the types it may meet
/// @param clock the server's clock; the log's instants never go back even if it does
/// @param ids new identifiers
public record Engine(Storage storage, AccountTypes types, InstantSource clock, IdSource ids) {
    /// An engine for the same types in every account.
    public Engine(Storage storage, ObjectTypes types, InstantSource clock, IdSource ids) {
        this(storage, AccountTypes.same(types), clock, ids);
    }
}
