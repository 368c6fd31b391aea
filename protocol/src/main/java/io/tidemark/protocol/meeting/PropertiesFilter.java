package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.WireError;
import io.tidemark.protocol.json.WireException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties whose change makes an object count as modified: the parameter {@code properties} of Sync, spec 2.2 [doc] and
 * 5.7. It steers detection only; answers always carry whole objects. Immutable.
 *
 * @param names property names as written on the wire, in the order of the default
 */
public record PropertiesFilter(Set<String> names) {
    /** The five that the vendor lists for meetings [doc]. */
    public static final PropertiesFilter ALL_OF_MEETINGS =
            of("Title", "Start", "End", "Invitations", "SendInvitations");

    /** What clients may write of a task, its id aside [inferred]. */
    public static final PropertiesFilter ALL_OF_TASKS =
            of("Title", "Description", "DueDate", "Priority", "PercentComplete", "Owners");

    private static final int PARAMETER_CHARS_MAX = 1_000;

    public PropertiesFilter {
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /**
     * The filter of a request for meetings. Blanks and case do not matter, nor does the order; absent or empty means all.
     *
     * @throws WireException if a name is not among {@link #ALL_OF_MEETINGS}
     */
    public static PropertiesFilter meetings(@Nullable String parameter) {
        return parse(parameter, ALL_OF_MEETINGS);
    }

    /** As {@link #meetings}, for tasks. */
    public static PropertiesFilter tasks(@Nullable String parameter) {
        return parse(parameter, ALL_OF_TASKS);
    }

    private static PropertiesFilter of(String... names) {
        return new PropertiesFilter(new LinkedHashSet<>(List.of(names)));
    }

    private static PropertiesFilter parse(@Nullable String parameter, PropertiesFilter all) {
        if (parameter == null) {
            return all;
        }
        if (parameter.length() > PARAMETER_CHARS_MAX) {
            throw refusal(WireError.TEXT_TOO_LONG, all);
        }
        List<String> wanted = new ArrayList<>();
        for (String part : parameter.split(",", -1)) {
            String name = part.strip();
            if (!name.isEmpty()) {
                wanted.add(known(name, all));
            }
        }
        if (wanted.isEmpty()) {
            return all;
        }
        Set<String> names = new LinkedHashSet<>(all.names);
        names.retainAll(wanted);
        return new PropertiesFilter(names);
    }

    private static String known(String name, PropertiesFilter all) {
        for (String candidate : all.names) {
            if (candidate.equalsIgnoreCase(name)) {
                return candidate;
            }
        }
        throw refusal(WireError.UNKNOWN_PROPERTY, all);
    }

    private static WireException refusal(WireError code, PropertiesFilter all) {
        return new WireException(
                code,
                "properties",
                "The parameter takes a list, separated by commas, of " + String.join(", ", all.names) + ".",
                WireException.NO_OFFSET);
    }
}
