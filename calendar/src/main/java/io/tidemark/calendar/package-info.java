/**
 * Calendar arithmetic: what a recurrence pattern means, and what a calendar file of another system holds.
 *
 * <p>Two concepts, each a package: {@link io.tidemark.calendar.recurrence} expands the patterns that travel in the meeting
 * API, {@link io.tidemark.calendar.ical} reads {@code .ics} files into those patterns. Neither knows a store, a user or a
 * wire format; nothing here reads the clock, the default time zone or the network.
 */
@NullMarked
package io.tidemark.calendar;

import org.jspecify.annotations.NullMarked;
