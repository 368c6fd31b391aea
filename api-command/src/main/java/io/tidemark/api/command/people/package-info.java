/// Users and teams (command API 3.8, 4): administration, not the app.
///
/// Start with [io.tidemark.api.command.people.PeopleCommands].
@NullMarked
package io.tidemark.api.command.people;

import org.jspecify.annotations.NullMarked;
