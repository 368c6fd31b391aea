package io.tidemark.server.live;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import java.util.LinkedHashSet;
import java.util.Set;

/// A user with devices that wait. Confined to its account's lock.
final class UserWatch {
    final UserId user;
    final Set<Waiter> waiters = new LinkedHashSet<>();
    private Set<Principal> principals = Set.of();

    UserWatch(UserId user) {
        this.user = user;
    }

    /// What objects may be selected for, so that the user has them now.
    Set<Principal> principals() {
        return principals;
    }

    void setPrincipals(Set<Principal> now) {
        principals = now;
    }
}
