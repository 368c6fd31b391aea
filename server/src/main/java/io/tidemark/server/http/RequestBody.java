package io.tidemark.server.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The body of a request as it arrives: never more bytes than allowed, never slower than allowed, and an end only where
/// the client put one. Confined to one thread.
///
/// Throws, beside what streams throw: [SyncException] with `REQUEST_TOO_LARGE`, and [CloseConnectionException] when the
/// client stalls or goes away before the end.
final class RequestBody extends InputStream {
    /// What remains of a refused body up to this length is read, so that the connection can be used again.
    private static final long WORTH_READING_BYTES = 64 * 1024;

    private static final Duration LINGER = Duration.ofSeconds(5);

    private final ServerRequest request;
    private final StallWatch watch;
    private final Limits limits;
    private final boolean chunked;
    private final long length;
    private final long begunNanos = System.nanoTime();
    private @Nullable InputStream source;
    private long readBytes;
    private boolean ended;

    /// How much, and how slowly.
    ///
    /// @param bytesMax most bytes
    /// @param total longest time from first to last byte
    /// @param stall longest pause
    record Limits(long bytesMax, Duration total, Duration stall) {}

    RequestBody(ServerRequest request, StallWatch watch, Limits limits) {
        this.request = request;
        this.watch = watch;
        this.limits = limits;
        this.chunked = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
        this.length = chunked ? -1 : request.headers().contentLength().orElse(0);
        this.ended = length == 0;
    }

    /// Bytes announced; -1 when the client sends chunks.
    long length() {
        return length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (length > limits.bytesMax()) {
            throw tooLarge();
        }
        int n = readWithin(target, offset, count, remainingTime());
        if (readBytes > limits.bytesMax()) {
            throw tooLarge();
        }
        return n;
    }

    /// Brings the connection into a state in which an answer can be sent although not all of the body was read.
    ///
    /// @return whether the connection can be used for another request after the answer
    boolean settle() {
        if (ended) {
            return true;
        }
        if (chunked || expectsContinue() || length - readBytes > WORTH_READING_BYTES) {
            return false;
        }
        return readToEnd();
    }

    /// After an answer that ends the connection: reads on for a while, because closing a connection with unread bytes
    /// makes many systems throw the answer away before the client has seen it.
    void linger() {
        if (!ended && !chunked && !expectsContinue() && length <= 2 * limits.bytesMax()) {
            readToEnd();
        }
    }

    private boolean readToEnd() {
        byte[] rest = new byte[8 * 1024];
        long deadline = System.nanoTime() + LINGER.toNanos();
        try {
            while (!ended && System.nanoTime() < deadline) {
                readWithin(rest, 0, rest.length, LINGER);
            }
            return ended;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private int readWithin(byte[] target, int offset, int count, Duration time) throws IOException {
        if (ended || count == 0) {
            return ended ? -1 : 0;
        }
        if (source == null) {
            source = request.content().inputStream();
        }
        try (StallWatch.Guard _ = watch.guard(time)) {
            int n = source.read(target, offset, count);
            ended = n < 0 || (length >= 0 && readBytes + n >= length);
            readBytes += Math.max(n, 0);
            return n;
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("the client went away inside its request", e);
        } catch (IllegalArgumentException e) {
            throw new SyncException(
                    ErrorCode.MALFORMED_REQUEST, "The chunks of this body are not as HTTP/1.1 describes them.");
        }
    }

    /// A chunk arrives as a whole, so only its total time can be bounded.
    private Duration remainingTime() {
        Duration remaining = limits.total().minusNanos(System.nanoTime() - begunNanos);
        if (remaining.isNegative() || remaining.isZero()) {
            throw new CloseConnectionException("the client sent its request too slowly");
        }
        return chunked || remaining.compareTo(limits.stall()) < 0 ? remaining : limits.stall();
    }

    private boolean expectsContinue() {
        return request.headers().contains(HeaderNames.EXPECT) && !request.continueSent();
    }

    private static SyncException tooLarge() {
        return new SyncException(
                ErrorCode.REQUEST_TOO_LARGE,
                "This request is larger than the server takes. Send it in several parts, or raise limits.body.");
    }
}
