package io.tidemark.core.content;

import io.tidemark.core.object.AccountId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The contents of documents, photos and recordings, outside the database and found by hash. `ContentsContract` in
/// `storage-contract` is its specification as tests.
///
/// **One content, one copy.** The same bytes, put twice into one account, are there once.
///
/// **Whole or not at all.** When [#put] returns, the content is durable; until then nobody sees anything of it,
/// and when it throws there is nothing of it.
///
/// **Isolation.** The account leads every call. Who knows a hash of another account has nothing of it (invariant
/// I6).
///
/// **The way in.** A content is put first, and then named by an object in a transaction. Between the two nobody
/// names it, so it is kept for a while after it was last put: [#remove] and [#putBefore] know when that was. A
/// transaction names a content only if it was put within that while, or if it sees an object that names it.
///
/// **Errors.** [io.tidemark.core.error.SyncException] with `STORAGE_UNAVAILABLE` when the store fails.
///
/// Thread-safe. Calls block, and must not be made inside a transaction: putting a large content takes seconds.
public interface Contents {
    /// Puts a content, or refreshes the time of one that is there.
    ///
    /// @param bytes read to its end, and not closed
    /// @param bytesMax the longest content that is taken
    /// @param now the caller's clock; millisecond precision is kept
    /// @throws IOException what `bytes` throws, as it is
    /// @throws io.tidemark.core.error.SyncException with `REQUEST_TOO_LARGE` for a longer one
    StoredContent put(AccountId account, InputStream bytes, long bytesMax, Instant now) throws IOException;

    /// Opens a content to read it; empty when there is none. The caller closes it.
    Optional<OpenContent> open(AccountId account, ContentHash hash);

    /// Whether there is such a content.
    boolean exists(AccountId account, ContentHash hash);

    /// Removes a content, unless it was put at this instant or later; one call against all puts, as if they came
    /// one after the other. Who has it open may read on.
    ///
    /// @return whether it was there and is gone now
    boolean remove(AccountId account, ContentHash hash, Instant putBefore);

    /// The contents that were last put before an instant, by hash.
    ///
    /// @param after the hash after which to begin; null for the first
    /// @param limit at most so many, at least 1
    List<ContentHash> putBefore(AccountId account, Instant instant, @Nullable ContentHash after, int limit);
}
