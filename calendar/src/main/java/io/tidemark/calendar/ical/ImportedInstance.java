package io.tidemark.calendar.ical;

import java.time.Instant;

/**
 * An occurrence that was changed. Immutable.
 *
 * @param originalDate the start that the pattern gives
 * @param meeting the occurrence as it is now; its UID is that of the recurrence
 */
public record ImportedInstance(Instant originalDate, ImportedMeeting meeting) {}
