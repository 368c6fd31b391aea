package io.tidemark.server.outgoing;

/// What became of a call. Immutable.
public sealed interface Reply {
    /// The other side answered.
    ///
    /// @param status the status of HTTP
    /// @param body the beginning of its body, as far as it was asked for; may hold secrets
    record Answered(int status, String body) implements Reply {
        /// Whether it says that it took what was sent.
        public boolean accepted() {
            return status >= 200 && status < 300;
        }

        /// Without the body.
        @Override
        public String toString() {
            return "Answered[" + status + "]";
        }
    }

    /// There was no answer.
    ///
    /// @param reason a sentence for people, without the address
    record Failed(String reason) implements Reply {}
}
