package io.tidemark.server.http;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Parameters of a query string or a form, by name without regard to case (meeting API 1.1); of several with one name
/// the first counts. Characters that should have been percent-encoded, such as braces, are taken as they are; bytes
/// outside ASCII are refused, since the web server damages them before they get here. Immutable.
final class Parameters {
    private static final char DAMAGED = '\uFFFD';

    private final Map<String, String> byName;

    private Parameters(Map<String, String> byName) {
        this.byName = byName;
    }

    /// Reads `a=1&b=2` with percent-encoding and `+` for a blank.
    ///
    /// @throws SyncException with `MALFORMED_REQUEST`
    static Parameters parse(String text) {
        Map<String, String> byName = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!name.isEmpty()) {
                byName.putIfAbsent(
                        decode(name).toLowerCase(Locale.ROOT), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Parameters(byName);
    }

    /// The value of a parameter; empty when it was not given.
    Optional<String> get(String lowerCaseName) {
        return Optional.ofNullable(byName.get(lowerCaseName));
    }

    /// The value of a parameter that must be there.
    ///
    /// @throws SyncException with `MALFORMED_REQUEST`
    String require(String lowerCaseName) {
        return get(lowerCaseName)
                .orElseThrow(() -> malformed("The parameter '" + lowerCaseName + "' is missing from this request."));
    }

    /// The value of a parameter that is a whole number, 0 or more.
    ///
    /// @throws SyncException with `MALFORMED_REQUEST`
    OptionalInt number(String lowerCaseName) {
        Optional<String> text = get(lowerCaseName);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(text.get().strip());
            if (number >= 0) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // the sentence below says it better
        }
        throw malformed("The parameter '" + lowerCaseName + "' must be a whole number, 0 or more.");
    }

    private static String decode(String text) {
        if (text.indexOf(DAMAGED) >= 0) {
            throw malformed("A parameter holds characters outside ASCII. Percent-encode them as UTF-8.");
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("A parameter holds a percent sign that begins no percent-encoding.");
        }
    }

    private static SyncException malformed(String sentence) {
        return new SyncException(ErrorCode.MALFORMED_REQUEST, sentence);
    }
}
