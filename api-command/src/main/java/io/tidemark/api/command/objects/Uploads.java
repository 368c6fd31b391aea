package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.core.content.Contents;
import io.tidemark.core.content.StoredContent;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.protocol.command.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/// Takes files out of inputs of the kind `binary`. A file is durable before the transaction that names it begins;
/// when that fails, the file is removed after a while (ADR 0023). Thread-safe.
///
/// @param contents where files are
/// @param bytesMax the largest file
/// @param clock the server's clock
public record Uploads(Contents contents, long bytesMax, InstantSource clock) {
    /// Puts a file. Not inside a transaction.
    ///
    /// @param input the name of the input
    /// @throws CommandException with `badvalue` when it is larger than allowed; then there is nothing of it
    public StoredContent put(Caller caller, Inputs inputs, String input) {
        try (InputStream bytes = inputs.content(input)) {
            return contents.put(caller.account().id(), bytes, bytesMax, clock.instant());
        } catch (SyncException e) {
            if (e.code() == ErrorCode.REQUEST_TOO_LARGE) {
                throw CommandException.badValue(input, "may hold a file of at most " + bytesMax + " bytes.");
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("base64 that was read before cannot be decoded", e);
        }
    }
}
