/// Commands over equipment (command API 2.4, 3.3).
///
/// Start with [io.tidemark.api.command.equipment.EquipmentCommands].
@NullMarked
package io.tidemark.api.command.equipment;

import org.jspecify.annotations.NullMarked;
