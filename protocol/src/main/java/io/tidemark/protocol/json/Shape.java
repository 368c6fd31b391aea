package io.tidemark.protocol.json;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The description of one kind of JSON object: a name for people and its properties in the order in which they are written.
 * Two shapes are equal only if they are the same object; shapes are constants. Immutable.
 */
public final class Shape {
    static final int UNKNOWN = -1;

    private final String name;
    private final List<Property> properties;
    private final Map<String, Integer> exactNames = new HashMap<>();
    private final Map<String, Integer> lowerCaseNames = new HashMap<>();
    private final WireObject empty;

    private Shape(String name, List<Property> properties) {
        this.name = name;
        this.properties = properties;
        for (int i = 0; i < properties.size(); i++) {
            Property property = properties.get(i);
            register(property.name(), i);
            for (String alias : property.aliases()) {
                register(alias, i);
            }
        }
        this.empty = WireObject.emptyOf(this, properties.size());
    }

    public static Shape of(String name, Property... properties) {
        return new Shape(name, List.of(properties));
    }

    private void register(String spelling, int index) {
        if (lowerCaseNames.put(spelling.toLowerCase(Locale.ROOT), index) != null) {
            throw new IllegalArgumentException("a name is used twice, case aside");
        }
        exactNames.put(spelling, index);
    }

    public String name() {
        return name;
    }

    /** The properties in the order in which they are written. */
    public List<Property> properties() {
        return properties;
    }

    /** An object of this shape in which every property is absent. */
    public WireObject empty() {
        return empty;
    }

    /**
     * The property that is written with exactly this name.
     *
     * @throws IllegalArgumentException if there is none: a mistake in the calling code
     */
    public Property property(String propertyName) {
        return properties.get(index(propertyName));
    }

    /** The place of the property that is written with exactly this name; throws like {@link #property}. */
    int index(String propertyName) {
        Integer index = exactNames.get(propertyName);
        if (index == null) {
            throw new IllegalArgumentException("the shape " + name + " has no such property");
        }
        return index;
    }

    /** The place of the property that is read under this name, aliases counted and case aside, or {@link #UNKNOWN}. */
    int find(String spelling) {
        Integer index = exactNames.get(spelling);
        if (index == null) {
            index = lowerCaseNames.get(spelling.toLowerCase(Locale.ROOT));
        }
        return index == null ? UNKNOWN : index;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
