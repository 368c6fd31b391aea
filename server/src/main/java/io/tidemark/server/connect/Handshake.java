package io.tidemark.server.connect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// How an app proves that it has its secret key: it answers a challenge with the SHA-1 of challenge and key
/// (command API 4.3). The protocol prescribes the hash; a challenge is random and used once, so that collisions
/// help nobody. Stateless.
final class Handshake {
    private static final int CHALLENGE_BYTES = 16;

    private Handshake() {}

    /// A new challenge: 32 hexadecimal digits.
    static String challenge(SecureRandom random) {
        byte[] bytes = new byte[CHALLENGE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Whether an answer is right: 40 hexadecimal digits in lower case, with nothing but white space round
    /// them.
    static boolean isRight(String answer, String challenge, String secretKey) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((challenge + secretKey).getBytes(StandardCharsets.UTF_8));
            byte[] expected = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(expected, answer.strip().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
