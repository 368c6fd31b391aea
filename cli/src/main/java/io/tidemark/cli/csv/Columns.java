package io.tidemark.cli.csv;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CustomField;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which column of a file is which field of a type. Immutable.
///
/// @param taken the columns that are taken over, in the order of the file
/// @param key the one by which objects that are there are found
/// @param left the names of the columns that are not taken over
/// @param width how many columns the file has
record Columns(List<Column> taken, Optional<Column> key, List<String> left, int width) {
    Columns {
        taken = List.copyOf(taken);
        left = List.copyOf(left);
    }

    /// A column.
    ///
    /// @param place its place in a row, from 0
    /// @param field the field
    record Column(int place, Field field) {}

    /// Columns of the same name as a field, in any case, and those that were named.
    ///
    /// @param header the names of the columns
    /// @throws CommandFailure when something is named that is not there
    static Columns of(CommandType type, List<CustomField> customFields, List<String> header, CsvWish wish) {
        Map<String, Field> fields = Field.of(type, customFields);
        Map<Integer, Field> byPlace = new LinkedHashMap<>();
        wish.columns().forEach((field, column) -> {
            Field known = Field.named(type, fields, field, wish);
            if (byPlace.put(place(header, column), known) != null) {
                throw new CommandFailure("The column " + column + " is named for two fields; a column fills one.");
            }
        });
        IntStream.range(0, header.size())
                .filter(place -> !byPlace.containsKey(place))
                .forEach(place -> {
                    String name = header.get(place).toLowerCase(Locale.ROOT);
                    boolean isKey = type.key().equals(Optional.of(name));
                    boolean wanted =
                            fields.containsKey(name) && (!isKey || wish.key().equals(Optional.of(name)));
                    if (wanted && !wish.columns().containsKey(name)) {
                        byPlace.put(place, fields.get(name));
                    }
                });
        List<Column> taken = byPlace.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(column -> new Column(column.getKey(), column.getValue()))
                .toList();
        requireOnce(taken, header);
        return new Columns(taken, key(type, taken, wish), left(header, byPlace), header.size());
    }

    private static int place(List<String> header, String column) {
        List<Integer> places = IntStream.range(0, header.size())
                .filter(place -> header.get(place).equalsIgnoreCase(column.strip()))
                .boxed()
                .toList();
        if (places.size() > 1) {
            throw new CommandFailure("The file has " + places.size() + " columns " + column + ". Rename one of them.");
        }
        if (places.isEmpty()) {
            throw new CommandFailure("The file has no column " + column + ". " + Nearest.sentence(column, header)
                    + (header.size() == 1 ? " Is the delimiter right (--delimiter)?" : ""));
        }
        return places.getFirst();
    }

    private static void requireOnce(List<Column> taken, List<String> header) {
        if (taken.isEmpty()) {
            throw new CommandFailure("No column of the file has the name of a field: " + String.join(", ", header)
                    + ". Say which is which with --map field=column, or check --delimiter.");
        }
        List<String> seen = new ArrayList<>();
        for (Column column : taken) {
            if (seen.contains(column.field().name())) {
                throw new CommandFailure(
                        "Two columns are named " + column.field().name() + ". Rename one of them.");
            }
            seen.add(column.field().name());
        }
    }

    private static Optional<Column> key(CommandType type, List<Column> taken, CsvWish wish) {
        if (wish.key().isEmpty()) {
            return Optional.empty();
        }
        String name = wish.key().get();
        Field.requireKey(type, name);
        return Optional.of(taken.stream()
                .filter(column -> column.field().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("No column of the file is " + name
                        + ", by which objects are to be found. Name it with --map " + name + "=column.")));
    }

    private static List<String> left(List<String> header, Map<Integer, Field> byPlace) {
        return IntStream.range(0, header.size())
                .filter(place -> !byPlace.containsKey(place))
                .mapToObj(header::get)
                .toList();
    }
}
