package io.tidemark.core.handshake;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Sequence;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Writes and opens the sync tokens of one account: opaque, URL-safe, and signed, so that a token that was changed,
/// invented or taken from another account is recognised (ADR 0002).
///
/// Thread-safe.
public final class SyncTokens {
    private static final byte FORMAT = 1;
    private static final int SIGNATURE_BYTES = 16;
    private static final int BODY_BYTES = 1 + 1 + 8 + 8 + 8 + 4 + 8 + 4;
    private static final int TEXT_LENGTH_MAX = 255;

    private final SecretKeySpec key;

    /// The tokens of the account with this signing key (32 bytes).
    public SyncTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /// Writes a token.
    ///
    /// @param nonce makes two tokens that say the same differ, since every answer brings a new token (meeting API
    ///     5.2)
    public String write(SyncToken token, int nonce) {
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .put(FORMAT)
                .put((byte) token.stream())
                .putLong(token.epoch())
                .putLong(token.user().value())
                .putLong(token.synchronization().value())
                .putInt(token.round())
                .putLong(token.position().value())
                .putInt(nonce)
                .array();
        byte[] text = Arrays.copyOf(body, BODY_BYTES + SIGNATURE_BYTES);
        System.arraycopy(signature(body), 0, text, BODY_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /// Opens a token.
    ///
    /// @throws SyncException with `UNKNOWN_TOKEN` when this account did not write it
    public SyncToken open(String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            throw unknown();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BODY_BYTES + SIGNATURE_BYTES || bytes[0] != FORMAT) {
                throw unknown();
            }
            byte[] body = Arrays.copyOf(bytes, BODY_BYTES);
            if (!MessageDigest.isEqual(
                    Arrays.copyOfRange(bytes, BODY_BYTES, bytes.length),
                    Arrays.copyOf(signature(body), SIGNATURE_BYTES))) {
                throw unknown();
            }
            return parse(ByteBuffer.wrap(body, 1, BODY_BYTES - 1));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw unknown();
        }
    }

    private static SyncToken parse(ByteBuffer body) {
        int stream = body.get();
        long epoch = body.getLong();
        UserId user = new UserId(body.getLong());
        SynchronizationId synchronization = new SynchronizationId(body.getLong());
        int round = body.getInt();
        return new SyncToken(epoch, stream, user, synchronization, round, new Sequence(body.getLong()));
    }

    private byte[] signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static SyncException unknown() {
        return new SyncException(
                ErrorCode.UNKNOWN_TOKEN,
                "This sync token is not known here. Synchronize once without a token to start over.");
    }
}
