package io.tidemark.calendar.recurrence;

/** The six kinds of repetition; the names are those of the wire (spec 4, {@code JSRecurrenceTypes}). */
public enum RecurrenceType {
    /** Every day, or every nth day. */
    DAILY,
    /** On the weekdays of the mask; weeks start on Sunday. */
    WEEKLY,
    /** On one day of the month; a month that is too short has it on its last day. */
    MONTHLY,
    /** On the nth of the mask's weekdays in a month. */
    MONTHLYNTH,
    /** On the start's date each year; 29 February falls on the 28th in other years. */
    YEARLY,
    /** On the nth of the mask's weekdays in the start's month. */
    YEARLYNTH
}
