package io.tidemark.storage.files;

import io.tidemark.core.content.OpenContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that is being read. It stays readable while it is open, as files do.
final class OpenFile implements OpenContent {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final long size;

    private OpenFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    static OpenFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new OpenFile(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(OutputStream out, long from, long count) throws IOException {
        if (from < 0 || count < 0 || from > size - count) {
            throw new IllegalArgumentException("the content has no such range");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, BUFFER_BYTES));
        long end = from + count;
        for (long at = from; at < end; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int n = read(buffer, at);
            out.write(buffer.array(), 0, n);
            at += n;
        }
    }

    private int read(ByteBuffer buffer, long at) {
        try {
            int n = channel.read(buffer, at);
            if (n < 0) {
                throw FileErrors.corrupt();
            }
            return n;
        } catch (IOException e) {
            throw FileErrors.notRead(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileErrors.notRead(e);
        }
    }
}
