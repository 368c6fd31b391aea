/// Backups of a data folder, and the way back.
@NullMarked
package io.tidemark.cli.backup;

import org.jspecify.annotations.NullMarked;
