package io.tidemark.server.http;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What holds for every request.
///
/// @param body how large and how slow a body may be
/// @param writeStall how long a client may take for a buffer of its answer
/// @param gzip whether answers may be compressed
/// @param trustedProxies addresses whose `X-Forwarded-…` are believed
/// @param watch cuts off clients that exceed the times
/// @param ending whether the server is shutting down; connections then end with their answer
record HttpLimits(
        RequestBody.Limits body,
        Duration writeStall,
        boolean gzip,
        Set<String> trustedProxies,
        StallWatch watch,
        BooleanSupplier ending) {}
