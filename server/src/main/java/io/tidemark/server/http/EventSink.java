package io.tidemark.server.http;

import io.helidon.common.GenericType;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.http.DateTime;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// An answer that is never finished, in small chunks, each of which is handed to the network at once. It holds no
/// buffer: the web server's own way to stream holds one of 64 KiB for each answer, as long as it lasts. Confined
/// to one thread.
final class EventSink implements Sink<byte[]> {
    /// By which the web server finds it.
    static final GenericType<EventSink> TYPE = GenericType.create(EventSink.class);

    private static final byte[] BEGIN = "HTTP/1.1 200 OK\r\nDate: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_LINE = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD_BYTES = 512;

    private final DataWriter writer;
    private final Runnable ended;
    private boolean isOpen;

    /// Sends the head.
    ///
    /// @throws CloseConnectionException when the client is gone
    EventSink(SinkProviderContext context) {
        this.writer = context.connectionContext().dataWriter();
        this.ended = context.closeRunnable();
        send(head(context.serverResponse()));
        isOpen = true;
    }

    private static BufferData head(ServerResponse response) {
        BufferData head = BufferData.growing(HEAD_BYTES);
        head.write(BEGIN);
        head.write(DateTime.http1Bytes());
        response.header(HeaderNames.TRANSFER_ENCODING, "chunked");
        for (Header header : response.headers()) {
            header.writeHttp1Header(head);
        }
        head.write(END_OF_LINE);
        return head;
    }

    @Override
    public EventSink emit(byte[] chunk) {
        byte[] length = Integer.toHexString(chunk.length).getBytes(StandardCharsets.US_ASCII);
        BufferData framed = BufferData.create(length.length + chunk.length + 2 * END_OF_LINE.length);
        framed.write(length);
        framed.write(END_OF_LINE);
        framed.write(chunk);
        framed.write(END_OF_LINE);
        send(framed);
        return this;
    }

    /// Ends the answer, so that the client sees that it is whole.
    @Override
    public void close() {
        if (isOpen) {
            isOpen = false;
            send(BufferData.create(LAST_CHUNK));
            ended.run();
        }
    }

    private void send(BufferData data) {
        try {
            writer.writeNow(data);
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the client is gone", e);
        }
    }
}
