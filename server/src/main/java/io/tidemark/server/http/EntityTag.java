package io.tidemark.server.http;

import java.util.Arrays;
import java.util.Optional;

/// A strong entity tag (RFC 9110, 8.8.3): equal tags, equal bytes. Immutable.
///
/// @param value what stands between its quotes
record EntityTag(String value) {
    /// As headers carry it.
    String text() {
        return '"' + value + '"';
    }

    /// Whether a list of tags has it, as `If-None-Match` asks; `*` is every tag.
    boolean isAmong(Optional<String> list) {
        return list.filter(tags -> Arrays.stream(tags.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(text()) || tag.equals("W/" + text())))
                .isPresent();
    }
}
