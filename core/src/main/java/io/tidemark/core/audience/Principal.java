package io.tidemark.core.audience;

import io.tidemark.core.directory.UserId;

/// Somebody for whom objects are selected: everyone, a user, or the users of a [Group]. Written as a letter and a
/// number, or as a word.
///
/// @param name for instance `u12`
public record Principal(String name) implements Comparable<Principal> {
    public Principal {
        if (name.isEmpty() || name.length() > 24) {
            throw new IllegalArgumentException("a principal's name has 1 to 24 characters");
        }
    }

    /// Everybody who works in the account.
    public static final Principal EVERYONE = new Principal("all");

    /// Everybody who is not among the [#LIMITED]. Another principal than [#EVERYONE], so that an object which comes
    /// from one to the other is heard of by whoever thereby gets or loses it.
    public static final Principal UNLIMITED = new Principal("unlimited");

    /// A group that nothing is selected for: who is in it is not among the [#UNLIMITED], and gets of the types with
    /// rules only what a rule gives ("limit objects", command API 1.10). Taken away by a group instead of given by
    /// one, so that an account in which nobody ever set anything up limits nobody.
    public static final Principal LIMITED = new Principal("limited");

    /// The principal that is one user alone.
    public static Principal of(UserId user) {
        return new Principal("u" + user.value());
    }

    @Override
    public int compareTo(Principal other) {
        return name.compareTo(other.name);
    }
}
