/// The command API's translator: one request, many commands. It runs them in their order and makes one answer of their
/// results; it knows no HTTP, and who may log in is decided behind [io.tidemark.api.command.LoginDesk].
///
/// Start with [io.tidemark.api.command.CommandApi], then [io.tidemark.api.command.Command], the seam that every command
/// implements; [io.tidemark.api.command.Commands] lists those that there are. `docs/spec/command-api.md` says what each
/// of them does.
@NullMarked
package io.tidemark.api.command;

import org.jspecify.annotations.NullMarked;
