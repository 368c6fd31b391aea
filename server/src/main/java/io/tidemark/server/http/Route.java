package io.tidemark.server.http;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a path names. The paths of the meeting API may begin with an account; in none of them does case matter (meeting
/// API 1.1).
enum Route {
    OAUTH("POST", "oauth", true),
    MEETINGS_SYNC("GET", "api/v1/mymeetings/sync", true),
    MEETINGS_COMMIT("POST", "api/v1/mymeetings/synccommit", true),
    MEETINGS_LIST("GET", "api/v1/mymeetings/list", true),
    TASKS_SYNC("GET", "api/v1/mytasks/sync", true),
    TASKS_COMMIT("POST", "api/v1/mytasks/synccommit", true),
    AVAILABILITY("GET", "api/v1/availability", true),
    LIVE("GET", "health/live", false),
    READY("GET", "health/ready", false),
    METRICS("GET", "metrics", false);

    private final String method;
    private final String path;
    private final boolean inAccount;

    Route(String method, String path, boolean inAccount) {
        this.method = method;
        this.path = path;
        this.inAccount = inAccount;
    }

    /// The verb it takes.
    String method() {
        return method;
    }

    /// Whether it belongs to an account; otherwise it is the operator's.
    boolean inAccount() {
        return inAccount;
    }

    /// Its path without base path and account, for logs and metrics.
    String template() {
        return "/" + path;
    }

    /// The route of a path, whatever the verb.
    ///
    /// @param path what follows the base path, in lower case
    static Optional<Match> find(String path) {
        String sent = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .collect(Collectors.joining("/"));
        for (Route route : values()) {
            if (sent.equals(route.path)) {
                return Optional.of(new Match(route, Optional.empty()));
            }
            int accountEnd = sent.length() - route.path.length() - 1;
            if (route.inAccount
                    && accountEnd > 0
                    && sent.endsWith("/" + route.path)
                    && sent.indexOf('/') == accountEnd) {
                return Optional.of(new Match(route, Optional.of(sent.substring(0, accountEnd))));
            }
        }
        return Optional.empty();
    }

    /// A route and the account that the path names before it, if any.
    record Match(Route route, Optional<String> account) {}
}
