package io.tidemark.core.handshake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Recognises copies of one upload: everything the client said, under which token it said it, and (for items
/// that are alike to the letter in one commit) the how-manieth of them it is.
///
/// An upload that is repeated under a later token is not a copy: the client has seen another state since and
/// decided again.
///
/// Confined to one commit.
final class UploadDigest {
    private static final int LENGTH = 24;

    private final String scope;
    private final Map<String, Integer> seen = new HashMap<>();

    /// The digests of one commit.
    ///
    /// @param scope names the token that the commit came with; every copy comes with the same
    UploadDigest(String scope) {
        this.scope = scope;
    }

    String of(Upload upload) {
        MessageDigest digest = sha256();
        add(digest, scope);
        add(digest, upload.type().value());
        add(digest, String.valueOf(upload.intent()));
        add(digest, upload.id());
        add(digest, upload.clientId());
        add(digest, upload.lastModified() == null ? null : upload.lastModified().toString());
        upload.content().values().forEach((name, value) -> {
            add(digest, name);
            add(digest, value.orElse(null));
        });
        String text = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(digest.digest())
                .substring(0, LENGTH);
        int before = seen.merge(text, 1, Integer::sum) - 1;
        return before == 0 ? text : text + "." + before;
    }

    private static void add(MessageDigest digest, @org.jspecify.annotations.Nullable String part) {
        byte[] bytes = Optional.ofNullable(part).orElse("").getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (part == null ? 0 : 1));
        digest.update((byte) (bytes.length >>> 24));
        digest.update((byte) (bytes.length >>> 16));
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
