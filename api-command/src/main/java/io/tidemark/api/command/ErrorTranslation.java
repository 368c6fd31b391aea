package io.tidemark.api.command;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.protocol.command.CommandError;

/// Which refusal of the core is which error of the command API, for one command and for a request as a whole.
public final class ErrorTranslation {
    private ErrorTranslation() {}

    /// What a command fails with. A login that ends while commands run leaves a user who may no longer do anything.
    static CommandError ofCommand(ErrorCode code) {
        return switch (code) {
            case UNKNOWN_OPERATION -> CommandError.UNKNOWN_COMMAND;
            case MALFORMED_REQUEST, IMPOSSIBLE_VALUE -> CommandError.BAD_VALUE;
            case UNKNOWN_TOKEN, TOKEN_OF_ANOTHER_STREAM, TOKEN_EXPIRED, TOKEN_FROM_ANOTHER_EPOCH, RESUME_KEY_MISMATCH ->
                CommandError.BAD_VALUE;
            case REQUEST_TOO_LARGE, TOO_MANY_OBJECTS -> CommandError.BAD_VALUE;
            case TOKEN_OF_ANOTHER_USER, NOT_PERMITTED -> CommandError.NO_ACCESS;
            case NOT_LOGGED_IN, LOGIN_REFUSED, LOGIN_THROTTLED -> CommandError.NO_ACCESS;
            case RULE_FORBIDS -> CommandError.CONFLICT;
            case BUSY, STORAGE_UNAVAILABLE, STORAGE_CORRUPT, INTERNAL -> CommandError.INTERNAL;
        };
    }

    /// What a request as a whole is refused with.
    public static CommandError ofRequest(ErrorCode code) {
        return switch (code) {
            case NOT_LOGGED_IN, LOGIN_REFUSED, LOGIN_THROTTLED -> CommandError.BAD_LOGIN;
            case BUSY, STORAGE_UNAVAILABLE, STORAGE_CORRUPT, INTERNAL -> CommandError.INTERNAL;
            case MALFORMED_REQUEST,
                    IMPOSSIBLE_VALUE,
                    UNKNOWN_OPERATION,
                    UNKNOWN_TOKEN,
                    TOKEN_OF_ANOTHER_USER,
                    TOKEN_OF_ANOTHER_STREAM,
                    TOKEN_EXPIRED,
                    TOKEN_FROM_ANOTHER_EPOCH,
                    RESUME_KEY_MISMATCH,
                    NOT_PERMITTED,
                    RULE_FORBIDS,
                    REQUEST_TOO_LARGE,
                    TOO_MANY_OBJECTS -> CommandError.BAD_REQUEST;
        };
    }

    /// What is said of a refusal: its sentence, and of the server's own failures also the reference number.
    public static String message(SyncException refusal, String requestId) {
        String sentence = String.valueOf(refusal.getMessage());
        return ofCommand(refusal.code()) == CommandError.INTERNAL ? withReference(sentence, requestId) : sentence;
    }

    /// What is said of a defect.
    static String defect(String requestId) {
        return withReference("Something broke in the server.", requestId);
    }

    private static String withReference(String sentence, String requestId) {
        return sentence + " Reference: " + requestId;
    }
}
