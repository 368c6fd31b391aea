package io.tidemark.storage.sql;

import io.tidemark.core.content.ContentHash;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/// The part of a transaction that concerns who names which content.
interface SqlNamings extends WriteTransaction, InAccount {
    /// How many objects name a content, or have named it lately.
    String COUNT_NAMINGS =
            "SELECT count(*) FROM naming WHERE account = ? AND hash = ? AND (ended IS NULL OR ended >= ?)";
    /// Forgets who named a content.
    String DELETE_NAMINGS = "DELETE FROM naming WHERE account = ? AND hash = ?";

    @Override
    default Set<ContentHash> unnamed(Set<ContentHash> contents, Instant since) {
        return contents.stream()
                .filter(content -> session().number(COUNT_NAMINGS, account(), content.hex(), since) == 0)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    default boolean forgetContent(ContentHash content, Instant since) {
        if (unnamed(Set.of(content), since).isEmpty()) {
            return false;
        }
        session().execute(DELETE_NAMINGS, account(), content.hex());
        return true;
    }
}
