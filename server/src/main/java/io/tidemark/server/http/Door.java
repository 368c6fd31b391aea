package io.tidemark.server.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/// Lets requests through until it is shut. The web server's timer keeps what was given to the web server reachable
/// after its end; behind a shut door there is nothing. Thread-safe.
final class Door implements Handler {
    private volatile @Nullable Handler behind;

    Door(Handler behind) {
        this.behind = behind;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        Handler handler = behind;
        if (handler == null) {
            throw new CloseConnectionException("the server has ended");
        }
        handler.handle(request, response);
    }

    void shut() {
        behind = null;
    }
}
