package io.tidemark.core.storage;

import io.tidemark.core.follow.Bookmark;
import java.util.Optional;

/// How far the followers of the account's log have come, for reading; see [io.tidemark.core.follow]. Confined
/// to its transaction.
public interface BookmarkReader {
    /// The bookmark of the follower with this name; empty when it has none.
    Optional<Bookmark> bookmark(String follower);
}
