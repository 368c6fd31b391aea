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
/// @param place of which principal, in the order of the [Reach]; 0 in a stage that concerns them all
/// @param from touches up to here are not told: the date and time asked them away, or `goneSince` did
/// @param to the end of the log when the chain began: nothing behind it is told
/// @param after the last thing told: a position in [Stage#GONE] and [Stage#TOUCHED], the number of an object
/// otherwise
record ResumeKey(long epoch, Instant received, Stage stage, int place, Sequence from, Sequence to, long after) {
    /// The stages of a chain. One that asks for everything goes through [#SELECTION], [#GONE] and [#LEFT], or through
    /// [#SELECTION] and [#OTHERS] when it is forgotten what is gone; another through [#TOUCHED], [#JOINED] and
    /// [#LEFT].
    enum Stage {
        /// The whole selection of a principal, as it was at the end of the log then.
        SELECTION('s'),
        /// What left the selections.
        GONE('g'),
        /// Every other object that there ever was: the device may hold any of them.
        OTHERS('o'),
        /// What a group selected that the user is no longer in.
        LEFT('l'),
        /// What was touched: changed, entered or left.
        TOUCHED('t'),
        /// The whole selection of a group that the user came into.
        JOINED('j');

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
        return new ResumeKey(epoch, received, stage, place, from, to, last);
    }

    /// The beginning of a stage for a principal.
    ResumeKey in(Stage next, int nextPlace) {
        long begin = next == Stage.GONE || next == Stage.TOUCHED ? from.value() : 0;
        return new ResumeKey(epoch, received, next, nextPlace, from, to, begin);
    }
}
