package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.Kind;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.WireObject;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a failed login, refresh or signout: JSOAuthError, spec 3.20 [doc]. Immutable.
 *
 * @param error {@link #UNAUTHORIZED_CLIENT} or {@link #INVALID_GRANT}
 * @param description for people
 * @param state the server's own reason; null where none fits. Only {@code FAILEDLOGIN} is known from the vendor, so a client
 *     reads any other text as null
 * @param retryInSeconds how long to wait before the next attempt; null if that does not matter
 */
public record OAuthError(
        String error,
        String description,
        @Nullable OAuthErrorState state,
        @Nullable Long retryInSeconds) {
    /** Name, password or application are wrong [doc-example]. */
    public static final String UNAUTHORIZED_CLIENT = "unauthorized_client";

    /** The refresh token is no good [doc] for the word, [inferred] for its use. */
    public static final String INVALID_GRANT = "invalid_grant";

    /** The message's shape. {@code error_state} is a text, as its other values are not known (spec 4). */
    public static final Shape SHAPE = Shape.of(
            "OAuthError",
            Property.of("error", Kind.text(100)),
            Property.of("error_description", Kind.text(10_000)),
            Property.of("retry_in_seconds", Kind.integer(0, Integer.MAX_VALUE)),
            Property.of("error_state", Kind.text(100)));

    /** What is missing is taken as empty: the message is only ever shown. */
    public static OAuthError from(WireObject message) {
        return new OAuthError(
                message.text("error").orElse(""),
                message.text("error_description").orElse(""),
                message.text("error_state").map(OAuthError::state).orElse(null),
                message.integer("retry_in_seconds").orElse(null));
    }

    public WireObject toWire() {
        WireObject message = SHAPE.empty()
                .with("error", error)
                .with("error_description", description)
                .with("error_state", state);
        return retryInSeconds == null ? message : message.with("retry_in_seconds", retryInSeconds.longValue());
    }

    private static @Nullable OAuthErrorState state(String text) {
        for (OAuthErrorState state : OAuthErrorState.values()) {
            if (state.name().equalsIgnoreCase(text)) {
                return state;
            }
        }
        return null;
    }
}
