/// Question forms, requests to fill them in, and what was filled in (command API 2.10).
///
/// Start with [io.tidemark.api.command.forms.FormCommands].
@NullMarked
package io.tidemark.api.command.forms;

import org.jspecify.annotations.NullMarked;
