/// Saving objects one at a time, as the command API does: what is sent replaces what is stored, field by field.
///
/// Start with [io.tidemark.core.saving.Saver]. Devices that keep a copy and merge concurrent edits use the
/// handshake, the package beside this one; both write the same log.
@NullMarked
package io.tidemark.core.saving;

import org.jspecify.annotations.NullMarked;
