package io.tidemark.calendar.ical;

/** A component that cannot be read; the file's others can. */
final class BrokenComponentException extends Exception {
    private final String reason;

    BrokenComponentException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** The sentence for {@link Skipped#reason()}. */
    String reason() {
        return reason;
    }
}
