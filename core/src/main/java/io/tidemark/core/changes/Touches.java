package io.tidemark.core.changes;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.Touch;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The next touches of several principals in the order of the log. Immutable.
///
/// @param touches one for each position: a change concerns one object, and what it ended for one principal it may
///     have left selected for another
/// @param isMore whether there may be more behind them
record Touches(List<Touch> touches, boolean isMore) {
    /// What was touched for somebody through principals that he has, and what left those that he has lost since:
    /// nothing else tells of what left them while he still had them.
    static Touches after(ReadTransaction tx, Reach reach, TypeId type, Sequence after, int batch) {
        SortedMap<Long, Touch> merged = new TreeMap<>();
        long known = Long.MAX_VALUE;
        for (Principal principal : reach.now()) {
            List<Touch> page = tx.touched(principal, type, after, batch);
            boolean isOpen = reach.isOpen(principal);
            page.stream()
                    .filter(touch -> isOpen || !touch.selected())
                    .forEach(touch ->
                            merged.merge(touch.at().value(), touch, (one, other) -> one.selected() ? one : other));
            if (page.size() == batch) {
                known = Math.min(known, page.getLast().at().value());
            }
        }
        return known == Long.MAX_VALUE
                ? new Touches(List.copyOf(merged.values()), false)
                : new Touches(List.copyOf(merged.headMap(known + 1).values()), true);
    }
}
