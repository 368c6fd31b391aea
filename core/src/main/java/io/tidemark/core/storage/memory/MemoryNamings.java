package io.tidemark.core.storage.memory;

import io.tidemark.core.content.ContentHash;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/// The part of a transaction that concerns who names which content.
interface MemoryNamings extends WriteTransaction {
    AccountTables tables();

    @Override
    default Set<ContentHash> unnamed(Set<ContentHash> contents, Instant since) {
        Instant first = Millis.cut(since);
        return contents.stream()
                .filter(content -> tables().namings
                        .under(Key.of(content.hex()))
                        .map(row -> row.getValue().endedAt())
                        .allMatch(ended -> ended != null && ended.isBefore(first)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    default boolean forgetContent(ContentHash content, Instant since) {
        if (unnamed(Set.of(content), since).isEmpty()) {
            return false;
        }
        tables().namings.removeIf(Key.of(content.hex()), (key, naming) -> true);
        return true;
    }
}
