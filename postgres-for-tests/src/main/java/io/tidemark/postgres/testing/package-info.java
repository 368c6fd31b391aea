/// A real PostgreSQL for tests: the machine's own, or one from the class path.
///
/// Start with [io.tidemark.postgres.testing.PostgresForTests]. Nothing here knows Tidemark.
@NullMarked
package io.tidemark.postgres.testing;

import org.jspecify.annotations.NullMarked;
