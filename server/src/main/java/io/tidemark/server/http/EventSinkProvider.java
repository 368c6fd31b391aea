package io.tidemark.server.http;

import io.helidon.common.GenericType;
import io.helidon.common.media.type.MediaType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProvider;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.util.function.BiConsumer;

/// How the web server comes by an answer that is never finished. Public for the web server. Thread-safe.
public final class EventSinkProvider implements SinkProvider<byte[]> {
    /// For the web server.
    public EventSinkProvider() {}

    @Override
    public boolean supports(GenericType<? extends Sink<?>> type, ServerRequest request) {
        return type.equals(EventSink.TYPE);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // asked for by the type that `supports` knows
    public <X extends Sink<byte[]>> X create(SinkProviderContext context) {
        return (X) new EventSink(context);
    }

    @Override
    @SuppressWarnings({"removal", "TypeParameterUnusedInFormals"}) // not called, and has to be there
    public <X extends Sink<byte[]>> X create(
            ServerResponse response, BiConsumer<Object, MediaType> emission, Runnable closing) {
        throw new IllegalStateException("the web server has a context");
    }
}
