package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.Kind;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.WireError;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.json.WireObject;

/**
 * The answer to a login or refresh: JSOAuthResponse, spec 3.19 [doc-example]. Immutable.
 *
 * @param expiresIn seconds that the access token lives, as a text of digits: the vendor's example has it in quotes
 * @param refreshToken in the form of a Guid
 * @param accessToken for {@code Authorization: Bearer}
 */
public record OAuthResponse(String expiresIn, String refreshToken, String accessToken) {
    private static final int TOKEN_CHARS = 8_000;

    /** The message's shape. */
    public static final Shape SHAPE = Shape.of(
            "OAuthResponse",
            Property.of("expires_in", Kind.text(20)),
            Property.of("refresh_token", Kind.text(TOKEN_CHARS)),
            Property.of("access_token", Kind.text(TOKEN_CHARS)));

    /** @throws WireException if a property is missing */
    public static OAuthResponse from(WireObject message) {
        return new OAuthResponse(
                required(message, "expires_in"), required(message, "refresh_token"), required(message, "access_token"));
    }

    public WireObject toWire() {
        return SHAPE.empty()
                .with("expires_in", expiresIn)
                .with("refresh_token", refreshToken)
                .with("access_token", accessToken);
    }

    /** Hides the tokens: they open the account, and records end up in logs. */
    @Override
    public String toString() {
        return "OAuthResponse[expiresIn=" + expiresIn + "]";
    }

    private static String required(WireObject message, String name) {
        return message.text(name)
                .orElseThrow(() -> new WireException(
                        WireError.MISSING_PROPERTY, name, "The property is missing.", WireException.NO_OFFSET));
    }
}
