package io.tidemark.cli.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A random text that proves something: an API key or a device code. It is shown once; only its hash is stored. With at
/// least 80 random bits it needs no slow hash. Immutable.
///
/// @param text what the holder sends
public record Secret(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Letters and digits that are not mistaken for one another when they are typed in.
    private static final String LEGIBLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int API_KEY_BYTES = 20;
    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 4;

    /// A new API key: 40 hexadecimal digits.
    public static Secret apiKey() {
        byte[] bytes = new byte[API_KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    /// A new device code: four groups of four letters and digits, for typing in.
    public static Secret deviceCode() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            if (i > 0 && i % GROUP_LENGTH == 0) {
                text.append('-');
            }
            text.append(LEGIBLE.charAt(RANDOM.nextInt(LEGIBLE.length())));
        }
        return new Secret(text.toString());
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
}
