/**
 * The values of the command API: what a field may hold, which spellings a client may use for it, and the one form in which it is
 * stored and sent (command API, types 6).
 *
 * <p>Start with {@link io.tidemark.protocol.command.value.FieldKind}; {@link
 * io.tidemark.protocol.command.value.BasicKind} lists the kinds. Which field has which kind is not known here, and neither is
 * what a number refers to.
 */
@NullMarked
package io.tidemark.protocol.command.value;

import org.jspecify.annotations.NullMarked;
