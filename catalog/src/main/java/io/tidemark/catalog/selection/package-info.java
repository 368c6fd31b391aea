/// Who should have the objects of a type, as data: rules that give an object to people, and limits that take it
/// away again, each with a name that an operator can read (command API 1.10, ADR 0028).
///
/// Start with [io.tidemark.catalog.selection.SelectionRules]; [io.tidemark.catalog.selection.Selector] applies
/// them.
@NullMarked
package io.tidemark.catalog.selection;

import org.jspecify.annotations.NullMarked;
