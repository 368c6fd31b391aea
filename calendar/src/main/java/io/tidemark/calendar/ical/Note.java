package io.tidemark.calendar.ical;

/**
 * A loss of a component that is imported all the same; becomes a {@link Skipped} of extent {@code PART}. Immutable.
 *
 * @param reason a sentence
 * @param lost a sentence
 */
record Note(String reason, String lost) {}
