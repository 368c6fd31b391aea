/// How an account works: its settings, in which an operator switches and widens what the rules of selections do.
///
/// Start with [io.tidemark.catalog.settings.AccountSettings].
@NullMarked
package io.tidemark.catalog.settings;

import org.jspecify.annotations.NullMarked;
