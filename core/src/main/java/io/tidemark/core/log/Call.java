package io.tidemark.core.log;

import org.jspecify.annotations.Nullable;

/// A call that writes to the log. Immutable.
///
/// @param name the operation, for instance `mymeetings/synccommit`
/// @param session the login it came with; null when there is none
public record Call(String name, @Nullable String session) {}
