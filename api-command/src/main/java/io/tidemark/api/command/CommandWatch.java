package io.tidemark.api.command;

/// Sees every command that is run, for metrics. Thread-safe.
@FunctionalInterface
public interface CommandWatch {
    /// The name of what nobody knows: clients cannot make up names here.
    String UNKNOWN = "unknown";

    /// The status of a command that succeeded; that of another is its error.
    String OK = "ok";

    /// The status of a command whose result could not be written to its end.
    String CUT = "cut";

    /// Sees nothing.
    CommandWatch NONE = () -> (command, status) -> {};

    /// A command begins.
    Running began();

    /// A command on its way.
    @FunctionalInterface
    interface Running {
        /// It failed, or its result is written: long lists are read while they are.
        ///
        /// @param command its name as the reference has it, or [#UNKNOWN]
        /// @param status [#OK], [#CUT], or the text of a [io.tidemark.protocol.command.CommandError]
        void ended(String command, String status);
    }
}
