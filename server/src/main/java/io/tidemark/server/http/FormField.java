package io.tidemark.server.http;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/// The value of one field of a form (`application/x-www-form-urlencoded`), decoded while it is read:
/// percent-encoding is undone and `+` is a blank. What should have been encoded and was not, such as braces, is
/// taken as it is. Confined to one thread.
///
/// Throws, beside what streams throw, [SyncException] with `MALFORMED_REQUEST` when a percent sign begins no encoding.
final class FormField extends InputStream {
    /// Longer names are of fields that nobody asks for.
    private static final int NAME_BYTES_MAX = 64;

    private final InputStream form;
    private boolean ended;

    private FormField(InputStream form) {
        this.form = form;
    }

    /// The first field with this name.
    ///
    /// @param form its bytes; the field is read from it, and it is not closed
    /// @param name ASCII, lower case; case does not matter in the form
    static Optional<InputStream> find(InputStream form, String name) throws IOException {
        int last;
        do {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            last = form.read();
            while (last >= 0 && last != '&' && last != '=') {
                int octet = decoded(last, form);
                if (sent.size() <= NAME_BYTES_MAX) {
                    sent.write(octet);
                }
                last = form.read();
            }
            if (last == '=' && sent.toString(StandardCharsets.UTF_8).equalsIgnoreCase(name)) {
                return Optional.of(new FormField(form));
            }
            while (last >= 0 && last != '&') {
                last = form.read();
            }
        } while (last >= 0);
        return Optional.empty();
    }

    private static int decoded(int octet, InputStream form) throws IOException {
        return switch (octet) {
            case '+' -> ' ';
            case '%' -> {
                int high = Character.digit(form.read(), 16);
                int low = high < 0 ? -1 : Character.digit(form.read(), 16);
                if (low < 0) {
                    throw new SyncException(
                            ErrorCode.MALFORMED_REQUEST,
                            "The form holds a percent sign that begins no percent-encoding.");
                }
                yield high << 4 | low;
            }
            default -> octet;
        };
    }

    @Override
    public int read() throws IOException {
        int octet = ended ? -1 : form.read();
        if (octet < 0 || octet == '&') {
            ended = true;
            return -1;
        }
        return decoded(octet, form);
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        int n = 0;
        while (n < count) {
            int octet = read();
            if (octet < 0) {
                return n == 0 ? -1 : n;
            }
            target[offset + n++] = (byte) octet;
        }
        return n;
    }
}
