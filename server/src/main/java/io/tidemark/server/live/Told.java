package io.tidemark.server.live;

import io.tidemark.core.object.TypeId;
import java.util.Set;

/// What a waiting device is told.
public sealed interface Told {
    /// Something changed for its user: it is to synchronize.
    ///
    /// @param position up to where it was told
    /// @param types the types of what changed; empty when anything may have
    /// @param writtenNanos when this server heard of it, as [System#nanoTime] has it
    record Changed(LivePosition position, Set<TypeId> types, long writtenNanos) implements Told {
        public Changed {
            types = Set.copyOf(types);
        }
    }

    /// Nothing changed for its user.
    ///
    /// @param position up to where that is so
    record Nothing(LivePosition position) implements Told {}

    /// It may wait no longer.
    enum Ended implements Told {
        /// Its login has ended, or its user may not log in any more.
        LOGGED_OUT,
        /// The server is shutting down.
        SHUT_DOWN
    }
}
