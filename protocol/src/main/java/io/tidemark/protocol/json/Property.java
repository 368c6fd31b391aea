package io.tidemark.protocol.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One property of a {@link Shape}. Immutable.
 *
 * @param name as written on the wire: letters, digits and underscores
 * @param aliases other names that are read, never written
 * @param readOnly whether clients may not set it; see {@link ReadMode}
 */
public record Property(String name, Kind kind, List<String> aliases, boolean readOnly) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    public Property {
        aliases = List.copyOf(aliases);
        requireName(name);
        aliases.forEach(Property::requireName);
    }

    public static Property of(String name, Kind kind) {
        return new Property(name, kind, List.of(), false);
    }

    public static Property readOnly(String name, Kind kind) {
        return new Property(name, kind, List.of(), true);
    }

    /** This property with one more name under which it is read. */
    public Property alias(String alias) {
        List<String> more = new ArrayList<>(aliases);
        more.add(alias);
        return new Property(name, kind, more, readOnly);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a property's name has 1 to 64 letters, digits and underscores");
        }
    }
}
