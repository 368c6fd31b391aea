package io.tidemark.api.command.trade;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// `GetProductsByLastChange` with `onlyfavorites`: the products that the caller has used; somebody who has used
/// none yet gets all of them. Thread-safe.
///
/// @param desk finds
record ProductFilter(ObjectDesk desk) implements ListFilter {
    private static final String FAVORITES = "onlyfavorites";

    @Override
    public String text(Inputs inputs) {
        return inputs.yes(FAVORITES) ? " favorites" : "";
    }

    @Override
    public Predicate<byte[]> tells(Caller caller, Inputs inputs, ReadTransaction tx) {
        boolean all = !inputs.yes(FAVORITES) || used(caller, tx).isEmpty();
        return body -> all;
    }

    @Override
    public Set<Long> alwaysTold(Caller caller, Inputs inputs, ReadTransaction tx) {
        return inputs.yes(FAVORITES) ? used(caller, tx) : Set.of();
    }

    private Set<Long> used(Caller caller, ReadTransaction tx) {
        TermRange mine = TermRange.of("userid", Terms.value(caller.user().value()));
        List<StoredObject> uses = ObjectDesk.shown(tx, desk.type("todoitem"), mine);
        Set<Long> products = new HashSet<>();
        uses.forEach(use -> products.add(ObjectDesk.number(use, "productid")));
        products.remove(0L);
        return products;
    }
}
