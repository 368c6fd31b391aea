/**
 * JSON objects whose shape is data.
 *
 * <p>Start with {@link io.tidemark.protocol.json.Shape}: an ordered list of properties, each with a {@link
 * io.tidemark.protocol.json.Kind}. A {@link io.tidemark.protocol.json.ShapeReader} turns bytes into a {@link
 * io.tidemark.protocol.json.WireObject} of a shape, within {@link io.tidemark.protocol.json.ReadLimits}, or throws a {@link
 * io.tidemark.protocol.json.WireException}; a {@link io.tidemark.protocol.json.ShapeWriter} turns it back into bytes.
 *
 * <p>Everything read is brought into <i>canonical form</i> at once, so that equal content has equal bytes: properties in the
 * order of the shape, arrays with sort keys sorted, no white space, only the escapes that JSON demands, instants in whole
 * seconds with {@code Z}, enumerations in upper case.
 *
 * <p>Nothing here knows a message of either protocol; those stand in the packages beside this one.
 */
@NullMarked
package io.tidemark.protocol.json;

import org.jspecify.annotations.NullMarked;
