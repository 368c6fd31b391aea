package io.tidemark.catalog.why;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.selection.SelectionRules;
import io.tidemark.catalog.selection.Selector;
import io.tidemark.catalog.selection.Windows;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import java.util.List;
import java.util.Optional;

/// The rules of a type as they were at positions of the log: the windows that the account had set there. Rules
/// themselves are those of today. Confined to its transaction.
final class RulesThen {
    private final Lookup lookup;
    private final CommandType type;
    private final SelectionRules rules;
    private final Optional<ObjectNumber> settings;

    RulesThen(ReadTransaction tx, Lookup lookup, CommandType type, SelectionRules rules) {
        this.lookup = lookup;
        this.type = type;
        this.rules = rules;
        this.settings = tx.object(AccountSettings.KEY).map(StoredObject::number);
    }

    /// What applies the rules at a position, after the change with that number.
    Selector at(Sequence position) {
        return new Selector(type.name(), rules, windows(position));
    }

    private Windows windows(Sequence position) {
        return settings.map(number -> AccountSettings.windowsOf(lookup.object(number, position)))
                .orElse(Windows.AS_DESCRIBED);
    }

    /// Changes of windows between two positions, the oldest first, as far as it is known what they replaced.
    List<LogEntry> changes(Sequence after, Sequence until) {
        return settings.map(number -> lookup.log()
                        .history(
                                number,
                                lookup.known(after),
                                until,
                                entry -> entry.kind().changesObject()
                                        && entry.fields().contains(AccountSettings.WINDOWS)))
                .orElse(List.of());
    }
}
