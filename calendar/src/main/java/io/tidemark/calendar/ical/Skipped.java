package io.tidemark.calendar.ical;

import org.jspecify.annotations.Nullable;

/**
 * Something in the file that did not come over. Immutable.
 *
 * @param line of the component's {@code BEGIN}, counted from 1
 * @param uid absent if the component has none or could not be read
 * @param title the event's; absent if it has none or could not be read
 * @param component its name, such as {@code VEVENT}
 * @param reason a sentence
 * @param lost what the import lacks because of it, a sentence
 */
public record Skipped(
        int line,
        @Nullable String uid,
        @Nullable String title,
        String component,
        Extent extent,
        String reason,
        String lost) {

    /** How much of the component is missing. */
    public enum Extent {
        /** Nothing of the component was imported. */
        ENTIRE,
        /** The component was imported, with a loss. */
        PART
    }
}
