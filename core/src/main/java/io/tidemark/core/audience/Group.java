package io.tidemark.core.audience;

import io.tidemark.core.directory.UserId;
import java.util.Set;

/// Users who share a principal, kept by an object of the log: what an object is selected for through the principal,
/// each of them should have. Who is in a group changes as any object does, with a number in the log, so that a
/// device hears of what came and went with it (ADR 0025).
///
/// @param principal what objects are selected for; no other object of the account keeps a group of it
/// @param members the users
public record Group(Principal principal, Set<UserId> members) {
    public Group {
        members = Set.copyOf(members);
    }
}
