package io.tidemark.core.error;

import java.util.Arrays;

/// Every refusal that leaves Tidemark, with a stable code. The comment of each constant is its operator's manual;
/// `docs/errors.md` is made
/// from it. Codes are never reused. Families: `TM-1xxx` requests, `TM-2xxx` tokens and cursors, `TM-3xxx` permissions
/// and rules, `TM-4xxx`
/// logins, `TM-5xxx` limits, `TM-9xxx` the server itself.
///
/// Immutable.
public enum ErrorCode {
    /// The body or a parameter is not what the protocol describes. The sentence names the place. Nothing was applied;
    /// mend the request.
    MALFORMED_REQUEST("TM-1001", false),
    /// The path names no operation. Check the path and the verb.
    UNKNOWN_OPERATION("TM-1002", false),
    /// A value is well-formed and cannot be meant: an end before its start, a repetition that never happens. Nothing
    /// was applied.
    IMPOSSIBLE_VALUE("TM-1003", false),

    /// The token is no token of this account: cut, forged, or from another installation. The client starts over without
    /// a token.
    UNKNOWN_TOKEN("TM-2001", false),
    /// The token was given to another user. The client must log in as that user or start over.
    TOKEN_OF_ANOTHER_USER("TM-2002", false),
    /// The token belongs to the other stream (meetings or tasks).
    TOKEN_OF_ANOTHER_STREAM("TM-2003", false),
    /// The token is older than what is kept of this synchronization. The client starts over without a token; unsent
    /// work is not lost.
    TOKEN_EXPIRED("TM-2004", false),
    /// The token names a state that this database never had: it was restored from a backup. The client starts over
    /// without a token; before, it can offer what it holds from `LostAfter` on, which may be lost on the server.
    TOKEN_FROM_ANOTHER_EPOCH("TM-2005", false),
    /// The resume key goes with no part of this change list: it was cut or forged, given to another user, or for
    /// another command, date, time or filter. The client begins the list again without it; nothing is lost.
    RESUME_KEY_MISMATCH("TM-2006", false),

    /// The user may not do this to that object.
    NOT_PERMITTED("TM-3001", false),
    /// The object exists in a form that this change cannot be applied to, for instance a meeting that was already held.
    RULE_FORBIDS("TM-3002", false),

    /// No login, or one that ended. Log in, or use the refresh token.
    NOT_LOGGED_IN("TM-4001", false),
    /// User name and password do not match, or this user cannot log in.
    LOGIN_REFUSED("TM-4002", false),
    /// Too many failed logins. Wait as long as the answer says.
    LOGIN_THROTTLED("TM-4003", true),

    /// The request is larger than the server takes. Send it in parts; the limit is a setting.
    REQUEST_TOO_LARGE("TM-5001", false),
    /// More objects in one commit than the server takes. Send them in several commits.
    TOO_MANY_OBJECTS("TM-5002", false),
    /// The server works at its limit. Wait as long as the answer says, then send the same request again.
    BUSY("TM-5003", true),

    /// The store cannot be reached or did not finish in time. Nothing was applied; the same request may be sent again.
    STORAGE_UNAVAILABLE("TM-9001", true),
    /// The store holds something that cannot be right. An operator must look; the log says where.
    STORAGE_CORRUPT("TM-9002", false),
    /// A defect of Tidemark. Nothing was applied; the log holds the request id and the cause.
    INTERNAL("TM-9003", false);

    private final String code;
    private final boolean retryable;

    ErrorCode(String code, boolean retryable) {
        this.code = code;
        this.retryable = retryable;
    }

    /// The constant of a stable code.
    ///
    /// @throws IllegalArgumentException when there is none
    public static ErrorCode of(String code) {
        return Arrays.stream(values())
                .filter(constant -> constant.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such error code"));
    }

    /// The stable code, for instance `TM-2001`.
    public String code() {
        return code;
    }

    /// Whether the very same request can succeed later without anybody changing anything.
    public boolean retryable() {
        return retryable;
    }
}
