package io.tidemark.core.object;

import java.util.function.UnaryOperator;

/// What a change of one object makes of another: a task lists the equipment that names it. Made in the same
/// transaction, whoever makes the change.
///
/// @param target the other object; nothing happens when there is none, or no longer
/// @param change what becomes of it; has no effect but its result
public record Echo(ObjectNumber target, UnaryOperator<Fields> change) {}
