package io.tidemark.server.http;

import io.helidon.http.HeaderNames;
import io.tidemark.api.meeting.Answer;
import io.tidemark.api.meeting.Caller;
import io.tidemark.api.meeting.MeetingStream;
import io.tidemark.core.directory.Account;
import io.tidemark.server.login.Identity;
import io.tidemark.server.login.Logins;
import java.io.IOException;
import java.util.Optional;

/// Requests of the meeting API: who asks, the parameters, the answer. Thread-safe.
final class MeetingHandler {
    private final Logins logins;
    private final MeetingRoutes routes;

    MeetingHandler(Logins logins, MeetingRoutes routes) {
        this.logins = logins;
        this.routes = routes;
    }

    void handle(Route route, Account account, Exchange exchange) throws IOException {
        Identity identity = logins.authenticate(account, accessToken(exchange).orElseThrow(Logins::notLoggedIn));
        exchange.identified(identity);
        Answer answer = ask(
                route,
                new Caller(identity.account(), identity.user(), identity.session(), exchange.requestId()),
                exchange);
        exchange.answer(answer.status(), answer.headers(), answer::writeTo);
    }

    private Answer ask(Route route, Caller caller, Exchange exchange) {
        Parameters query = exchange.query();
        return switch (route) {
            case MEETINGS_SYNC ->
                routes.sync(caller, MeetingStream.MEETINGS, query.get("synctoken"), query.get("properties"));
            case TASKS_SYNC ->
                routes.sync(caller, MeetingStream.TASKS, query.get("synctoken"), query.get("properties"));
            case MEETINGS_COMMIT -> routes.commit(caller, MeetingStream.MEETINGS, exchange.body());
            case TASKS_COMMIT -> routes.commit(caller, MeetingStream.TASKS, exchange.body());
            case MEETINGS_LIST -> routes.list(caller, query.number("maxresults"), query.number("skip"));
            case AVAILABILITY ->
                routes.availability(caller, query.require("users"), query.require("from"), query.require("to"));
            case OAUTH,
                    MEETINGS_LIVE,
                    MEETINGS_LIVE_POLL,
                    CONNECT,
                    COMMANDS,
                    COMMANDS_LIVE,
                    COMMANDS_LIVE_POLL,
                    DOCUMENT,
                    LIVE,
                    READY,
                    METRICS -> throw new IllegalStateException("no route of the meeting API");
        };
    }

    /// The header, or the cookie that the login set (meeting API 1.2).
    static Optional<String> accessToken(Exchange exchange) {
        Optional<String> header = exchange.header(HeaderNames.AUTHORIZATION);
        if (header.isPresent()) {
            return BearerToken.in(header);
        }
        return LoginCookie.tokenIn(exchange.header(HeaderNames.COOKIE));
    }
}
