/// Tasks (meeting API 5.13).
///
/// Start with [io.tidemark.catalog.task.TaskType].
@NullMarked
package io.tidemark.catalog.task;

import org.jspecify.annotations.NullMarked;
