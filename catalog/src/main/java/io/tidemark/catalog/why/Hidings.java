package io.tidemark.catalog.why;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.why.Explanation.FieldChange;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// When an object hid itself by its own field, and showed itself again. Confined to its transaction.
final class Hidings {
    private final Lookup lookup;
    private final ObjectKey key;
    private final ObjectNumber number;
    private final Optional<String> field;

    Hidings(Lookup lookup, ObjectKey key, ObjectNumber number) {
        this.lookup = lookup;
        this.key = key;
        this.number = number;
        this.field = lookup.described(key.type()).flatMap(CommandType::deletion).map(CommandType.Deletion::field);
    }

    boolean isHidden(Sequence position) {
        return field.filter(
                        hides -> "1".equals(lookup.fields(key, number, position).get(hides)))
                .isPresent();
    }

    /// The last change that hid it.
    Optional<LogEntry> hidden(Sequence position) {
        return last(
                position,
                entry -> entry.kind().changesObject()
                        && entry.kind() != ChangeKind.DELETED
                        && isHidden(entry.sequence()));
    }

    /// The last change that showed it again after it was hidden.
    Optional<LogEntry> shown(Sequence position) {
        return last(
                position,
                entry -> entry.kind() == ChangeKind.CHANGED
                        && !isHidden(entry.sequence())
                        && isHidden(Lookup.before(entry)));
    }

    private Optional<LogEntry> last(Sequence position, Predicate<LogEntry> fits) {
        return field
                .map(hides -> lookup.log()
                        .history(
                                number,
                                Sequence.ZERO,
                                position,
                                entry -> entry.fields().contains(hides) && fits.test(entry)))
                .orElse(List.of())
                .stream()
                .reduce((one, later) -> later);
    }

    /// What a change did to the field that hides the object.
    FieldChange change(LogEntry entry) {
        return Lookup.change(
                field.orElseThrow(),
                lookup.fields(key, number, Lookup.before(entry)),
                lookup.fields(key, number, entry.sequence()));
    }
}
