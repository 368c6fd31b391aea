package io.tidemark.core.storage.memory;

import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.storage.BookmarkReader;
import io.tidemark.core.storage.BookmarkWriter;
import java.util.Optional;

/// The part of a transaction that concerns followers of the log.
interface MemoryBookmarks extends BookmarkReader, BookmarkWriter {
    AccountTables tables();

    @Override
    default Optional<Bookmark> bookmark(String follower) {
        return tables().bookmarks.get(Key.of(follower));
    }

    @Override
    default void putBookmark(String follower, Bookmark bookmark) {
        tables().bookmarks.put(Key.of(follower), bookmark);
    }

    @Override
    default boolean removeBookmark(String follower) {
        return tables().bookmarks.remove(Key.of(follower));
    }
}
