/// `tidemark admin`: accounts, the people in them, and what they prove themselves with.
///
/// Start with [io.tidemark.cli.admin.AdminOptions], which opens the data folder for a command; each of the other
/// types is a group of commands. They work on the folder directly, so no server may run on it.
///
/// What must not be here: passwords, keys or codes as arguments, where every process of the machine could read them.
@NullMarked
package io.tidemark.cli.admin;

import org.jspecify.annotations.NullMarked;
