package io.tidemark.core.object;

import java.util.function.UnaryOperator;

/// What a change of one object makes of another: a task lists the equipment that names it. Made in the same
/// transaction, whoever makes the change.
///
/// @param target the other object; nothing happens when there is none, or no longer
/// @param change what becomes of it; has no effect but its result
/// @param isSilent whether only what the server keeps of it changes, which no device is told of: the object is not
///     changed then, only who should have it is looked at again
public record Echo(ObjectNumber target, UnaryOperator<Fields> change, boolean isSilent) {}
