/// Drawings and maps (command API 2.11, 3.8).
///
/// Start with [io.tidemark.api.command.maps.MapCommands].
@NullMarked
package io.tidemark.api.command.maps;

import org.jspecify.annotations.NullMarked;
