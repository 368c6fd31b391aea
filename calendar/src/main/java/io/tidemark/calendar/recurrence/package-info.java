/**
 * Recurrence patterns and their expansion.
 *
 * <p>Start with {@link io.tidemark.calendar.recurrence.RecurrencePattern}, the typed mirror of the wire's
 * {@code JSRecurrencePattern}, then {@link io.tidemark.calendar.recurrence.Expansion}, which answers "what takes place between
 * these two instants". {@link io.tidemark.calendar.recurrence.SeasonalOffsets} is the pattern's own small time zone.
 *
 * <p>The rules are those of sections 3.14 to 3.17, 4 and 5.11 of the meeting API's specification ("spec 5.11" in the
 * comments). The arithmetic of dates is done by lib-recur, that of summer time by {@code java.time.zone}; what is here is the
 * translation into their terms, exceptions, and the way to start near the span that was asked for.
 *
 * <p>Not here: wire names and JSON, iCalendar text, and the instances of a meeting's recurrence (the caller turns them into
 * exceptions when it expands).
 */
@NullMarked
package io.tidemark.calendar.recurrence;

import org.jspecify.annotations.NullMarked;
