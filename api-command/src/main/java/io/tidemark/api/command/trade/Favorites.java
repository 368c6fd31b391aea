package io.tidemark.api.command.trade;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.SentText;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import java.util.HashSet;
import java.util.Set;

/// The products that a user has used, which are the user's favourites (command API 1.5). Found by the uses' terms, so
/// that a list of products reads no more uses than there are favourites in it. Thread-safe.
///
/// @param desk finds
record Favorites(ObjectDesk desk) {
    private static final String USER_AND_PRODUCT = Terms.name("userid", "productid");

    /// All products of which the caller has a use that is shown.
    Set<Long> of(Caller caller, ReadTransaction tx) {
        Set<Long> favorites = candidates(caller, tx);
        favorites.removeIf(product -> !isUsed(caller, tx, product));
        return favorites;
    }

    /// Writes products as they go to the caller.
    ListFilter.Presenter presenter(Caller caller, ReadTransaction tx) {
        SentText text = new SentText(desk.type("product"), caller.account().zone(), caller.user());
        Set<Long> candidates = candidates(caller, tx);
        return (out, number, modifiedAtMillis, body) -> {
            text.begin(out, number, modifiedAtMillis, body);
            boolean favorite = candidates.contains(number) && isUsed(caller, tx, number);
            out.writeBytes((",\"isfavorite\":" + (favorite ? 1 : 0) + "}").getBytes(US_ASCII));
        };
    }

    private CommandType uses() {
        return desk.type("todoitem");
    }

    /// Products with uses of the caller, hidden ones among them.
    private Set<Long> candidates(Caller caller, ReadTransaction tx) {
        String user = Terms.value(caller.user().value());
        TermRange mine = TermRange.between(USER_AND_PRODUCT, user + " ", user + " :"); // behind all digits
        Set<Long> products = new HashSet<>();
        tx.found(new TypeId(uses().name()), mine, ObjectDesk.FOUND_MAX)
                .forEach(hit -> products.add(Long.parseLong(hit.value().substring(user.length() + 1))));
        return products;
    }

    private boolean isUsed(Caller caller, ReadTransaction tx, long product) {
        TermRange range =
                TermRange.of(USER_AND_PRODUCT, Terms.value(caller.user().value(), product));
        return tx.found(new TypeId(uses().name()), range, ObjectDesk.FOUND_MAX).stream()
                .flatMap(hit -> tx.object(hit.number()).stream())
                .anyMatch(use -> ObjectDesk.isShown(uses(), use));
    }
}
