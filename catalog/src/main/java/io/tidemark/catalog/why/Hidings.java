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

    /// As far back as it is remembered: before, as it was when that begins. Of the changes before, that was made by the
    /// last one that touched the field.
    boolean isHidden(Sequence position) {
        return field.filter(hides -> "1"
                        .equals(lookup.fields(key, number, lookup.known(position))
                                .get(hides)))
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
                        && (lookup.isForgotten(entry) || isHidden(Lookup.before(entry))));
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
