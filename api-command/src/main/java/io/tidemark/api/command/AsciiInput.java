package io.tidemark.api.command;

import java.io.InputStream;
import java.util.Objects;

/// The characters of a text in ASCII, one byte for each, without a copy of the text. Confined to one thread.
final class AsciiInput extends InputStream {
    private final String text;
    private int next;

    AsciiInput(String text) {
        this.text = text;
    }

    @Override
    public int read() {
        return next < text.length() ? text.charAt(next++) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, target.length);
        int n = Math.min(count, text.length() - next);
        if (n == 0 && count > 0) {
            return -1;
        }
        for (int i = 0; i < n; i++) {
            target[offset + i] = (byte) text.charAt(next++);
        }
        return n;
    }
}
