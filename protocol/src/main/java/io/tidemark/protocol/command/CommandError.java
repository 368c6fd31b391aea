package io.tidemark.protocol.command;

/** Why a command, or a request as a whole, failed (command API 5). The texts are stable. */
public enum CommandError {
    /** There is no command of this name. */
    UNKNOWN_COMMAND("unknowncommand"),
    /** An input that the command needs is not there; the message names it. */
    MISSING_FIELD("missingfield"),
    /** An input does not hold what it should; the message names it. */
    BAD_VALUE("badvalue"),
    /** The object that the command should work on does not exist. A lookup that finds nothing is no failure. */
    NOT_FOUND("notfound"),
    /** The user may not do this. */
    NO_ACCESS("noaccess"),
    /** This command may stand in a request only once, together with no other of its kind. */
    NOT_COMBINABLE("notcombinable"),
    /** What is stored does not allow this. */
    CONFLICT("conflict"),
    /** Something broke in the server, or it is overloaded; the message has a reference number. */
    INTERNAL("internal"),
    /** Only of a request as a whole: it is no envelope. */
    BAD_REQUEST("badrequest"),
    /** Only of a request as a whole: the credentials are missing or wrong. */
    BAD_LOGIN("badlogin");

    private final String text;

    CommandError(String text) {
        this.text = text;
    }

    /** As it stands in an answer. */
    public String text() {
        return text;
    }
}
