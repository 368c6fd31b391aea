/// Looks again at who should have objects, when something changed that their rules go by and the objects
/// themselves do not show: the rules, or an object that they name.
///
/// Start with [io.tidemark.catalog.reselect.Reselection].
@NullMarked
package io.tidemark.catalog.reselect;

import org.jspecify.annotations.NullMarked;
