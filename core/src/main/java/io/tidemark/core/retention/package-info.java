/// What an account forgets after a time, and what holds it back.
///
/// [io.tidemark.core.retention.Retention] is the only one that forgets. What it leaves is known by the account's
/// [io.tidemark.core.log.Horizon].
@NullMarked
package io.tidemark.core.retention;

import org.jspecify.annotations.NullMarked;
