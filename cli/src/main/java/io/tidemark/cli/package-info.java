/// The `tidemark` command: everything that an operator does from a shell.
///
/// Start with [io.tidemark.cli.Tidemark], the commands on one screen. Then, by command: [io.tidemark.cli.demo],
/// [io.tidemark.cli.serve], [io.tidemark.cli.admin], [io.tidemark.cli.ical] (import) and [io.tidemark.cli.doctor].
/// [io.tidemark.cli.terminal] is how they talk to people and scripts, [io.tidemark.cli.data] how they open a data
/// folder.
///
/// What must not be here: rules of the objects (they are in the catalog) and anything that a running server needs.
@NullMarked
package io.tidemark.cli;

import org.jspecify.annotations.NullMarked;
