/// How commands talk: sentences and aligned tables for people, JSON for scripts, exit codes for both.
///
/// Start with [io.tidemark.cli.terminal.Terminal]. Results go to standard output; progress, notes and refusals to
/// standard error, so that a result can always be piped on. No command prints anything by another way.
@NullMarked
package io.tidemark.cli.terminal;

import org.jspecify.annotations.NullMarked;
