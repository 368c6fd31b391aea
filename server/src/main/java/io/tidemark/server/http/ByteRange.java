package io.tidemark.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which bytes of a file a header `Range` asks for (RFC 9110, 14.1.2). Immutable.
sealed interface ByteRange {
    /// Everything.
    ByteRange WHOLE = new Whole();

    /// A first byte, a last one, or both; numbers shorter than what a `long` takes.
    Pattern SINGLE = Pattern.compile("\\s*[bB][yY][tT][eE][sS]\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /// The file as a whole. Also what a header means that is none, or that names several ranges: a server may
    /// ignore it.
    record Whole() implements ByteRange {}

    /// A part.
    ///
    /// @param from its first byte, counting from 0
    /// @param count how many bytes, at least 1
    record Part(long from, long count) implements ByteRange {
        /// What `Content-Range` says of it.
        String header(long size) {
            return "bytes " + from + "-" + (from + count - 1) + "/" + size;
        }
    }

    /// No byte of the file.
    record Unsatisfiable() implements ByteRange {}

    /// Reads a header.
    ///
    /// @param size the file's length in bytes
    static ByteRange of(String header, long size) {
        Matcher matcher = SINGLE.matcher(header);
        if (!matcher.matches()) {
            return WHOLE;
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? WHOLE : suffix(Long.parseLong(last), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) {
            return WHOLE;
        }
        return from < size ? new Part(from, Math.min(to, size - 1) - from + 1) : new Unsatisfiable();
    }

    private static ByteRange suffix(long length, long size) {
        long count = Math.min(length, size);
        return count > 0 ? new Part(size - count, count) : new Unsatisfiable();
    }
}
