package io.tidemark.server.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/// A random text that proves something: an API key or a device code. It is shown once; only its hash is stored.
///
/// A fast hash is enough. An API key has 80 random bits. A device code has 40, few enough that whoever holds the
/// database could find one; but that file holds the keys of all tokens too, the code ends within a day and with
/// its first use, and guessing over the network is throttled. Immutable.
///
/// @param text what the holder sends
public record Secret(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Letters and digits that are not mistaken for one another when they are typed in.
    private static final String LEGIBLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final String DIGITS = "0123456789";
    private static final int GROUP_LENGTH = 4;
    private static final int API_KEY_GROUPS = 6;
    private static final int DEVICE_CODE_GROUPS = 2;

    /// A new API key: six groups of four digits, as clients of the command API know them.
    public static Secret apiKey() {
        return new Secret(random(API_KEY_GROUPS, DIGITS));
    }

    /// A new device code: two groups of four letters and digits, for typing in.
    public static Secret deviceCode() {
        return new Secret(random(DEVICE_CODE_GROUPS, LEGIBLE));
    }

    /// The device code that somebody typed in: in any case, with or without the hyphen.
    public static Secret typedDeviceCode(String typed) {
        String symbols = typed.replaceAll("[-\\s]", "").toUpperCase(Locale.ROOT);
        return new Secret(
                symbols.length() == DEVICE_CODE_GROUPS * GROUP_LENGTH
                        ? symbols.substring(0, GROUP_LENGTH) + "-" + symbols.substring(GROUP_LENGTH)
                        : symbols);
    }

    /// The SHA-256 of the text, in hexadecimal digits: what is stored.
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Without the text.
    @Override
    public String toString() {
        return "Secret";
    }

    private static String random(int groups, String symbols) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups * GROUP_LENGTH; i++) {
            if (i > 0 && i % GROUP_LENGTH == 0) {
                text.append('-');
            }
            text.append(symbols.charAt(RANDOM.nextInt(symbols.length())));
        }
        return text.toString();
    }
}
