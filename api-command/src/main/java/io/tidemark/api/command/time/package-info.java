/// Commands over time registrations (command API 2.6, 3.5).
///
/// Start with [io.tidemark.api.command.time.RegistrationCommands]. What may be written is decided in
/// [io.tidemark.catalog.time].
@NullMarked
package io.tidemark.api.command.time;

import org.jspecify.annotations.NullMarked;
