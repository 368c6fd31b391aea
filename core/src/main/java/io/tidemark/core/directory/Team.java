package io.tidemark.core.directory;

import java.util.Set;

/// A team of users.
///
/// @param id its number inside the account, at least 1
/// @param name display name, unique in the account without regard to case
/// @param members the users in it
public record Team(long id, String name, Set<UserId> members) {
    public Team {
        members = Set.copyOf(members);
    }
}
