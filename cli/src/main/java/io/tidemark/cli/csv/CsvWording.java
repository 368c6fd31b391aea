package io.tidemark.cli.csv;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.Optional;

/// What the rows of a table mean. Confined to one thread.
///
/// @param type the type of the objects
/// @param columns which cell is which field
/// @param cells makes values of cells
record CsvWording(CommandType type, Columns columns, Cells cells) implements Wording<CsvRow> {
    @Override
    public Optional<KnownObjects> known() {
        return columns.key().map(key -> new KnownObjects(type, key.field()));
    }

    @Override
    public String key(CsvRow row) {
        Cells.requireWidth(row, columns);
        return columns.key()
                .map(key -> new KnownObjects(type, key.field())
                        .value(new JsonText(row.cells().get(key.place()).strip())))
                .orElse("");
    }

    @Override
    public JsonObject said(CsvRow row) {
        return cells.object(row, columns, known().flatMap(KnownObjects::number));
    }

    @Override
    public boolean namesItsOwnType(String field) {
        return columns.taken().stream()
                .map(Columns.Column::field)
                .anyMatch(column ->
                        column.name().equals(field) && column.refersTo().equals(Optional.of(type.name())));
    }
}
