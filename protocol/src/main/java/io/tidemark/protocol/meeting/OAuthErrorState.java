package io.tidemark.protocol.meeting;

/** The server's own reason for a refused login: JSOAuthErrorState, spec 4. */
public enum OAuthErrorState {
    /** Name or password are wrong [doc-example]. */
    FAILEDLOGIN,
    /** The refresh token is unknown, ended or signed out [inferred]. */
    INVALIDTOKEN
}
