/// Commands over what an operator has set up for the account (command API 2.1).
///
/// Start with [io.tidemark.api.command.settings.SettingsCommands].
@NullMarked
package io.tidemark.api.command.settings;

import org.jspecify.annotations.NullMarked;
