/// `tidemark serve`, and what every command that runs a server needs.
///
/// Start with [io.tidemark.cli.serve.ServeCommand]; [io.tidemark.cli.serve.ServerProcess] ties the life of a
/// server to the life of the process.
@NullMarked
package io.tidemark.cli.serve;

import org.jspecify.annotations.NullMarked;
