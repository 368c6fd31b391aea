package io.tidemark.server.http;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// A large body that lies in a temporary file until its turn comes, so that a slow client holds up nobody and
/// takes no memory. The file has no name any more once it is open: whatever ends the process, nothing stays.
/// Confined to one thread.
final class SpooledBody implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final SeekableByteChannel file;

    private SpooledBody(SeekableByteChannel file) {
        this.file = file;
    }

    /// Reads a body to its end.
    ///
    /// @throws SyncException with `STORAGE_UNAVAILABLE` when the temporary file cannot be written; and what
    ///     reading the body throws
    static SpooledBody of(RequestBody body) throws IOException {
        SpooledBody spooled = new SpooledBody(open());
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            OutputStream out = Channels.newOutputStream(spooled.file);
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                write(out, buffer, n);
            }
            spooled.file.position(0);
            return spooled;
        } catch (IOException | RuntimeException e) {
            spooled.close();
            throw e;
        }
    }

    private static SeekableByteChannel open() {
        try {
            Path path = Files.createTempFile("tidemark-request-", "");
            return Files.newByteChannel(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private static void write(OutputStream out, byte[] bytes, int count) {
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private static SyncException notWritten(IOException cause) {
        return SyncException.retryable(
                ErrorCode.STORAGE_UNAVAILABLE,
                "A large request cannot be kept now: the disk of temporary files is full, or fails. Send it again"
                        + " later.",
                RETRY_AFTER,
                cause);
    }

    /// Its bytes, from the first one; once.
    InputStream stream() {
        return Channels.newInputStream(file);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw notWritten(e);
        }
    }
}
