package io.tidemark.core.storage;

import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.log.Horizon;
import io.tidemark.core.log.Sequence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What holds back the forgetting, for reading; see [io.tidemark.core.retention]. Looks at every round of the
/// account: for work that is rare. Confined to its transaction.
public interface RetentionReader {
    /// How far back the account remembers.
    Horizon horizon();

    /// The earliest position of a round that is kept.
    Optional<Sequence> oldestRound();

    /// Synchronizations with rounds that were made before an instant, ascending, beginning after `after`.
    List<SynchronizationId> withRoundsBefore(Instant instant, SynchronizationId after, int limit);
}
