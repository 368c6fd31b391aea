package io.tidemark.calendar.ical;

/**
 * Somebody as a calendar file names them. Immutable.
 *
 * @param name the address if the file gives no name
 * @param email in lower case
 */
public record Person(String name, String email) {}
