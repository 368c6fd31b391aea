/// `tidemark why`: why something is on somebody's devices, or not.
@NullMarked
package io.tidemark.cli.why;

import org.jspecify.annotations.NullMarked;
