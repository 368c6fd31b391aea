package io.tidemark.protocol.json;

/**
 * The refusal of bytes that are no message of the protocol.
 *
 * <p>It tells a person where ({@link #path()}) and what to change ({@link #sentence()}). Neither ever contains values of the
 * message, so it may be logged and sent back. It has no stack trace: the sender is at fault, and refusing must stay cheap.
 */
public final class WireException extends RuntimeException {
    /** The {@link #offset()} of an error that belongs to no place in the bytes. */
    public static final long NO_OFFSET = -1;

    private static final long serialVersionUID = 1L;

    private final WireError code;
    private final String path;
    private final String sentence;
    private final long offset;

    /**
     * @param path the place in the message, such as {@code Meetings[3].Meeting.Start}; empty for the message as a whole
     * @param sentence what is wrong and what would be right, without any value of the message
     * @param offset characters read before the error, or {@link #NO_OFFSET}
     */
    public WireException(WireError code, String path, String sentence, long offset) {
        super(path.isEmpty() ? sentence : path + ": " + sentence, null, false, false);
        this.code = code;
        this.path = path;
        this.sentence = sentence;
        this.offset = offset;
    }

    public WireError code() {
        return code;
    }

    /** The place in the message, such as {@code Meetings[3].Meeting.Start}; empty for the message as a whole. */
    public String path() {
        return path;
    }

    /** What is wrong and what would be right. */
    public String sentence() {
        return sentence;
    }

    /** How many characters of the document (UTF-16 units) were read before the error, or {@link #NO_OFFSET}. */
    public long offset() {
        return offset;
    }
}
