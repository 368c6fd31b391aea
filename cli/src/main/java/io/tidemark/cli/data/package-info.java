/// The data folder, opened for a command.
///
/// Start with [io.tidemark.cli.data.DataFolder]; [io.tidemark.cli.data.DataOptions] is how the command line names it.
@NullMarked
package io.tidemark.cli.data;

import org.jspecify.annotations.NullMarked;
