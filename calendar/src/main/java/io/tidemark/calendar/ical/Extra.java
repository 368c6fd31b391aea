package io.tidemark.calendar.ical;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Something that events may have and meetings have not. It is counted and not listed event by event, since most events of an
 * export have some of it.
 */
public enum Extra {
    /** Alarms. */
    REMINDER,
    /** Files, or links to files. */
    ATTACHMENT,
    /** Categories, which calendars show as colours. */
    CATEGORY,
    /** Addresses of web pages and of video conferences outside the description. */
    LINK,
    /** The mark that others must not see it. */
    PRIVATE_MARK,
    /** The mark that it may not take place. */
    TENTATIVE_MARK,
    /** The mark that somebody is out of the house. */
    ABSENCE_MARK,
    /** High or low importance. */
    IMPORTANCE,
    /** A place on a map. */
    POSITION,
    /** Comments and contacts. */
    COMMENT,
    /** A description with fonts and tables beside the plain one. */
    FORMATTING;

    /** What an event has of it. */
    static List<Extra> in(ParsedComponent event) {
        return Arrays.stream(values()).filter(extra -> extra.isIn(event)).toList();
    }

    private boolean isIn(ParsedComponent event) {
        return switch (this) {
            case REMINDER ->
                event.children().stream().anyMatch(child -> child.name().equals("VALARM"));
            case ATTACHMENT -> has(event, "ATTACH");
            case CATEGORY -> has(event, "CATEGORIES") || has(event, "COLOR");
            case LINK -> has(event, "URL") || has(event, "CONFERENCE") || has(event, "X-GOOGLE-CONFERENCE");
            case PRIVATE_MARK -> says(event, "CLASS", "PRIVATE") || says(event, "CLASS", "CONFIDENTIAL");
            case TENTATIVE_MARK ->
                says(event, "STATUS", "TENTATIVE") || says(event, "X-MICROSOFT-CDO-BUSYSTATUS", "TENTATIVE");
            case ABSENCE_MARK -> says(event, "X-MICROSOFT-CDO-BUSYSTATUS", "OOF");
            case IMPORTANCE -> event.value("PRIORITY").matches("[1-46-9]"); // 5 is normal, 0 is not set
            case POSITION -> has(event, "GEO") || has(event, "X-APPLE-STRUCTURED-LOCATION");
            case COMMENT -> has(event, "COMMENT") || has(event, "CONTACT");
            case FORMATTING -> has(event, "X-ALT-DESC");
        };
    }

    private static boolean has(ParsedComponent event, String property) {
        return !event.value(property).isEmpty();
    }

    private static boolean says(ParsedComponent event, String property, String value) {
        return event.value(property).toUpperCase(Locale.ROOT).equals(value);
    }
}
