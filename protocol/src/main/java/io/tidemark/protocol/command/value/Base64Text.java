package io.tidemark.protocol.command.value;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes in base64 (RFC 4648, 4) as clients write them: with or without line breaks, with or without padding at the end.
 *
 * <p>Only looks at the characters and decodes nothing, since a photo is long: who needs the bytes decodes them once. Stateless.
 */
final class Base64Text {
    private static final int QUANTUM_CHARS = 4;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte[] SEXTETS = sextets();
    private static final byte NONE = -1;

    private Base64Text() {}

    private static byte[] sextets() {
        byte[] sextets = new byte[0x80];
        java.util.Arrays.fill(sextets, NONE);
        for (int i = 0; i < ALPHABET.length(); i++) {
            sextets[ALPHABET.charAt(i)] = (byte) i;
        }
        return sextets;
    }

    /**
     * The form without line breaks and with padding, and with zeros in the bits that no byte needs; the very same text if it has
     * that form. Empty if it is no base64.
     */
    static Optional<String> canonical(String text) {
        int digits = 0;
        int padding = 0;
        boolean broken = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                broken = true;
            } else if (c == '=') {
                padding++;
            } else if (padding > 0 || sextet(c) == NONE) {
                return Optional.empty();
            } else {
                digits++;
            }
        }
        int rest = digits % QUANTUM_CHARS;
        int needed = (QUANTUM_CHARS - rest) % QUANTUM_CHARS;
        if (rest == 1 || (padding > 0 && padding != needed)) {
            return Optional.empty();
        }
        boolean same = !broken && padding == needed && (rest == 0 || isEnd(text.charAt(digits - 1), rest));
        return Optional.of(same ? text : rewritten(text, digits, rest, needed));
    }

    private static String rewritten(String text, int digits, int rest, int padding) {
        byte[] canonical = new byte[digits + padding];
        int at = 0;
        for (int i = 0; at < digits; i++) {
            char c = text.charAt(i);
            if (c != '\r' && c != '\n') {
                canonical[at++] = (byte) c;
            }
        }
        if (rest > 0) {
            canonical[digits - 1] = (byte) ALPHABET.charAt(sextet((char) canonical[digits - 1]) & bits(rest));
        }
        for (; at < canonical.length; at++) {
            canonical[at] = '=';
        }
        return new String(canonical, StandardCharsets.ISO_8859_1);
    }

    private static boolean isEnd(char last, int rest) {
        return (sextet(last) & ~bits(rest)) == 0;
    }

    /** The bits of the last digit that belong to a byte: two digits carry one byte, three carry two. */
    private static int bits(int rest) {
        return rest == 2 ? 0b110000 : 0b111100;
    }

    private static int sextet(char c) {
        return c < SEXTETS.length ? SEXTETS[c] : NONE;
    }
}
