package io.tidemark.catalog.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Bytes on their way out, gathered piece by piece: however many come, none is moved again to make room. Confined
/// to one thread.
public final class SentBytes extends OutputStream {
    private static final int FIRST_BYTES = 1024;
    private static final int PIECE_BYTES = 64 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece = new byte[FIRST_BYTES];
    private int filled;
    private int bytesBefore;

    @Override
    public void write(int b) {
        if (filled == piece.length) {
            begin();
        }
        piece[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, source.length);
        int from = offset;
        int end = offset + count;
        while (from < end) {
            if (filled == piece.length) {
                begin();
            }
            int n = Math.min(end - from, piece.length - filled);
            System.arraycopy(source, from, piece, filled, n);
            filled += n;
            from += n;
        }
    }

    /// All of the bytes.
    public void writeBytes(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /// A piece is as long as all before it, up to a size.
    private void begin() {
        full.add(piece);
        bytesBefore += piece.length;
        piece = new byte[Math.min(PIECE_BYTES, bytesBefore)];
        filled = 0;
    }

    /// How many bytes there are.
    public int size() {
        return bytesBefore + filled;
    }

    /// Copies what there is so far.
    public void writeTo(OutputStream out) throws IOException {
        for (byte[] before : full) {
            out.write(before);
        }
        out.write(piece, 0, filled);
    }

    /// Forgets what there is.
    public void clear() {
        full.clear();
        bytesBefore = 0;
        filled = 0;
    }

    /// What there is so far, as text.
    public String toString(Charset charset) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(size());
        full.forEach(whole::writeBytes);
        whole.write(piece, 0, filled);
        return whole.toString(charset);
    }
}
