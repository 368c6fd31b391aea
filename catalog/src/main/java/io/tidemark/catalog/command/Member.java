package io.tidemark.catalog.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A member with a value, to be found at the top of stored bodies. Looked for in every object of a first pass, so
/// its text is searched for first, in long strides (Horspool), and mostly that is the end of it. Immutable.
final class Member {
    private final byte[] text;
    private final int[] strides = new int[256];

    /// @param value its canonical text
    Member(String name, String value) {
        text = (",\"" + name + "\":" + value).getBytes(StandardCharsets.UTF_8);
        Arrays.fill(strides, text.length);
        for (int i = 0; i < text.length - 1; i++) {
            strides[text[i] & 0xff] = text.length - 1 - i;
        }
    }

    boolean isIn(byte[] body) {
        int last = text.length - 1;
        byte tail = text[last];
        for (int end = last; end < body.length; end += strides[body[end] & 0xff]) {
            // the end of a value is common, the end of its name is not
            if (body[end] == tail && body[end - 1] == text[last - 1] && beginsAt(body, end - last)) {
                return isAtTop(body);
            }
        }
        return false;
    }

    /// The text may stand inside a nested set too; inside a text its quotes would be escaped.
    private boolean isAtTop(byte[] body) {
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < body.length; i++) {
            byte at = body[i];
            if (inText) {
                if (at == '\\') {
                    i++;
                } else if (at == '"') {
                    inText = false;
                }
                continue;
            }
            switch (at) {
                case '"' -> inText = true;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case ',' -> {
                    if (depth == 0 && beginsAt(body, i)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private boolean beginsAt(byte[] body, int at) {
        int end = at + text.length;
        return end <= body.length
                && Arrays.equals(body, at, end, text, 0, text.length)
                && (end == body.length || body[end] == ',' || body[end] == StoredText.KEPT_MARK);
    }
}
