package io.tidemark.core.follow;

import java.time.Duration;

/// What a step of a follower leaves to do. Immutable.
///
/// @param state whether another step makes sense now
/// @param pause how long to wait before it; zero unless [State#LATER]
/// @param behind how many entries of the log the follower had not done when the step ended, as far as it knew
public record Step(State state, Duration pause, long behind) {
    /// Whether another step makes sense.
    public enum State {
        /// There may be more: step again.
        AGAIN,
        /// The work wants a pause before the next step.
        LATER,
        /// The end of the log is reached: step again when something was written.
        DONE,
        /// This account is not followed: it has no bookmark, or another follower of this name moved it during
        /// the step.
        NOT_FOLLOWED
    }

    static Step again(long behind) {
        return new Step(State.AGAIN, Duration.ZERO, behind);
    }

    static Step later(Duration pause, long behind) {
        return new Step(State.LATER, pause, behind);
    }

    static Step done() {
        return new Step(State.DONE, Duration.ZERO, 0);
    }

    static Step notFollowed() {
        return new Step(State.NOT_FOLLOWED, Duration.ZERO, 0);
    }
}
