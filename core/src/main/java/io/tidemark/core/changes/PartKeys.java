package io.tidemark.core.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.util.Arrays;

/// Writes and opens the resume keys of a list that is read in parts and does not go by changes (command API 2.6):
/// opaque text that says where the next part begins, good for one user and one question only. Thread-safe.
public final class PartKeys {
    private static final byte FORMAT = 2;
    private static final String LABEL = "part key";

    private final Seal seal;

    /// @param account whose list it is
    /// @param user who asks
    /// @param question the command and all its filters as one text
    public PartKeys(Account account, UserId user, String question) {
        this.seal = new Seal(account.tokenKey(), LABEL, Long.toString(user.value()), question);
    }

    /// The key of a part.
    ///
    /// @param position where it begins
    public String write(String position) {
        byte[] text = position.getBytes(UTF_8);
        byte[] body = new byte[text.length + 1];
        body[0] = FORMAT;
        System.arraycopy(text, 0, body, 1, text.length);
        return seal.seal(body);
    }

    /// Where the part of a key begins.
    ///
    /// @throws SyncException with `RESUME_KEY_MISMATCH` when it was not written for this question
    public String open(String key) {
        return seal.open(key)
                .filter(body -> body[0] == FORMAT)
                .map(body -> new String(Arrays.copyOfRange(body, 1, body.length), UTF_8))
                .orElseThrow(() -> new SyncException(
                        ErrorCode.RESUME_KEY_MISMATCH,
                        "This resume key goes with another question. Ask again without it."));
    }
}
