package io.tidemark.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// An answer on its way out, through one buffer: a short one is sent whole, with its length; a long one in chunks while
/// it is written. Until [#begun], nothing has been sent and another answer can take its place. If [#finish] is not
/// called, the client sees that the answer is not whole. Confined to one thread.
final class AnswerStream extends OutputStream {
    /// Large enough that the cost of a chunk does not show.
    static final int BUFFER_BYTES = 64 * 1024;

    /// Shorter answers do not get smaller by much.
    private static final int GZIP_FROM_BYTES = 1024;

    private final ServerResponse response;
    private final StallWatch watch;
    private final Duration stall;
    private boolean gzip;
    private long announced = -1;
    private final Runnable beforeHead;
    private byte[] buffer = new byte[0];
    private int filled;
    private long bytes;
    private @Nullable OutputStream sink;

    /// @param beforeHead runs once, immediately before the head is sent; it may still add headers
    AnswerStream(ServerResponse response, StallWatch watch, Duration stall, boolean gzip, Runnable beforeHead) {
        this.response = response;
        this.beforeHead = beforeHead;
        this.watch = watch;
        this.stall = stall;
        this.gzip = gzip;
    }

    /// Whether something of it may have been sent.
    boolean begun() {
        return sink != null || response.isSent();
    }

    /// From now on a body of exactly so many bytes, not compressed.
    void plain(long length) {
        gzip = false;
        announced = length;
    }

    /// Says the length in the head, if it is known before the body.
    void announceLength() {
        if (announced >= 0) {
            response.header(HeaderNames.CONTENT_LENGTH, Long.toString(announced));
        }
    }

    /// Bytes of the body so far, before compression.
    long bytes() {
        return bytes;
    }

    /// Forgets what was written; only before [#begun].
    void clear() {
        filled = 0;
        bytes = 0;
        announced = -1;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        bytes += count;
        int from = offset;
        int left = count;
        while (left > 0) {
            if (filled == BUFFER_BYTES) {
                sendBuffer();
            }
            int n = Math.min(left, BUFFER_BYTES - filled);
            reserve(filled + n);
            System.arraycopy(source, from, buffer, filled, n);
            filled += n;
            from += n;
            left -= n;
        }
    }

    /// Ends the answer: everything is handed to the network.
    void finish() throws IOException {
        if (sink == null) {
            byte[] whole = whole();
            beforeHead.run();
            try (StallWatch.Guard _ = watch.guard(stall)) {
                response.send(whole);
            }
            return;
        }
        sendBuffer();
        try (StallWatch.Guard _ = watch.guard(stall)) {
            sink.close();
            ((RoutingResponse) response).commit();
        }
    }

    private void sendBuffer() throws IOException {
        try (StallWatch.Guard _ = watch.guard(stall)) {
            if (sink == null) {
                beforeHead.run();
                announceLength();
                if (gzip) {
                    announceGzip();
                }
                OutputStream out = response.outputStream();
                sink = out;
                sink = gzip ? new GZIPOutputStream(out, BUFFER_BYTES) : out;
            }
            sink.write(buffer, 0, filled);
        }
        filled = 0;
    }

    private byte[] whole() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(filled);
        if (gzip && filled >= GZIP_FROM_BYTES) {
            announceGzip();
            try (OutputStream compressed = new GZIPOutputStream(whole)) {
                compressed.write(buffer, 0, filled);
            }
        } else {
            whole.write(buffer, 0, filled);
        }
        return whole.toByteArray();
    }

    private void announceGzip() {
        response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        response.header(HeaderNames.VARY, "Accept-Encoding");
    }

    private void reserve(int size) {
        if (size > buffer.length) {
            buffer = Arrays.copyOf(
                    buffer, Math.min(BUFFER_BYTES, Math.max(size, Math.max(2 * 1024, 2 * buffer.length))));
        }
    }
}
