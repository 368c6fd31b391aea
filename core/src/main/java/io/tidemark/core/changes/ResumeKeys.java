package io.tidemark.core.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.core.changes.ResumeKey.Stage;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Sequence;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Writes and opens the resume keys of one question: opaque text of 80 characters. The signature covers the question
/// too, so a key that was changed, invented, or given for another question is recognised, and need not carry it.
///
/// Thread-safe.
final class ResumeKeys {
    private static final byte FORMAT = 1;
    private static final int BODY_BYTES = 2 + 5 * Long.BYTES;
    private static final int SIGNATURE_BYTES = 18;
    private static final String LABEL = "resume key";

    private final SecretKeySpec key;
    private final byte[] question;

    /// @param accountKey the account's signing key
    ResumeKeys(byte[] accountKey, ChangeQuestion question) {
        this.key = new SecretKeySpec(accountKey, "HmacSHA256");
        this.question = String.join(
                        "\n",
                        LABEL,
                        Long.toString(question.user().value()),
                        question.principal().name(),
                        question.type().value(),
                        question.since().toString(),
                        question.goneSince().equals(Instant.MAX) ? "" : "gone",
                        question.filters())
                .getBytes(UTF_8);
    }

    String write(ResumeKey resume) {
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .put(FORMAT)
                .put(resume.stage().letter())
                .putLong(resume.epoch())
                .putLong(resume.received().getEpochSecond())
                .putLong(resume.from().value())
                .putLong(resume.to().value())
                .putLong(resume.after())
                .array();
        byte[] text = Arrays.copyOf(body, BODY_BYTES + SIGNATURE_BYTES);
        System.arraycopy(signature(body), 0, text, BODY_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /// @throws SyncException with `RESUME_KEY_MISMATCH` when it was not written for this question
    ResumeKey open(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw mismatch();
        }
        if (bytes.length != BODY_BYTES + SIGNATURE_BYTES || bytes[0] != FORMAT) {
            throw mismatch();
        }
        byte[] body = Arrays.copyOf(bytes, BODY_BYTES);
        byte[] sent = Arrays.copyOfRange(bytes, BODY_BYTES, bytes.length);
        if (!MessageDigest.isEqual(sent, Arrays.copyOf(signature(body), SIGNATURE_BYTES))) {
            throw mismatch();
        }
        ByteBuffer parts = ByteBuffer.wrap(body, 1, BODY_BYTES - 1);
        Stage stage = Stage.of(parts.get()).orElseThrow(ResumeKeys::mismatch);
        return new ResumeKey(
                parts.getLong(),
                Instant.ofEpochSecond(parts.getLong()),
                stage,
                new Sequence(parts.getLong()),
                new Sequence(parts.getLong()),
                parts.getLong());
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

    private static SyncException mismatch() {
        return new SyncException(
                ErrorCode.RESUME_KEY_MISMATCH,
                "This resume key goes with another question. Ask again without it, with the date and time that you had.");
    }
}
