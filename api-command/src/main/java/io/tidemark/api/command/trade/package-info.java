/// Commands over products, their use, telephone calls and invoices (command API 2.5, 3.4, 3.8).
///
/// Start with [io.tidemark.api.command.trade.TradeCommands].
@NullMarked
package io.tidemark.api.command.trade;

import org.jspecify.annotations.NullMarked;
