package io.tidemark.server;

import io.tidemark.core.content.ContentHash;
import io.tidemark.core.content.Contents;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Removes contents that no object names (ADR 0023): those that came in and were never named, because their upload
/// failed, and those that were replaced so long ago that no reader of the log asks for them.
///
/// Safe beside uploads without stopping them. A content is put first, which makes it young, and named afterwards.
/// So one that is named between the question and the removal was put before the question, and then is too young to
/// be asked about, or after it, and then is too young to be removed. Thread-safe.
final class ContentCleaning {
    private final Storage storage;
    private final Contents contents;
    private final Duration retention;
    private final Duration grace;

    /// @param retention how long one that was replaced is kept
    /// @param grace how long one is kept after it was last put; longer than any upload takes
    ContentCleaning(Storage storage, Contents contents, Duration retention, Duration grace) {
        this.storage = storage;
        this.contents = contents;
        this.retention = retention;
        this.grace = grace;
    }

    /// Cleans up in an account, in small steps.
    ///
    /// @param ending whether to stop early
    /// @return how many were removed
    int run(AccountId account, Instant now, BooleanSupplier ending) {
        int removed = 0;
        @Nullable ContentHash after = null;
        List<ContentHash> part;
        do {
            part = contents.putBefore(account, now.minus(grace), after, ReadTransaction.CONTENTS_MAX);
            removed += clean(account, Set.copyOf(part), now);
            after = part.isEmpty() ? null : part.getLast();
        } while (after != null && part.size() == ReadTransaction.CONTENTS_MAX && !ending.getAsBoolean());
        return removed;
    }

    private int clean(AccountId account, Set<ContentHash> old, Instant now) {
        if (old.isEmpty()) {
            return 0;
        }
        Instant lately = now.minus(retention);
        int removed = 0;
        for (ContentHash hash : storage.read(account, tx -> tx.unnamed(old, lately))) {
            boolean forgotten = storage.write(account, tx -> tx.forgetContent(hash, lately));
            if (forgotten && contents.remove(account, hash, now.minus(grace))) {
                removed++;
            }
        }
        return removed;
    }
}
