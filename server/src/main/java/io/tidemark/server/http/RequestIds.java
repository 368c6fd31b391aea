package io.tidemark.server.http;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// Names for requests, under which log and client speak of the same one. Not secret.
final class RequestIds {
    /// What may be taken over from a client into log lines and answers.
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestIds() {}

    /// The client's own name for its request if it is sane, else a new one.
    static String idOf(Optional<String> sent) {
        return sent.filter(id -> SANE.matcher(id).matches()).orElseGet(RequestIds::random);
    }

    static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
