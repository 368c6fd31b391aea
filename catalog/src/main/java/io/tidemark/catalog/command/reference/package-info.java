/// The commands of the command API, as data: their inputs and outputs, and what becomes of the inputs that a client
/// sends.
///
/// Start with [io.tidemark.catalog.command.reference.CommandReference], which reads the chapters beside it (the `.json`
/// files of this package's resources), and [io.tidemark.catalog.command.reference.CommandDescription]. The door of the
/// command API reads inputs by them, the page `docs/spec/commands.md` is made from them, and a test holds them against
/// the commands that are served.
///
/// What a command does is not described here in a form that anything runs; that is the command's class.
@NullMarked
package io.tidemark.catalog.command.reference;

import org.jspecify.annotations.NullMarked;
