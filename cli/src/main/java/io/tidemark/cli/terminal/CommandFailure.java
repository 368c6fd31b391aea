package io.tidemark.cli.terminal;

/// A command cannot do what it was asked for. The message is one sentence, or two, for the person at the
/// terminal: what is the matter and what to do about it. It may name files and people, since only that person
/// reads it. Immutable.
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param sentence what the person reads
    public CommandFailure(String sentence) {
        super(sentence);
    }

    /// @param cause for the stack that `--stack` shows
    public CommandFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
