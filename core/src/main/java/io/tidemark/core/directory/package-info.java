/// The people of an account: users, teams, and how they prove who they are.
///
/// Start with [io.tidemark.core.directory.User]. Secrets are kept only as hashes that were made outside the core.
@NullMarked
package io.tidemark.core.directory;

import org.jspecify.annotations.NullMarked;
