package io.tidemark.api.meeting;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// What an operation answers. Confined to one thread.
public interface Answer {
    /// The HTTP status: 200, or 403 for a commit in which nothing was permitted.
    int status();

    /// Headers of this answer besides the general ones.
    Map<String, String> headers();

    /// Writes the body, JSON in UTF-8, page by page. Called once.
    ///
    /// @throws IOException when the reader is gone
    void writeTo(OutputStream out) throws IOException;

    /// An answer whose body is at hand.
    static Answer of(int status, Map<String, String> headers, byte[] body) {
        return new Answer() {
            @Override
            public int status() {
                return status;
            }

            @Override
            public Map<String, String> headers() {
                return headers;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(body);
            }
        };
    }
}
