/// `tidemark import`: files of other systems, taken over into an account.
///
/// Start with [io.tidemark.cli.importing.ImportCommand]. Calendars are read by [io.tidemark.cli.ical], tables by
/// [io.tidemark.cli.csv].
@NullMarked
package io.tidemark.cli.importing;

import org.jspecify.annotations.NullMarked;
