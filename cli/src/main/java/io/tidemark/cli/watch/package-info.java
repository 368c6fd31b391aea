/// `tidemark watch`: shows the changes that a server tells of, as they arrive.
///
/// Start with [io.tidemark.cli.watch.WatchCommand]. It is a client like any other: it knows the server by its
/// address only.
@NullMarked
package io.tidemark.cli.watch;

import org.jspecify.annotations.NullMarked;
