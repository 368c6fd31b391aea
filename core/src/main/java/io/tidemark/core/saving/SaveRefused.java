package io.tidemark.core.saving;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import org.jspecify.annotations.Nullable;

/// Leaves a [SavingWork] that is not to be done. Never leaves [Saver].
final class SaveRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Why why;

    private SaveRefused(Why why) {
        super("a save was refused", null, false, false);
        this.why = why;
    }

    Why why() {
        return why;
    }

    static SaveRefused notThere(ObjectNumber number) {
        return new SaveRefused(new Why.NotThere(number));
    }

    static SaveRefused byRule(ErrorCode code, String sentence, @Nullable Offer offer) {
        return new SaveRefused(new Why.ByRule(code, sentence, offer));
    }

    /// Why a save is refused.
    sealed interface Why {
        /// It is of an object that is not there.
        record NotThere(ObjectNumber number) implements Why {}

        /// A rule forbids it.
        ///
        /// @param offer what was offered, for the log; null when there is no object to tell it of
        record ByRule(
                ErrorCode code, String sentence, @Nullable Offer offer) implements Why {}
    }

    /// What was offered.
    ///
    /// @param key of which object
    /// @param then what it is
    /// @param wanted what it should have become
    record Offer(ObjectKey key, Fields then, Fields wanted) {}
}
