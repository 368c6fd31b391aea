package io.tidemark.api.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.protocol.command.AnswerEnvelope;
import io.tidemark.protocol.command.CommandError;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// The answer to a request: what the envelope says is decided, the results are written one after the other. Used
/// once, by one thread.
///
/// @param envelope what stands around the results
/// @param results one for each command that was run
public record CommandAnswer(AnswerEnvelope envelope, List<CommandResult> results) {
    public CommandAnswer {
        results = List.copyOf(results);
    }

    /// The answer to a request of which no command was run.
    public static CommandAnswer refused(CommandError error, String message, Caller caller) {
        return new CommandAnswer(AnswerEnvelope.refused(error, message, caller.receivedLocally()), List.of());
    }

    /// Writes the whole answer.
    ///
    /// @throws IOException when the reader is gone
    public void writeTo(OutputStream out) throws IOException {
        out.write(envelope.head().getBytes(UTF_8));
        boolean first = true;
        for (CommandResult result : results) {
            if (!first) {
                out.write(',');
            }
            first = false;
            result.writeTo(out);
        }
        out.write(envelope.tail().getBytes(UTF_8));
    }
}
