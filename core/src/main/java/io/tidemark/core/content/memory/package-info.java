/// Contents in memory, for tests and as the naive twin in comparisons. What must not be here: anything that is
/// kept.
@NullMarked
package io.tidemark.core.content.memory;

import org.jspecify.annotations.NullMarked;
