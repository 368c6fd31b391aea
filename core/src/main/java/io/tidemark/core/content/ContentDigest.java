package io.tidemark.core.content;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Counts and hashes a content while it is put: what every [Contents] does with the bytes. Confined to one thread.
public final class ContentDigest {
    private final long bytesMax;
    private final MessageDigest sha256 = digest("SHA-256");
    private final MessageDigest md5 = digest("MD5");
    private long size;

    /// @param bytesMax the longest content
    public ContentDigest(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// The next bytes.
    ///
    /// @throws SyncException with `REQUEST_TOO_LARGE` when there are more than allowed
    public void update(byte[] bytes, int count) {
        size += count;
        if (size > bytesMax) {
            throw new SyncException(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "This file is larger than the server takes. Send a smaller one, or raise limits.file.");
        }
        sha256.update(bytes, 0, count);
        md5.update(bytes, 0, count);
    }

    /// What became of them. The last call.
    public StoredContent finish() {
        HexFormat hex = HexFormat.of();
        return new StoredContent(new ContentHash(hex.formatHex(sha256.digest())), size, hex.formatHex(md5.digest()));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256 and MD5", e);
        }
    }
}
