package io.tidemark.core.content;

import java.util.regex.Pattern;

/// The name of a content: the SHA-256 of its bytes. Two contents with one hash are one content. Immutable.
///
/// It is no secret and gives no access: a content is only found inside its account.
///
/// @param hex 64 hexadecimal digits in lower case
public record ContentHash(String hex) implements Comparable<ContentHash> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public ContentHash {
        if (!isHash(hex)) {
            throw new IllegalArgumentException("a content's hash is 64 hexadecimal digits in lower case");
        }
    }

    /// Whether a text has the form of a hash.
    public static boolean isHash(String text) {
        return FORM.matcher(text).matches();
    }

    /// By their digits.
    @Override
    public int compareTo(ContentHash other) {
        return hex.compareTo(other.hex);
    }
}
