/// Objects: what a device may hold, and what the engine must know about their type.
///
/// Start with [io.tidemark.core.object.ObjectType], the one door through which the meaning of an object enters the
/// core.
@NullMarked
package io.tidemark.core.object;

import org.jspecify.annotations.NullMarked;
