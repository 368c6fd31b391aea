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
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The objects that a file may speak of, found by a field. Immutable.
///
/// @param type what they are
/// @param key the field
record KnownObjects(CommandType type, Field key) {
    /// Most objects with one value that are looked at.
    private static final int FOUND_MAX = 100;

    /// The name of the field if it is the objects' number, which no client writes.
    Optional<String> number() {
        return type.key().filter(name -> name.equals(key.name()));
    }

    /// The value by which an object is found, as it is compared.
    ///
    /// @param given as the file says it
    /// @throws Refusal.Refused when it is none
    String value(JsonValue given) {
        String name = key.name();
        boolean isNothing = given == JsonLiteral.NULL || (given instanceof JsonText(String text) && text.isBlank());
        if (isNothing) {
            throw new Refusal.Refused(name, "The field " + name + " is empty, so that no object can be found by it.");
        }
        return switch (key.kind().read(name, given)) {
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
        TermRange range = TermRange.of(key.name(), Terms.value(value));
        List<StoredObject> found = tx.found(new TypeId(type.name()), range, FOUND_MAX).stream()
                .flatMap(hit -> tx.object(hit.number()).stream())
                .filter(object -> CommandObjectType.object(object)
                        .get(key.name())
                        .filter(stored -> compared(stored).equals(value))
                        .isPresent())
                .toList();
        if (found.size() > 1) {
            throw new Refusal.Refused(
                    key.name(),
                    "There is more than one " + type.name() + " with this " + key.name()
                            + ". Change them one by one, by their id.");
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
                        key.name(), "There is no " + type.name() + " with this " + key.name() + "."));
    }
}
