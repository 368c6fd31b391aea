package io.tidemark.storage.contract;

import io.tidemark.core.log.LogEntry;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Answers of a storage written out in full, so that they can be compared: the records themselves are equal as
/// soon as they have the same number.
final class Description {
    private Description() {}

    static String of(StoredObject object) {
        return String.join(
                " ",
                object.number() + "",
                object.key().type().value() + "/" + object.key().id(),
                "v" + object.version().value(),
                object.modifiedAt().toString(),
                object.deleted() ? "deleted" : "'" + Scenario.text(object.body()) + "'",
                new TreeSet<>(object.audience()).toString());
    }

    static String of(LogEntry entry) {
        return String.join(
                " ",
                "#" + entry.sequence().value(),
                entry.at().toString(),
                entry.kind().toString(),
                entry.key().type().value() + "/" + entry.key().id(),
                String.valueOf(entry.number()),
                new TreeSet<>(entry.fields()).toString(),
                entry.origin().toString(),
                "replaces v" + entry.previous().value(),
                String.valueOf(Scenario.text(entry.before())),
                String.valueOf(Scenario.text(entry.offered())),
                String.valueOf(entry.detail()));
    }

    /// The objects of one page, and where the next page begins.
    static List<String> ofScan(
            ReadTransaction transaction, RandomHistory.Selection selection, long after, PageLimit limit) {
        List<String> page = new ArrayList<>();
        String next = transaction
                .scan(
                        selection.principal(),
                        selection.type(),
                        selection.at(),
                        new ObjectNumber(after),
                        limit,
                        (number, version, modifiedAtMillis, body) ->
                                page.add(number + " v" + version + " " + modifiedAtMillis + " " + Scenario.text(body)))
                .toString();
        page.add(next);
        return page;
    }
}
