package io.tidemark.server.http;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a path names. The paths of the meeting API may begin with an account, those of the command API with anything
/// (command API 1); in none of them does case matter (meeting API 1.1).
enum Route {
    OAUTH("POST", "oauth", true),
    MEETINGS_SYNC("GET", "api/v1/mymeetings/sync", true),
    MEETINGS_COMMIT("POST", "api/v1/mymeetings/synccommit", true),
    MEETINGS_LIST("GET", "api/v1/mymeetings/list", true),
    TASKS_SYNC("GET", "api/v1/mytasks/sync", true),
    TASKS_COMMIT("POST", "api/v1/mytasks/synccommit", true),
    AVAILABILITY("GET", "api/v1/availability", true),
    MEETINGS_LIVE("GET", "api/v1/live", true),
    MEETINGS_LIVE_POLL("GET", "api/v1/live/poll", true),
    CONNECT("GET, POST", "appconnect", true),
    COMMANDS("GET, POST", "api/endpoint.php", Place.ANYWHERE),
    COMMANDS_LIVE("GET, POST", "api/live", Place.ANYWHERE),
    COMMANDS_LIVE_POLL("GET, POST", "api/live/poll", Place.ANYWHERE),
    DOCUMENT("GET, HEAD", "api/document/{number}", Place.ANYWHERE),
    LIVE("GET", "health/live", false),
    READY("GET", "health/ready", false),
    METRICS("GET", "metrics", false);

    /// Stands for a number at the end of a path.
    private static final String NUMBER = "{number}";

    /// A number of an object, shorter than what a `long` takes.
    private static final Pattern NUMERAL = Pattern.compile("[1-9][0-9]{0,17}");

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

    /// Whether its requests wait for changes.
    boolean isWait() {
        return switch (this) {
            case MEETINGS_LIVE, MEETINGS_LIVE_POLL, COMMANDS_LIVE, COMMANDS_LIVE_POLL -> true;
            default -> false;
        };
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
        String last = sent.substring(sent.lastIndexOf('/') + 1);
        if (NUMERAL.matcher(last).matches()) {
            String shape = sent.substring(0, sent.length() - last.length()) + NUMBER;
            return find(shape, OptionalLong.of(Long.parseLong(last)));
        }
        return sent.endsWith(NUMBER) ? Optional.empty() : find(sent, OptionalLong.empty());
    }

    private static Optional<Match> find(String sent, OptionalLong number) {
        for (Route route : values()) {
            if (sent.equals(route.path)) {
                return Optional.of(new Match(route, Optional.empty(), number));
            }
            int accountEnd = sent.length() - route.path.length() - 1;
            if (route.place == Place.ANYWHERE && sent.endsWith("/" + route.path)) {
                return Optional.of(new Match(route, Optional.empty(), number));
            }
            if (route.place == Place.IN_ACCOUNT
                    && accountEnd > 0
                    && sent.endsWith("/" + route.path)
                    && sent.indexOf('/') == accountEnd) {
                return Optional.of(new Match(route, Optional.of(sent.substring(0, accountEnd)), number));
            }
        }
        return Optional.empty();
    }

    /// A route, and what stands in its path.
    ///
    /// @param account the account that the path names before it, if any
    /// @param number the number at its end, if it has one
    record Match(Route route, Optional<String> account, OptionalLong number) {}
}
