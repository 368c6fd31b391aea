/// Change lists: what changed since a date and time, in parts, for clients that keep nothing but a clock.
///
/// Start with [io.tidemark.core.changes.ChangeLists]. A date and time is turned into a position of the log once, when a
/// chain begins; from then on everything is positions (ADR 0004, command API 1.4). The token protocol's
/// handshake is the package beside this one; both read the same log.
@NullMarked
package io.tidemark.core.changes;

import org.jspecify.annotations.NullMarked;
