/// What the server counts, for Prometheus. [io.tidemark.server.metrics.ServerMetrics] is all of it; labels take few
/// values, never an account, a user or a path as a client sent it.
@NullMarked
package io.tidemark.server.metrics;

import org.jspecify.annotations.NullMarked;
