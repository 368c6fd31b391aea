/// HTTP: the only package that knows the web server (ADR 0008).
///
/// Start with [io.tidemark.server.http.Dispatcher], the way of every request: which route, a place among the requests
/// at work, who asks, the answer, the log line. [io.tidemark.server.http.Exchange] is one request and its answer;
/// [io.tidemark.server.http.ErrorMapping] says which refusal has which status;
/// [io.tidemark.server.http.HttpListener] sets up the web server and holds what had to be worked around in it.
///
/// What must not be here: rules of synchronization, or anything that looks into a body other than the login form.
@NullMarked
package io.tidemark.server.http;

import org.jspecify.annotations.NullMarked;
