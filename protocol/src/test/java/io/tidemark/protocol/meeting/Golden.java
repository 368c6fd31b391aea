package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A message as somebody might send it, {@code golden/<name>.json}, and its canonical form beside it. */
enum Golden {
    MEETING("meeting", MeetingShapes.MEETING),
    RECURRENCE("recurrence", MeetingShapes.MEETING_RECURRENCE),
    TASK("task", MeetingShapes.TASK),
    SYNC_ANSWER("sync-answer", SyncShapes.MEETING_SYNCHRONIZATION),
    COMMIT("commit", SyncShapes.MEETING_SYNCHRONIZATION),
    TASK_COMMIT("task-commit", SyncShapes.TASK_SYNCHRONIZATION),
    OAUTH_RESPONSE("oauth-response", OAuthResponse.SHAPE),
    OAUTH_ERROR("oauth-error", OAuthError.SHAPE),
    API_ERROR("api-error", ApiError.SHAPE),
    COMMIT_ANSWER("commit-answer", CommitAnswer.SHAPE);

    private final String file;

    @SuppressWarnings("Immutable") // Shape is, but carries no annotation of Error Prone
    private final Shape shape;

    Golden(String file, Shape shape) {
        this.file = file;
        this.shape = shape;
    }

    Shape shape() {
        return shape;
    }

    byte[] asSent() {
        return bytes("golden/" + file + ".json");
    }

    byte[] canonical() {
        return bytes("golden/" + file + ".canonical.json");
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
