/// Planned work: who works on which task when, and how far that has come (command API 2.7, 3.6).
///
/// Start with [io.tidemark.catalog.planning.PlanConduct].
@NullMarked
package io.tidemark.catalog.planning;

import org.jspecify.annotations.NullMarked;
