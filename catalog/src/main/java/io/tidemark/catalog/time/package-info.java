/// Time registrations: what a user may write, when a day is closed, and how much time a task has taken (command
/// API 2.6, 3.5).
///
/// Start with [io.tidemark.catalog.time.Registrations]. What is here runs inside a save and knows no wire.
@NullMarked
package io.tidemark.catalog.time;

import org.jspecify.annotations.NullMarked;
