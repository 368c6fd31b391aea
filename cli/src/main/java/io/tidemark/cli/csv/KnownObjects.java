package io.tidemark.cli.csv;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The objects that a file may speak of, found by a field. Immutable.
///
/// @param type what they are
/// @param key the column with the field
record KnownObjects(CommandType type, Columns.Column key) {
    /// Most objects with one value that are looked at.
    private static final int FOUND_MAX = 100;

    /// The name of the field if it is the objects' number, which no client writes.
    Optional<String> number() {
        return type.key().filter(name -> name.equals(key.field().name()));
    }

    /// The value by which a row finds its object, as it is compared.
    ///
    /// @throws Refusal.Refused when it has none
    String value(CsvRow row) {
        String cell = row.cells().size() > key.place() ? row.cells().get(key.place()) : "";
        String name = key.field().name();
        if (cell.isBlank()) {
            throw new Refusal.Refused(name, "The field " + name + " is empty, so that no object can be found by it.");
        }
        return switch (key.field().kind().read(name, new JsonText(cell.strip()))) {
            case ValueReading.BadValue(String sentence) -> throw new Refusal.Refused(name, sentence);
            case ValueReading.Canonical(JsonValue value) -> compared(value);
        };
    }

    private static String compared(JsonValue value) {
        return switch (value) {
            case JsonText(String text) -> text.strip().toLowerCase(Locale.ROOT);
            case JsonNumber(String digits) -> digits;
            default -> "";
        };
    }

    /// The living object with a value.
    ///
    /// @throws Refusal.Refused when there are several, or none has the number that only the server gives
    Optional<StoredObject> find(ReadTransaction tx, String value) {
        if (number().isPresent()) {
            return Optional.of(byNumber(tx, value));
        }
        TermRange range = TermRange.of(key.field().name(), Terms.value(value));
        List<StoredObject> found = tx.found(new TypeId(type.name()), range, FOUND_MAX).stream()
                .flatMap(hit -> tx.object(hit.number()).stream())
                .filter(object -> CommandObjectType.object(object)
                        .get(key.field().name())
                        .filter(stored -> compared(stored).equals(value))
                        .isPresent())
                .toList();
        if (found.size() > 1) {
            throw new Refusal.Refused(
                    key.field().name(),
                    "There is more than one " + type.name() + " with this "
                            + key.field().name() + ". Change them one by one, by their id.");
        }
        return found.stream().findFirst();
    }

    private StoredObject byNumber(ReadTransaction tx, String value) {
        long number = Long.parseLong(value);
        return Optional.of(number)
                .filter(positive -> positive > 0)
                .flatMap(positive -> tx.object(new ObjectNumber(positive)))
                .filter(object ->
                        !object.deleted() && object.key().type().value().equals(type.name()))
                .orElseThrow(() -> new Refusal.Refused(
                        key.field().name(),
                        "There is no " + type.name() + " with this "
                                + key.field().name() + "."));
    }
}
