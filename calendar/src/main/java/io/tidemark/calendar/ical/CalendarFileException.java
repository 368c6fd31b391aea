package io.tidemark.calendar.ical;

/** A file that is not read at all: not a calendar, or larger than the limits. The message is a sentence for a person. */
public final class CalendarFileException extends RuntimeException {
    CalendarFileException(String message) {
        super(message);
    }
}
