package io.tidemark.server.http;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One field of a form, byte by byte: `json=…` among whatever else is there. Unlike [Parameters] it takes bytes outside
/// ASCII as they are, and leaves it to the reader of the value whether they are sound UTF-8.
final class FormField {
    private FormField() {}

    /// The first field with this name; its percent-encoding is undone and `+` is a blank. What should have been encoded
    /// and was not, such as braces, is taken as it is.
    ///
    /// @param name ASCII, lower case; case does not matter in the form
    /// @throws SyncException with `MALFORMED_REQUEST` when a percent sign begins no encoding
    static Optional<byte[]> find(byte[] form, String name) {
        int begin = 0;
        while (begin <= form.length) {
            int end = indexOf(form, '&', begin, form.length);
            int equals = indexOf(form, '=', begin, end);
            if (equals < end
                    && new String(decoded(form, begin, equals), StandardCharsets.UTF_8).equalsIgnoreCase(name)) {
                return Optional.of(decoded(form, equals + 1, end));
            }
            begin = end + 1;
        }
        return Optional.empty();
    }

    private static int indexOf(byte[] form, char sought, int from, int to) {
        int at = from;
        while (at < to && form[at] != sought) {
            at++;
        }
        return at;
    }

    private static byte[] decoded(byte[] form, int from, int to) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            if (form[i] == '%') {
                int high = i + 2 < to ? Character.digit(form[i + 1], 16) : -1;
                int low = i + 2 < to ? Character.digit(form[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new SyncException(
                            ErrorCode.MALFORMED_REQUEST,
                            "The form holds a percent sign that begins no percent-encoding.");
                }
                decoded.write(high << 4 | low);
                i += 2;
            } else {
                decoded.write(form[i] == '+' ? ' ' : form[i]);
            }
        }
        return decoded.toByteArray();
    }
}
