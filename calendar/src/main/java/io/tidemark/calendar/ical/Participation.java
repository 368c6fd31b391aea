package io.tidemark.calendar.ical;

/** The answer to an invitation (RFC 5545 3.2.12, {@code PARTSTAT} of events). */
public enum Participation {
    /** No answer yet; also stands for a value that RFC 5545 does not know. */
    NEEDS_ACTION,
    ACCEPTED,
    DECLINED,
    TENTATIVE,
    DELEGATED
}
