package io.tidemark.server.http;

import java.util.Locale;
import java.util.Optional;

/// The access token in a header `Authorization: Bearer …` (RFC 6750).
final class BearerToken {
    private static final String SCHEME = "bearer ";

    private BearerToken() {}

    /// The token; empty when there is no header, or one of another scheme.
    static Optional<String> in(Optional<String> authorization) {
        return authorization
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()).strip());
    }
}
