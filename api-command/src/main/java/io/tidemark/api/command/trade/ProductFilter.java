package io.tidemark.api.command.trade;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.core.storage.ReadTransaction;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// `GetProductsByLastChange` with `onlyfavorites`: the products that the caller has used; somebody who has used
/// none yet gets all of them. Thread-safe.
///
/// @param favorites what the caller has used
record ProductFilter(Favorites favorites) implements ListFilter {
    private static final String FAVORITES = "onlyfavorites";

    @Override
    public String text(Inputs inputs) {
        return inputs.yes(FAVORITES) ? " favorites" : "";
    }

    @Override
    public Predicate<byte[]> tells(Caller caller, Inputs inputs, ReadTransaction tx) {
        boolean all = !inputs.yes(FAVORITES) || favorites.of(caller, tx).isEmpty();
        return body -> all;
    }

    @Override
    public Set<Long> alwaysTold(Caller caller, Inputs inputs, ReadTransaction tx) {
        return inputs.yes(FAVORITES) ? favorites.of(caller, tx) : Set.of();
    }

    @Override
    public Optional<Function<ReadTransaction, Presenter>> presenters(Caller caller, Inputs inputs) {
        return Optional.of(tx -> favorites.presenter(caller, tx));
    }
}
