package io.tidemark.server.http;

import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.TypeId;
import io.tidemark.server.live.Told;
import io.tidemark.server.login.LoginOutcome;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The small JSON bodies that HTTP itself answers.
final class JsonBodies {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonBodies() {}

    /// JSApiError (meeting API 3.21), with the stable code and the id under which the log knows the request.
    static byte[] apiError(SyncException refusal, String requestId) {
        return object(json -> {
            json.writeStringProperty("Message", String.valueOf(refusal.getMessage()));
            json.writeStringProperty("Code", refusal.code().code());
            refusal.lostAfter()
                    .ifPresent(lost -> json.writeStringProperty(
                            "LostAfter", lost.truncatedTo(ChronoUnit.SECONDS).toString()));
            json.writeStringProperty("RequestId", requestId);
        });
    }

    /// JSOAuthResponse (meeting API 3.19); `expires_in` is text.
    static byte[] oauthResponse(LoginOutcome.Granted granted) {
        return object(json -> {
            json.writeStringProperty(
                    "expires_in", Long.toString(granted.accessLife().toSeconds()));
            json.writeStringProperty("refresh_token", granted.refreshToken());
            json.writeStringProperty("access_token", granted.accessToken());
        });
    }

    /// JSOAuthError (meeting API 3.20). Its page knows two values of `error` and one of `error_state`; no others are
    /// sent, since clients may read them into closed enumerations.
    static byte[] oauthError(String error, String description, Duration retryIn) {
        return object(json -> {
            json.writeStringProperty("error", error);
            json.writeStringProperty("error_description", description);
            json.writeNumberProperty("retry_in_seconds", ErrorMapping.wholeSeconds(retryIn));
            json.writeStringProperty("error_state", "FAILEDLOGIN");
        });
    }

    /// Whether something works, and if not, why.
    static byte[] health(String status, String reason) {
        return object(json -> {
            json.writeStringProperty("status", status);
            if (!reason.isEmpty()) {
                json.writeStringProperty("reason", reason);
            }
        });
    }

    /// What a waiting device is told.
    static byte[] changed(Told.Changed changed) {
        return object(json -> {
            json.writeStringProperty("position", changed.position().text());
            if (!changed.types().isEmpty()) {
                json.writeArrayPropertyStart("types");
                changed.types().stream().map(TypeId::value).sorted().forEach(json::writeString);
                json.writeEndArray();
            }
        });
    }

    /// `{}`.
    static byte[] empty() {
        return object(json -> {});
    }

    private static byte[] object(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            content.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
