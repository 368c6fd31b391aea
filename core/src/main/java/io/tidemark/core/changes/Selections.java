package io.tidemark.core.changes;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which objects of a page are in selections: asked for the page at once, by one range of each selection, where
/// that has not many more objects in the range than the page. Stateless.
final class Selections {
    /// So many objects of a selection are read for each of the page, before single ones are asked for.
    private static final int DENSITY_MAX = 4;

    private Selections() {}

    /// @param page ascending
    /// @return those that were in one of the selections at a position
    static Set<ObjectNumber> having(
            ReadTransaction tx, TypeId type, List<Principal> principals, Sequence at, List<ObjectNumber> page) {
        Set<ObjectNumber> having = new HashSet<>();
        if (!page.isEmpty()) {
            principals.forEach(principal -> add(tx, type, principal, at, page, having));
        }
        return having;
    }

    private static void add(
            ReadTransaction tx,
            TypeId type,
            Principal principal,
            Sequence at,
            List<ObjectNumber> page,
            Set<ObjectNumber> having) {
        ObjectNumber before = new ObjectNumber(page.getFirst().value() - 1);
        int limit = page.size() * DENSITY_MAX;
        List<ObjectNumber> found = tx.selected(principal, type, at, before, limit);
        having.addAll(found);
        if (found.size() < limit) {
            return;
        }
        long reached = found.getLast().value();
        for (ObjectNumber number : page) {
            if (number.value() > reached && tx.edges(principal, number).stream().anyMatch(edge -> edge.holdsAt(at))) {
                having.add(number);
            }
        }
    }
}
