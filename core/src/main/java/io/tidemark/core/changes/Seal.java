package io.tidemark.core.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes opaque text of bytes, and bytes of it again, for one question. The signature covers the question too, so text
/// that was changed, invented, or made for another question is recognised, and need not carry it. Thread-safe.
final class Seal {
    private static final int SIGNATURE_BYTES = 18;

    private final SecretKeySpec key;
    private final byte[] question;

    /// @param accountKey the account's signing key
    /// @param question everything that the text is good for
    Seal(byte[] accountKey, String... question) {
        this.key = new SecretKeySpec(accountKey, "HmacSHA256");
        this.question = String.join("\n", question).getBytes(UTF_8);
    }

    String seal(byte[] body) {
        byte[] text = Arrays.copyOf(body, body.length + SIGNATURE_BYTES);
        System.arraycopy(signature(body), 0, text, body.length, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /// The bytes; empty when the text was not made for this question.
    Optional<byte[]> open(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length <= SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(bytes, bytes.length - SIGNATURE_BYTES);
        byte[] sent = Arrays.copyOfRange(bytes, body.length, bytes.length);
        return MessageDigest.isEqual(sent, Arrays.copyOf(signature(body), SIGNATURE_BYTES))
                ? Optional.of(body)
                : Optional.empty();
    }

    private byte[] signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(question);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
