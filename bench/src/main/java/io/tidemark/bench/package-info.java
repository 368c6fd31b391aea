/// Measurements: a real server in a process of its own, a client in another, and the limit in the same run.
///
/// Start with [io.tidemark.bench.Bench]. Nothing here is a test: figures are printed as a table and as JSON,
/// and those worth keeping stand in
/// `docs/benchmarks.md` with machine and commit.
@NullMarked
package io.tidemark.bench;

import org.jspecify.annotations.NullMarked;
