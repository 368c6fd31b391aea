package io.tidemark.server.http;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a path names. The paths of the meeting API may begin with an account, that of the command API with anything
/// (command API 1); in none of them does case matter (meeting API 1.1).
enum Route {
    OAUTH("POST", "oauth", true),
    MEETINGS_SYNC("GET", "api/v1/mymeetings/sync", true),
    MEETINGS_COMMIT("POST", "api/v1/mymeetings/synccommit", true),
    MEETINGS_LIST("GET", "api/v1/mymeetings/list", true),
    TASKS_SYNC("GET", "api/v1/mytasks/sync", true),
    TASKS_COMMIT("POST", "api/v1/mytasks/synccommit", true),
    AVAILABILITY("GET", "api/v1/availability", true),
    CONNECT("GET, POST", "appconnect", true),
    COMMANDS("GET, POST", "api/endpoint.php", Place.ANYWHERE),
    LIVE("GET", "health/live", false),
    READY("GET", "health/ready", false),
    METRICS("GET", "metrics", false);

    private final String methods;
    private final String path;
    private final Place place;

    /// What may stand before a path.
    private enum Place {
        /// Nothing: the route is the operator's.
        ALONE,
        /// The short name of an account.
        IN_ACCOUNT,
        /// Anything: the request itself names its account.
        ANYWHERE
    }

    Route(String methods, String path, Place place) {
        this.methods = methods;
        this.path = path;
        this.place = place;
    }

    Route(String method, String path, boolean inAccount) {
        this(method, path, inAccount ? Place.IN_ACCOUNT : Place.ALONE);
    }

    /// Whether it takes a verb.
    boolean takes(String method) {
        return Arrays.asList(methods.split(", ")).contains(method);
    }

    /// The verbs it takes, as a header lists them.
    String allowed() {
        return methods;
    }

    /// Whether it belongs to an account; otherwise it is the operator's.
    boolean inAccount() {
        return place != Place.ALONE;
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
            if (route.place == Place.ANYWHERE && sent.endsWith("/" + route.path)) {
                return Optional.of(new Match(route, Optional.empty()));
            }
            if (route.place == Place.IN_ACCOUNT
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
