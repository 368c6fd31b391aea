/// The commit-ordered log of an account: its numbers, its head, its entries.
///
/// Start with [io.tidemark.core.log.LogEntry]. Numbers are given by a storage as the last step of a commit (ADR 0003),
/// so nothing in this
/// package hands out a number; it only says what one means.
@NullMarked
package io.tidemark.core.log;

import org.jspecify.annotations.NullMarked;
