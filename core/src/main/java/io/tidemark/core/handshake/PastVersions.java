package io.tidemark.core.handshake;

import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which version of an object stood at which position of the log. A device comes through many rounds, and most
/// objects change between two of them only: so the changes are read once, not once for each round, and a
/// version that is not asked for is never read.
///
/// Confined to one transaction.
final class PastVersions {
    /// An object that changed more often than that is looked up position by position.
    private static final int CHANGES_MAX = 2 * Lineage.ROUNDS_KEPT;

    private final ReadTransaction tx;
    private final StoredObject newest;
    private final Sequence from;
    private final Map<Sequence, StoredObject> states = new HashMap<>();
    private @Nullable List<LogEntry> changes;

    /// @param newest the object as it is now
    /// @param from the earliest position that will be asked for
    PastVersions(ReadTransaction tx, StoredObject newest, Sequence from) {
        this.tx = tx;
        this.newest = newest;
        this.from = from;
    }

    /// The version that stood at a position.
    Sequence versionAt(Sequence position) {
        if (!newest.version().isAfter(position)) {
            return newest.version();
        }
        Sequence version = null;
        for (LogEntry change : changes()) {
            if (change.sequence().isAfter(position)) {
                return version == null ? change.previous() : version;
            }
            version = change.sequence();
        }
        return lookUp(position).version();
    }

    /// The object as it stood at a position at which it was there.
    StoredObject at(Sequence position) {
        return newest.version().isAfter(position)
                ? states.computeIfAbsent(versionAt(position), version -> lookUp(position))
                : newest;
    }

    private StoredObject lookUp(Sequence position) {
        return tx.objectAt(newest.number(), position).orElseThrow();
    }

    private List<LogEntry> changes() {
        List<LogEntry> read = changes;
        if (read == null) {
            read = tx.history(newest.number(), from, CHANGES_MAX).stream()
                    .filter(entry -> entry.kind().changesObject())
                    .toList();
            changes = read;
        }
        return read;
    }
}
