/// The object types of the command API, as data: what an object of each type holds, and what becomes of one that a
/// client sends.
///
/// Start with [io.tidemark.catalog.command.CommandTypes], which reads the descriptions beside it (the `.json` files of
/// this package's resources), and [io.tidemark.catalog.command.CommandType]. [io.tidemark.catalog.command.InputRules]
/// makes the object to store of what a client sends; [io.tidemark.catalog.command.SentForm] makes what goes out of what
/// is stored. Both are functions: they read no storage and keep nothing. An account's own types have
/// descriptions of the same form.
///
/// No command, no selection rule and no storage belong here.
@NullMarked
package io.tidemark.catalog.command;

import org.jspecify.annotations.NullMarked;
