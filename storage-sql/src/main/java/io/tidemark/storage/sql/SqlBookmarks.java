package io.tidemark.storage.sql;

import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.storage.BookmarkReader;
import io.tidemark.core.storage.BookmarkWriter;
import java.util.Optional;

/// The part of a transaction that concerns followers of the log.
interface SqlBookmarks extends BookmarkReader, BookmarkWriter, InAccount {
    /// How far a follower has come.
    String SELECT_BOOKMARK = "SELECT sequence, place FROM bookmark WHERE account = ? AND follower = ?";
    /// Adds or replaces it.
    String PUT_BOOKMARK = "INSERT INTO bookmark (account, follower, sequence, place) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (account, follower) DO UPDATE SET sequence = excluded.sequence, place = excluded.place";
    /// Ends it.
    String DELETE_BOOKMARK = "DELETE FROM bookmark WHERE account = ? AND follower = ?";

    @Override
    default Optional<Bookmark> bookmark(String follower) {
        return session()
                .first(
                        SELECT_BOOKMARK,
                        row -> new Bookmark(new Sequence(row.getLong(1)), row.getString(2)),
                        account(),
                        follower);
    }

    @Override
    default void putBookmark(String follower, Bookmark bookmark) {
        session().execute(PUT_BOOKMARK, account(), follower, bookmark.at().value(), bookmark.place());
    }

    @Override
    default boolean removeBookmark(String follower) {
        return session().execute(DELETE_BOOKMARK, account(), follower) > 0;
    }
}
