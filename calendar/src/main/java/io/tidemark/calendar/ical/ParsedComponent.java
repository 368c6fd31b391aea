package io.tidemark.calendar.ical;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A component's properties and the components within it. Immutable.
 *
 * @param name in upper case
 * @param ignoredLines content lines that are no property
 */
record ParsedComponent(
        String name, List<Property> properties, List<ParsedComponent> children, List<String> ignoredLines) {

    /**
     * @param name in upper case
     * @param parameters by name in upper case, values without quotes
     * @param value as in the file, still escaped
     */
    record Property(String name, Map<String, String> parameters, String value) {

        @Nullable
        String parameter(String parameterName) {
            return parameters.get(parameterName);
        }

        /** The value as text (RFC 5545 3.3.11): backslashes undone. */
        String text() {
            StringBuilder text = new StringBuilder(value.length());
            for (int at = 0; at < value.length(); at++) {
                char next = value.charAt(at);
                if (next == '\\' && at + 1 < value.length()) {
                    at++;
                    char escaped = value.charAt(at);
                    text.append(escaped == 'n' || escaped == 'N' ? '\n' : escaped);
                } else {
                    text.append(next);
                }
            }
            return text.toString();
        }
    }

    Optional<Property> first(String propertyName) {
        return all(propertyName).findFirst();
    }

    Stream<Property> all(String propertyName) {
        return properties.stream().filter(property -> property.name().equals(propertyName));
    }

    String value(String propertyName) {
        return first(propertyName).map(Property::value).orElse("").strip();
    }
}
