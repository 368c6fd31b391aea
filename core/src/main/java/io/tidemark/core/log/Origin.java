package io.tidemark.core.log;

import io.tidemark.core.directory.UserId;
import org.jspecify.annotations.Nullable;

/// Who made a change, from where, through which call.
///
/// @param user the author; null for the server itself (an import, a timer)
/// @param device the synchronization or device it came from; null when there is none
/// @param call the operation, for instance `mymeetings/synccommit`
/// @param upload a digest that is the same for every copy of one upload and differs between uploads; null when the call
/// cannot be repeated
/// @param session the login behind it, so that a device is not woken by what it wrote itself; null when there is
///     none
public record Origin(
        @Nullable UserId user,
        @Nullable String device,
        String call,
        @Nullable String upload,
        @Nullable String session) {
    /// Without a login.
    public Origin(@Nullable UserId user, @Nullable String device, String call, @Nullable String upload) {
        this(user, device, call, upload, null);
    }

    /// The same for what follows from a change: its device said nothing of that, and so is to hear of it.
    public Origin indirect() {
        return new Origin(user, device, call, upload);
    }
}
