package io.tidemark.api.command.trade;

import io.tidemark.api.command.Command;
import io.tidemark.api.command.objects.ObjectDesk;
import java.util.ArrayList;
import java.util.List;

/// The commands over products and what is sold. Stateless.
public final class TradeCommands {
    private TradeCommands() {}

    /// The commands.
    ///
    /// @param desk finds and saves
    public static List<Command> all(ObjectDesk desk) {
        List<Command> all = new ArrayList<>(new Products(desk, new Favorites(desk)).all());
        all.addAll(new ProductUse(desk).all());
        all.addAll(new Prices(desk).all());
        all.addAll(new Calls(desk).all());
        all.addAll(new InvoiceLines(desk).all());
        return all;
    }
}
