package io.tidemark.server.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The cookie in which a login leaves its access token, for clients that do not send it themselves (meeting API 1.2).
final class LoginCookie {
    private static final String NAME = "tidemark-access";

    private LoginCookie() {}

    /// The header that sets it: invisible to scripts, not sent along by other sites, and only over an encrypted
    /// connection when it came over one.
    static String set(String accessToken, Duration life, String path, boolean secure) {
        return NAME + "=" + accessToken + "; Path=" + path + "; Max-Age=" + life.toSeconds()
                + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /// The header that removes it.
    static String remove(String path, boolean secure) {
        return set("", Duration.ZERO, path, secure);
    }

    /// The access token in a `Cookie` header.
    static Optional<String> tokenIn(Optional<String> cookies) {
        return Arrays.stream(cookies.orElse("").split(";"))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(NAME + "="))
                .map(cookie -> cookie.substring(NAME.length() + 1))
                .filter(token -> !token.isEmpty())
                .findFirst();
    }
}
