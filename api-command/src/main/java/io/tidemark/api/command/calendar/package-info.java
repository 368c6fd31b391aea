/// Commands over appointments and planned work (command API 2.7, 3.6).
///
/// Start with [io.tidemark.api.command.calendar.CalendarCommands] and
/// [io.tidemark.api.command.calendar.PlanCommands]. When a repeating appointment takes place and who may change one is
/// decided in [io.tidemark.catalog.view].
@NullMarked
package io.tidemark.api.command.calendar;

import org.jspecify.annotations.NullMarked;
