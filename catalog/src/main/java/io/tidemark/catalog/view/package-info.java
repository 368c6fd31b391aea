/// Things that both protocols know: a task of the meeting API is a `todo` of the command API, a meeting is an
/// `event`. Each is stored as two objects, one in the form of each protocol, that change together (ADR 0024).
///
/// Start with [io.tidemark.catalog.view.TaskViews]. What one protocol knows and the other does not stays where
/// it is.
@NullMarked
package io.tidemark.catalog.view;

import org.jspecify.annotations.NullMarked;
