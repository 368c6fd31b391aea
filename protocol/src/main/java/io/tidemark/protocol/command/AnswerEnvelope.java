package io.tidemark.protocol.command;

import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says around the results of its commands (command API 3 and 5). It is written in two parts, so that results can
 * be written between them as they are made. Immutable.
 *
 * @param message {@code OK}, or the message of the first failure
 * @param succeeded whether all commands did
 * @param error why the request as a whole was refused; null when its commands were run
 * @param receivedAt when the server received the request, in the account's time zone
 */
public record AnswerEnvelope(
        String message, boolean succeeded, @Nullable CommandError error, LocalDateTime receivedAt) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** Every command succeeded. */
    public static AnswerEnvelope ok(LocalDateTime receivedAt) {
        return new AnswerEnvelope("OK", true, null, receivedAt);
    }

    /** The commands were run, and at least one failed. */
    public static AnswerEnvelope failed(String firstMessage, LocalDateTime receivedAt) {
        return new AnswerEnvelope(firstMessage, false, null, receivedAt);
    }

    /** No command was run. */
    public static AnswerEnvelope refused(CommandError error, String message, LocalDateTime receivedAt) {
        return new AnswerEnvelope(message, false, error, receivedAt);
    }

    /** A date as answers hold it. */
    public static JsonText date(LocalDateTime instant) {
        return new JsonText(DATE.format(instant));
    }

    /** A time as answers hold it: whole seconds, cut off. */
    public static JsonText time(LocalDateTime instant) {
        return new JsonText(TIME.format(instant));
    }

    /** What stands before the first result. */
    public String head() {
        JsonObject head = JsonObject.EMPTY
                .with("status", succeeded ? JsonNumber.ONE : JsonNumber.ZERO)
                .with("msg", new JsonText(message));
        if (error != null) {
            head = head.with("error", new JsonText(error.text()));
        }
        String json = TreeWriter.text(head);
        return json.substring(0, json.length() - 1) + ",\"results\":[";
    }

    /** What stands after the last result. */
    public String tail() {
        String json =
                TreeWriter.text(JsonObject.EMPTY.with("date", date(receivedAt)).with("time", time(receivedAt)));
        return "]," + json.substring(1);
    }

    /** The result of a command that succeeded: its outputs beside the status. */
    public static JsonObject result(JsonObject outputs) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("status", JsonNumber.ONE);
        members.putAll(outputs.members());
        return new JsonObject(members);
    }

    /** The result of a command that failed. */
    public static JsonObject result(CommandError error, String message) {
        return JsonObject.EMPTY
                .with("status", JsonNumber.ZERO)
                .with("msg", new JsonText(message))
                .with("error", new JsonText(error.text()));
    }
}
