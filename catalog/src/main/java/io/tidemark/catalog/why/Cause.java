package io.tidemark.catalog.why;

import java.util.Locale;

/// How an object went from a user.
public enum Cause {
    /// Somebody deleted it.
    DELETED,
    /// Somebody hid it: its own field says that devices should not show it.
    HIDDEN,
    /// Somebody changed a field by which a rule gave it.
    FIELD_CHANGED,
    /// Somebody changed a field so that a limit takes it.
    LIMIT_REACHED,
    /// Somebody hid what it names, and a limit takes it along.
    NAMED_HIDDEN,
    /// Time passed, and a limit takes it.
    LIMIT_BY_TIME,
    /// Time passed, and a rule no longer gives it: its window is over.
    WINDOW_PASSED,
    /// What named it for the user was taken away: a planning, an entry of a pool.
    REFERENCE_REMOVED,
    /// What named it for the user was changed: it is of another user, day or object now.
    REFERENCE_CHANGED,
    /// The user went out of a team.
    TEAM_LEFT,
    /// A pool got another team.
    POOL_MOVED,
    /// A pool is no longer used.
    POOL_HIDDEN,
    /// The account began to limit what everybody has.
    ACCOUNT_LIMITED,
    /// The account changed its rules: how wide windows are, or its own types.
    RULES_CHANGED,
    /// The user no longer takes part in it.
    PARTICIPATION_ENDED,
    /// Something that the log no longer remembers: who did it and when is known, not what it replaced.
    FORGOTTEN;

    /// The word for programs.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
