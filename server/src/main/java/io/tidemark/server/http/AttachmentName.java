package io.tidemark.server.http;

import java.nio.charset.StandardCharsets;

/// The name under which a client should save a file (RFC 6266): for old clients in ASCII, for all others as it is
/// (RFC 8187). Stateless.
final class AttachmentName {
    /// What RFC 8187 leaves bare beside letters and digits.
    private static final String BARE = "!#$&+-.^_`|~";

    private AttachmentName() {}

    /// The header `Content-Disposition`.
    ///
    /// @param name as somebody gave it; only what stands behind its last slash counts
    /// @param otherwise the name of a file without one
    static String header(String name, String otherwise) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .codePoints()
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        String saved = last.isEmpty() || last.equals(".") || last.equals("..") ? otherwise : last;
        String plain = ascii(saved);
        String quoted = "attachment; filename=\"" + plain + "\"";
        return plain.equals(saved) ? quoted : quoted + "; filename*=UTF-8''" + encoded(saved);
    }

    private static String ascii(String name) {
        StringBuilder plain = new StringBuilder();
        name.codePoints().forEach(c -> {
            boolean safe = c >= ' ' && c < 0x7f && c != '"' && c != '%' && c != '\\';
            plain.append(safe ? (char) c : '_');
        });
        return plain.toString();
    }

    private static String encoded(String name) {
        StringBuilder text = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean bare = c < 0x80 && (Character.isLetterOrDigit(c) || BARE.indexOf(c) >= 0);
            text.append(bare ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return text.toString();
    }
}
