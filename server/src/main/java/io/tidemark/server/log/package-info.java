/// What the server writes down: log lines for people or for machines.
///
/// Start with [io.tidemark.server.log.ServerLog]. Neither query strings nor bodies nor user names are ever logged: they
/// hold tokens and what people typed into the wrong field.
@NullMarked
package io.tidemark.server.log;

import org.jspecify.annotations.NullMarked;
