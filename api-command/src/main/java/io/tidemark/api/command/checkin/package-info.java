/// Commands that say who is at work, and where (command API 2.9, 3.8).
///
/// Start with [io.tidemark.api.command.checkin.CheckInCommands]. What a check-in means is decided in
/// [io.tidemark.catalog.checkin].
@NullMarked
package io.tidemark.api.command.checkin;

import org.jspecify.annotations.NullMarked;
