package io.tidemark.server.outgoing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// An address that somebody gave for a call: absolute, `http` or `https`, with a host, without user and
/// fragment. Immutable.
///
/// @param uri the address; its query may hold secrets
public record WebAddress(URI uri) {
    private static final int CHARACTERS_MAX = 2_000;
    private static final int PORT_MAX = 65_535;

    /// Reads an address; empty when it is none of this kind.
    public static Optional<WebAddress> parse(String text) {
        if (text.length() > CHARACTERS_MAX) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.strip());
            boolean sound = isWeb(uri)
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() <= PORT_MAX
                    && uri.getPort() != 0;
            return sound ? Optional.of(new WebAddress(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isWeb(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    /// Its host, in lower case.
    public String host() {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    /// Scheme, host and port, as browsers compare them.
    public String origin() {
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /// Its origin only.
    @Override
    public String toString() {
        return origin();
    }
}
