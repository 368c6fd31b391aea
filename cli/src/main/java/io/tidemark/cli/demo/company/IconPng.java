package io.tidemark.cli.demo.company;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A disc of one colour as a PNG file, 24 pixels wide, on nothing. Stateless.
final class IconPng {
    private static final int WIDTH = 24;
    private static final int PIXEL = 4;
    private static final double RADIUS = 10.5;

    private IconPng() {}

    /// The file, in base64.
    ///
    /// @param color red, green and blue, such as `#c0392b`
    static String base64(String color) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(
                file,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(WIDTH)
                        .putInt(WIDTH)
                        .put((byte) 8) // bits
                        .put((byte) 6) // red, green, blue, opacity
                        .array());
        chunk(file, "IDAT", deflated(pixels(Integer.parseInt(color.substring(1), 16))));
        chunk(file, "IEND", new byte[0]);
        return Base64.getEncoder().encodeToString(file.toByteArray());
    }

    /// Each line begins with the number of its filter: none.
    private static byte[] pixels(int color) {
        ByteBuffer pixels = ByteBuffer.allocate(WIDTH * (1 + WIDTH * PIXEL));
        for (int y = 0; y < WIDTH; y++) {
            pixels.put((byte) 0);
            for (int x = 0; x < WIDTH; x++) {
                double distance = Math.hypot(x - (WIDTH - 1) / 2.0, y - (WIDTH - 1) / 2.0);
                int opacity = (int) (255 * Math.clamp(RADIUS + 0.5 - distance, 0, 1));
                pixels.putInt((color << 8) | opacity);
            }
        }
        return pixels.array();
    }

    private static byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] small = new byte[bytes.length + 64];
            int length = deflater.deflate(small);
            return java.util.Arrays.copyOf(small, length);
        }
    }

    private static void chunk(ByteArrayOutputStream file, String name, byte[] content) {
        byte[] named = ByteBuffer.allocate(4 + content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        CRC32 sum = new CRC32();
        sum.update(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
