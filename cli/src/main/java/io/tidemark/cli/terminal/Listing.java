package io.tidemark.cli.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Things of one kind, each with the same properties. Immutable.
///
/// @param properties their names, camel case, in the order in which they are shown
/// @param rows the things: texts, numbers, truth values or lists of texts, one for each property
public record Listing(List<String> properties, List<List<?>> rows) {
    private static final String GAP = "  ";

    public Listing {
        properties = List.copyOf(properties);
        rows = List.copyOf(rows);
        for (List<?> row : rows) {
            if (row.size() != properties.size()) {
                throw new IllegalArgumentException("a row has one value for each property");
            }
        }
    }

    /// Each thing as names and values.
    public List<Map<String, Object>> objects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (List<?> row : rows) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                object.put(properties.get(i), row.get(i));
            }
            objects.add(object);
        }
        return objects;
    }

    /// The things as an aligned table with a head line; numbers stand to the right. Without things: a line that says
    /// so.
    public String table() {
        if (rows.isEmpty()) {
            return "None.";
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(properties.stream().map(Listing::head).toList()));
        rows.forEach(row -> lines.add(line(row)));
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining(System.lineSeparator()));
    }

    private String line(List<?> values) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String cell = text(values.get(i));
            String blanks = " ".repeat(width(i) - cell.codePointCount(0, cell.length()));
            cells.add(isNumber(i) ? blanks + cell : cell + blanks);
        }
        return String.join(GAP, cells);
    }

    private int width(int column) {
        int width = head(properties.get(column)).length();
        for (List<?> row : rows) {
            String cell = text(row.get(column));
            width = Math.max(width, cell.codePointCount(0, cell.length()));
        }
        return width;
    }

    private boolean isNumber(int column) {
        return rows.stream().allMatch(row -> row.get(column) instanceof Number);
    }

    /// `lastUsed` is shown as `LAST USED`.
    private static String head(String property) {
        return property.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
    }

    private static String text(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? "yes" : "no";
            case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }
}
