package io.tidemark.api.command;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Optional;

/// The result of a command that succeeded, whose end is seen when it is written. Used once, by one thread.
///
/// @param result the result
/// @param command the command's name
/// @param running sees its end
record WatchedResult(CommandResult result, String command, CommandWatch.Running running) implements CommandResult {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        String status = CommandWatch.CUT;
        try {
            result.writeTo(out);
            status = CommandWatch.OK;
        } finally {
            running.ended(command, status);
        }
    }

    @Override
    public Optional<LocalDateTime> receivedAt() {
        return result.receivedAt();
    }
}
