/** End-to-end tests. */
@NullMarked
package io.tidemark.e2e;

import org.jspecify.annotations.NullMarked;
