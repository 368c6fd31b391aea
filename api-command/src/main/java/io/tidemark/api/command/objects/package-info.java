/// Commands that save, find and list the objects of the account.
///
/// Start with [io.tidemark.api.command.objects.ObjectCommands], the list of them. Each translates: inputs to a question
/// or a save of the core, what the core answers to bytes. What an object may hold is decided in the catalog,
/// what changed since when in the core.
@NullMarked
package io.tidemark.api.command.objects;

import org.jspecify.annotations.NullMarked;
