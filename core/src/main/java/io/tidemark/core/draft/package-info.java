/// The changes that a transaction is about to make.
///
/// Start with [io.tidemark.core.draft.Draft]. Whoever writes objects writes them here: the handshake, the
/// saver, the importer. So the views of a thing change together, whoever changes one of them.
@NullMarked
package io.tidemark.core.draft;

import org.jspecify.annotations.NullMarked;
