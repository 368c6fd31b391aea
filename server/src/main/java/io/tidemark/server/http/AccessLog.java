package io.tidemark.server.http;

import io.tidemark.server.login.Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// One log line for each request. It names the route, never the path or the query as sent: they hold tokens.
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.tidemark.server.access");

    private AccessLog() {}

    /// @param whole whether the answer was sent to its end
    static void write(Exchange exchange, String route, boolean whole) {
        LoggingEventBuilder line = LOG.atInfo();
        Identity identity = exchange.identity();
        if (identity != null) {
            line = line.addKeyValue("account", identity.account().value())
                    .addKeyValue("user", identity.user().value());
        }
        line.addKeyValue("method", exchange.method())
                .addKeyValue("route", route)
                .addKeyValue("status", exchange.status())
                .addKeyValue("bytes", exchange.answerBytes())
                .addKeyValue("millis", exchange.took().toMillis())
                .log(whole ? "request" : "request cut");
    }
}
