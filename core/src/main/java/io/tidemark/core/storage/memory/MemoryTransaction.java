package io.tidemark.core.storage.memory;

import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// A transaction: its parts over one account's tables. Confined to its work, which the storage's lock lets
/// run alone.
final class MemoryTransaction
        implements WriteTransaction,
                MemoryObjects,
                MemoryLog,
                MemoryNamings,
                MemoryHandshake,
                MemoryDirectory,
                MemoryBookmarks,
                MemoryConnect,
                MemoryListUses,
                MemoryRetention {
    private final AccountTables tables;
    private boolean ended;
    private boolean appended;

    MemoryTransaction(AccountTables tables) {
        this.tables = tables;
    }

    @Override
    public AccountTables tables() {
        if (ended) {
            throw new IllegalStateException("a transaction does not outlive its work");
        }
        return tables;
    }

    @Override
    public ZoneId zone() {
        return tables().zone;
    }

    @Override
    public Optional<StoredObject> lock(ObjectKey key) {
        return object(key);
    }

    @Override
    public ObjectNumber reserve(ObjectKey key) {
        return object(key).map(StoredObject::number).orElseGet(() -> tables().reserve(key));
    }

    @Override
    public Appended append(List<Change> changes, Instant notBefore) {
        if (appended) {
            throw new IllegalStateException("a transaction appends at most once");
        }
        appended = true;
        return new MemoryAppend(tables()).append(changes, notBefore);
    }

    void end(boolean done) {
        ended = true;
        if (done) {
            tables.commit();
        } else {
            tables.rollBack();
        }
    }
}
