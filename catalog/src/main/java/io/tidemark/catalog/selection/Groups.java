package io.tidemark.catalog.selection;

import io.tidemark.core.audience.Principal;

/// The names of groups that rules give objects to. Stateless.
public final class Groups {
    private Groups() {}

    /// The members of a team of the directory.
    public static Principal ofTeam(long team) {
        return new Principal("t" + team);
    }

    /// The members of the team of a pool.
    ///
    /// @param pool the pool's id
    public static Principal ofPool(long pool) {
        return new Principal("p" + pool);
    }
}
