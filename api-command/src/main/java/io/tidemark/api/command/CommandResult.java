package io.tidemark.api.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.protocol.command.AnswerEnvelope;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.TreeWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Optional;

/// The result of a command that was decided: whether it succeeded is known, its content may still have to be read. So a
/// long list can be written page by page from stored bytes, and is never held as a whole.
///
/// Used once, by one thread.
@FunctionalInterface
public interface CommandResult {
    /// Writes the result as one JSON object in UTF-8, `status` included. Called at most once, after all commands of the
    /// request have run. It may throw as long as nothing was written; later, a failure cuts the answer off.
    ///
    /// @throws IOException when the reader is gone
    void writeTo(OutputStream out) throws IOException;

    /// What the envelope says instead of the time of this request: every part of a change list says when the chain's
    /// first request arrived (command API 3). Empty for all other results.
    default Optional<LocalDateTime> receivedAt() {
        return Optional.empty();
    }

    /// The result of a command that succeeded and whose outputs are at hand.
    static CommandResult of(JsonObject outputs) {
        return json(AnswerEnvelope.result(outputs));
    }

    /// The result of a command that failed.
    ///
    /// @param outputs what it says beside the error
    static CommandResult failed(CommandError error, String message, JsonObject outputs) {
        JsonObject result = AnswerEnvelope.result(error, message);
        for (var output : outputs.members().entrySet()) {
            result = result.with(output.getKey(), output.getValue());
        }
        return json(result);
    }

    private static CommandResult json(JsonObject result) {
        return out -> out.write(TreeWriter.text(result).getBytes(UTF_8));
    }
}
