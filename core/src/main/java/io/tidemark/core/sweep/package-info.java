/// Time that passes: who should have an object may change although nobody touches it.
///
/// [io.tidemark.core.sweep.Sweeper] turns that into entries of the log.
@NullMarked
package io.tidemark.core.sweep;

import org.jspecify.annotations.NullMarked;
