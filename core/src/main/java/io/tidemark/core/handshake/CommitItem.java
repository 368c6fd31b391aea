package io.tidemark.core.handshake;

import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.handshake.CommitLedger.Shown;
import io.tidemark.core.handshake.Knowledge.Known;
import io.tidemark.core.handshake.Knowledge.Told;
import io.tidemark.core.object.ObjectType;
import org.jspecify.annotations.Nullable;

/// An item and what is known around it.
///
/// @param upload what the client sent
/// @param type the rules of its type
/// @param current the object as it stands in the middle of the commit
/// @param known what the device can know of it
/// @param ownName whether the device calls the object by a name that it has given before, if only on a
/// branch of rounds from which it has gone back
/// @param shownBefore what it showed of the object earlier in this commit; null if nothing
record CommitItem(
        Upload upload,
        ObjectType type,
        Current current,
        Known known,
        boolean ownName,
        @Nullable Shown shownBefore) {
    boolean toldGone() {
        return known.told() == Told.GONE;
    }
}
