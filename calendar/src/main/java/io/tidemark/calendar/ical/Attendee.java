package io.tidemark.calendar.ical;

/**
 * Somebody, or something, that was invited. Immutable.
 *
 * @param required false for optional attendees and those who are invited for information only
 * @param resource a room or a thing, not a person
 */
public record Attendee(Person person, Participation participation, boolean required, boolean resource) {}
