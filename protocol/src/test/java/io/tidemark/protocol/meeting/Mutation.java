package io.tidemark.protocol.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Small damage to a message, of the sorts that parsers stumble over. */
final class Mutation {
    private static final int STEPS_MAX = 3;

    private static final List<String> FRAGMENTS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud83d",
            "\\ude00",
            "\\ud83d\\ude00",
            "null",
            "true",
            "-0",
            "1e3",
            "0.5",
            "99999999999999999999",
            "\"\"",
            "{}",
            "[]",
            "[[[[[[[[[[",
            "/*x*/",
            "NaN",
            "\u0000",
            "\uFEFF",
            "\"Id\":\"x\",",
            "\"id\":null,",
            "Occurrences",
            "0000-",
            "-02-30T",
            "T24:00:00Z",
            "+23:59");

    private Mutation() {}

    static byte[] of(byte[] message, RandomGenerator random) {
        byte[] mutant = message;
        for (int steps = random.nextInt(1, STEPS_MAX + 1); steps > 0 && mutant.length > 0; steps--) {
            mutant = step(mutant, random);
        }
        return mutant;
    }

    private static byte[] step(byte[] message, RandomGenerator random) {
        int from = random.nextInt(message.length);
        int to = Math.min(message.length, from + random.nextInt(1, 40));
        byte[] slice = Arrays.copyOfRange(message, from, to);
        byte[] fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> join(message, from, new byte[] {(byte) random.nextInt(256)}, from + 1);
            case 1 -> join(message, from, new byte[0], to);
            case 2 -> join(message, from, slice, from);
            case 3 -> join(message, from, fragment, from);
            case 4 -> join(message, from, new byte[] {(byte) (message[from] ^ 0x20)}, from + 1);
            default -> Arrays.copyOf(message, from);
        };
    }

    /** The message up to {@code end}, the insert, and the message from {@code start}. */
    private static byte[] join(byte[] message, int end, byte[] insert, int start) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(message.length + insert.length);
        joined.write(message, 0, end);
        joined.writeBytes(insert);
        joined.write(message, start, message.length - start);
        return joined.toByteArray();
    }
}
