/// Selections that move by themselves, held against a plain function over the books of what was done.
@NullMarked
package io.tidemark.e2e.selection;

import org.jspecify.annotations.NullMarked;
