package io.tidemark.core.changes;

import io.tidemark.core.log.Sequence;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Where the next part of a chain begins. Immutable.
///
/// @param epoch the epoch in which the chain began
/// @param received when the chain's first request arrived, in whole seconds; every part says so
/// @param stage what is told now
/// @param from touches up to here are not told: the date and time asked them away, or `goneSince` did
/// @param to the end of the log when the chain began: nothing behind it is told
/// @param after the last thing told: the number of an object in [Stage#SELECTION], a position otherwise
record ResumeKey(long epoch, Instant received, Stage stage, Sequence from, Sequence to, long after) {
    /// The stages of a chain. One that asks for everything has two, others one.
    enum Stage {
        /// The whole selection, as it was at the end of the log then.
        SELECTION('s'),
        /// What left the selection.
        GONE('g'),
        /// What was touched: changed, entered or left.
        TOUCHED('t');

        private final char letter;

        Stage(char letter) {
            this.letter = letter;
        }

        /// What it is in a key's text.
        byte letter() {
            return (byte) letter;
        }

        static Optional<Stage> of(byte letter) {
            return Arrays.stream(values())
                    .filter(stage -> stage.letter() == letter)
                    .findFirst();
        }
    }

    ResumeKey after(long last) {
        return new ResumeKey(epoch, received, stage, from, to, last);
    }

    /// The stage that follows the whole selection.
    ResumeKey gone() {
        return new ResumeKey(epoch, received, Stage.GONE, from, to, from.value());
    }
}
