/**
 * JSON whose shape is not known beforehand, as values: the inputs of commands, custom fields, objects of an account's own types.
 *
 * <p>Start with {@link io.tidemark.protocol.tree.JsonValue}. {@code TreeReader}, in the package {@code json}, makes one of a
 * document; {@link io.tidemark.protocol.tree.TreeWriter} writes one. Names, values and the order of members stay as they were
 * sent; what they mean is decided elsewhere.
 *
 * <p>Where the shape is known, a {@code Shape} is better: it refuses what does not fit while it reads.
 */
@NullMarked
package io.tidemark.protocol.tree;

import org.jspecify.annotations.NullMarked;
