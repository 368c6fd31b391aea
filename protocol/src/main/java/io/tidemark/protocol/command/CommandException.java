package io.tidemark.protocol.command;

/**
 * The refusal of a command, or of a request as a whole. It tells a person what to change and holds no value of the request, so
 * it may be logged and sent back. It has no stack trace: the sender is at fault, and refusing must stay cheap.
 */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CommandError error;
    private final String sentence;

    public CommandException(CommandError error, String sentence) {
        super(sentence, null, false, false);
        this.error = error;
        this.sentence = sentence;
    }

    /** An input that is needed and not there. */
    public static CommandException missing(String field) {
        return new CommandException(CommandError.MISSING_FIELD, "The field " + field + " is missing.");
    }

    /**
     * An input that does not hold what it should.
     *
     * @param rule what would be right, as the rest of a sentence: "must be a date."
     */
    public static CommandException badValue(String field, String rule) {
        return new CommandException(CommandError.BAD_VALUE, "The field " + field + " " + rule);
    }

    public CommandError error() {
        return error;
    }

    /** What is wrong, for people. */
    public String sentence() {
        return sentence;
    }
}
