package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Many devices that wait for changes, on one thread: each is a connection on which something comes from time to
/// time. Thread-safe.
final class IdleDevices implements AutoCloseable {
    private static final byte[] SIGNAL = "event: synchronize".getBytes(US_ASCII);

    private final Selector selector = Selector.open();
    private final SocketChannel[] connections;
    private final List<List<Long>> toldNanos;

    /// Connects all of them; returns when each was told for the first time.
    ///
    /// @param tokens one access token for each
    IdleDevices(int port, List<String> tokens) throws IOException {
        connections = new SocketChannel[tokens.size()];
        toldNanos = tokens.stream()
                .<List<Long>>map(token -> new CopyOnWriteArrayList<>())
                .toList();
        Thread.ofPlatform().daemon().name("devices").start(this::run);
        for (int i = 0; i < connections.length; i++) {
            connections[i] = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            connections[i].write(ByteBuffer.wrap(
                    ("GET /api/v1/live HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + tokens.get(i) + "\r\n\r\n")
                            .getBytes(US_ASCII)));
            connections[i].configureBlocking(false);
            connections[i].register(selector, SelectionKey.OP_READ, i);
            selector.wakeup();
            if (i % 500 == 499) {
                awaitSignals(i + 1);
            }
        }
        awaitSignals(connections.length);
    }

    private void awaitSignals(int devices) {
        for (int i = 0; i < devices; i++) {
            while (toldNanos.get(i).isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    private void run() {
        byte[] received = new byte[8 * 1024];
        try {
            while (selector.isOpen()) {
                selector.select(key -> read(key, received), 10);
            }
        } catch (ClosedSelectorException e) {
            // the end
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key, byte[] received) {
        int device = (Integer) key.attachment();
        try {
            int count = ((SocketChannel) key.channel()).read(ByteBuffer.wrap(received));
            if (count < 0) {
                throw new IllegalStateException("the server ended a wait");
            }
            if (holds(received, count)) {
                toldNanos.get(device).add(System.nanoTime());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private static boolean holds(byte[] bytes, int count) {
        for (int i = 0; i + SIGNAL.length <= count; i++) {
            if (Arrays.equals(bytes, i, i + SIGNAL.length, SIGNAL, 0, SIGNAL.length)) {
                return true;
            }
        }
        return false;
    }

    /// When a device was told, as [System#nanoTime] has it, the earliest first.
    List<Long> toldNanos(int device) {
        return toldNanos.get(device);
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
