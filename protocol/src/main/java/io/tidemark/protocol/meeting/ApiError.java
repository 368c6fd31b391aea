package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.Kind;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.WireObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body of a refusal: JSApiError, spec 3.21. Immutable.
 *
 * @param message what to do about it, for people [inferred]
 * @param code a stable code for programs; an extension of ours, null if there is none
 * @param lostAfter what the server had confirmed after this is lost there; an extension of ours, null unless a token is
 *     from before a restore
 */
public record ApiError(
        String message, @Nullable String code, @Nullable Instant lostAfter) {
    /** The message's shape. */
    public static final Shape SHAPE = Shape.of(
            "ApiError",
            Property.of("Message", Kind.text(10_000)),
            Property.of("Code", Kind.text(100)),
            Property.of("LostAfter", Kind.DATE_TIME));

    /** A missing text is taken as empty: the message is only ever shown. */
    public static ApiError from(WireObject message) {
        return new ApiError(
                message.text("Message").orElse(""),
                message.text("Code").orElse(null),
                message.instant("LostAfter").orElse(null));
    }

    public WireObject toWire() {
        return SHAPE.empty().with("Message", message).with("Code", code).with("LostAfter", lostAfter);
    }
}
