package io.tidemark.core.storage;

import io.tidemark.core.follow.Bookmark;

/// How far the followers of the account's log have come, for writing. Confined to its transaction.
public interface BookmarkWriter {
    /// Keeps the bookmark of a follower, in place of the one it had.
    void putBookmark(String follower, Bookmark bookmark);

    /// Forgets the bookmark of a follower.
    ///
    /// @return whether there was one
    boolean removeBookmark(String follower);
}
