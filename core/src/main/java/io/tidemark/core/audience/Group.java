package io.tidemark.core.audience;

import io.tidemark.core.directory.UserId;
import java.util.Set;

/// Users who share a principal, kept by an object of the log: what an object is selected for through the principal,
/// each of them should have. Who is in a group changes as any object does, with a number in the log, so that a
/// device hears of what came and went with it (ADR 0025).
///
/// @param principal what objects are selected for; no other object of the account keeps a group of it
/// @param members the users; empty when everybody is in it
/// @param isEverybody whether every user is in it, also those who come later
public record Group(Principal principal, Set<UserId> members, boolean isEverybody) {
    public Group {
        members = Set.copyOf(members);
        if (isEverybody && !members.isEmpty()) {
            throw new IllegalArgumentException("a group of everybody names nobody");
        }
    }

    /// A group of these users.
    public Group(Principal principal, Set<UserId> members) {
        this(principal, members, false);
    }

    /// A group that every user of the account is in.
    public static Group ofEverybody(Principal principal) {
        return new Group(principal, Set.of(), true);
    }
}
