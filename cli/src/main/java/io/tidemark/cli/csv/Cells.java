package io.tidemark.cli.csv;

import io.tidemark.cli.csv.Columns.Column;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.CollectionKind;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes values of cells, as a client of the command API would send them. An empty cell says nothing. Confined to one
/// thread.
final class Cells {
    /// Stands between the items of a collection.
    private static final String ITEMS = "|";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final TreeReader JSON = new TreeReader(ReadLimits.DEFAULT);

    private final Labels labels;

    /// @param labels finds what cells name in words
    Cells(Labels labels) {
        this.labels = labels;
    }

    /// Makes sure that a row has a cell for each column.
    ///
    /// @throws Refusal.Refused when it has not
    static void requireWidth(CsvRow row, Columns columns) {
        if (row.cells().size() != columns.width()) {
            throw new Refusal.Refused(
                    "",
                    "The row has " + row.cells().size() + " cells, and there are " + columns.width()
                            + " columns. Put quotation marks around cells that hold the delimiter.");
        }
    }

    /// What a row with a cell for each column says of an object.
    ///
    /// @param number the field that is the objects' number, which is not said
    JsonObject object(CsvRow row, Columns columns, Optional<String> number) {
        Map<String, JsonValue> object = new LinkedHashMap<>();
        for (Column column : columns.taken()) {
            String cell = row.cells().get(column.place());
            if (!cell.isBlank() && !number.equals(Optional.of(column.field().name()))) {
                object.put(column.field().name(), value(column.field(), cell));
            }
        }
        return new JsonObject(object);
    }

    private JsonValue value(Field field, String cell) {
        return switch (field.kind()) {
            case BasicKind kind -> one(field, kind, cell);
            case CollectionKind(Optional<BasicKind> item)
            when item.isPresent() && item.get() != BasicKind.SET ->
                new JsonArray(Arrays.stream(cell.split(Pattern.quote(ITEMS)))
                        .filter(text -> !text.isBlank())
                        .map(text -> one(field, item.get(), text.strip()))
                        .toList());
            case CollectionKind _ -> json(field, cell, "a JSON array, such as [1, 2]");
        };
    }

    private JsonValue one(Field field, BasicKind kind, String cell) {
        return switch (kind) {
            case STRING, LSTRING -> new JsonText(cell);
            case SET -> json(field, cell, "a JSON object, such as {\"a\": 1}");
            case NUMBER -> {
                String text = cell.strip();
                boolean isNumber = WHOLE_NUMBER.matcher(text).matches();
                yield isNumber || field.refersTo().isEmpty()
                        ? new JsonText(text)
                        : JsonNumber.of(labels.number(field.refersTo().get(), text, field.name()));
            }
            case FLOAT, BOOLEAN, EMAIL, DATE, TIME, BINARY -> new JsonText(cell.strip());
        };
    }

    private static JsonValue json(Field field, String cell, String demand) {
        try {
            return JSON.read("{\"value\":" + cell + "}").get("value").orElseThrow();
        } catch (WireException e) {
            throw new Refusal.Refused(field.name(), "The field " + field.name() + " must be " + demand + ".");
        }
    }
}
