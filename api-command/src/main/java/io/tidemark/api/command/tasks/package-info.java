/// Commands over tasks (command API 2.2, 3.1).
///
/// Start with [io.tidemark.api.command.tasks.TaskCommands].
@NullMarked
package io.tidemark.api.command.tasks;

import org.jspecify.annotations.NullMarked;
