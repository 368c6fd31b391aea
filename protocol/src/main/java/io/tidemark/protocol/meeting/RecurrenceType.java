package io.tidemark.protocol.meeting;

/** How a meeting repeats: JSRecurrenceTypes, spec 4 [doc]. */
public enum RecurrenceType {
    /** Every n-th day. */
    DAILY,
    /** On the days of {@code DayOfWeekMask}. */
    WEEKLY,
    /** On {@code DayOfMonth}. */
    MONTHLY,
    /** On the day of the month that {@code Instance} and {@code DayOfWeekMask} name. */
    MONTHLYNTH,
    /** On the same date every year. */
    YEARLY,
    /** On the day that {@code Instance} and {@code DayOfWeekMask} name, in the month of {@code StartDate}. */
    YEARLYNTH
}
