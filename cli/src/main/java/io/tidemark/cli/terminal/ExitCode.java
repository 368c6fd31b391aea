package io.tidemark.cli.terminal;

/// What the process tells the shell. The same for all commands, and listed under the help of each.
public final class ExitCode {
    /// Done.
    public static final int DONE = 0;

    /// Not done; a sentence on standard error says why.
    public static final int FAILED = 1;

    /// The command line cannot be understood.
    public static final int USAGE = 2;

    /// Done in part; what is missing was listed.
    public static final int PARTLY = 3;

    private ExitCode() {}
}
