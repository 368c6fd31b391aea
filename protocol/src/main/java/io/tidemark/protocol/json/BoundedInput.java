package io.tidemark.protocol.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends in a {@link WireException} where the document gets too long. It leaves closing to the stream's owner. */
final class BoundedInput extends FilterInputStream {
    private final long limitBytes;
    private long leftBytes;

    BoundedInput(InputStream in, long limitBytes) {
        super(in);
        this.limitBytes = limitBytes;
        this.leftBytes = limitBytes;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {}

    private void count(int bytes) {
        leftBytes -= bytes;
        if (leftBytes < 0) {
            throw new WireException(
                    WireError.DOCUMENT_TOO_LARGE,
                    "",
                    "The message is longer than " + limitBytes + " bytes; send it in several parts.",
                    WireException.NO_OFFSET);
        }
    }
}
