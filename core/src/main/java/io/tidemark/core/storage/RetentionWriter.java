package io.tidemark.core.storage;

import io.tidemark.core.log.Horizon;
import io.tidemark.core.log.Sequence;

/// What is forgotten, for writing; see [io.tidemark.core.retention]. A position that is forgotten already changes
/// nothing. Confined to its transaction.
public interface RetentionWriter {
    /// Forgets what the changes up to a position replaced, and what was offered in them. Their entries stay.
    ///
    /// @return the horizon, now
    Horizon forgetStates(Sequence until);

    /// Forgets stays in selections that ended up to a position.
    ///
    /// @param until not after the horizon's states
    /// @return the horizon, now
    Horizon forgetDepartures(Sequence until);
}
