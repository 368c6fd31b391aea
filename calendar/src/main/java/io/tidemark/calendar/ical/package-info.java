/**
 * Calendar files ({@code .ics}, RFC 5545) of other systems, read into neutral records.
 *
 * <p>Start with {@link io.tidemark.calendar.ical.CalendarFileReader}; its answer is an {@link
 * io.tidemark.calendar.ical.ImportedCalendar}. The way of a file: {@code ContentLines} undoes the folding, {@code
 * ComponentScanner} cuts the lines into components so that a broken one is broken alone, {@code ComponentParser} lets ical4j
 * read each, {@code EventReader} gives an event its meaning, {@code SeriesReader} joins events of one UID, {@code
 * RuleTranslator} turns a rule into a recurrence pattern.
 *
 * <p>Of ical4j only the parser of content lines is used: its model resolves time zones through static registries that read
 * the clock and may ask the network. Times are {@code java.time}, rules are read by lib-recur.
 *
 * <p>Every event of a file ends in exactly one place: as a meeting (or several), in a recurrence, or among what was skipped.
 * Not here: who the people in a file are in this installation, and what becomes of a second import.
 */
@NullMarked
package io.tidemark.calendar.ical;

import org.jspecify.annotations.NullMarked;
