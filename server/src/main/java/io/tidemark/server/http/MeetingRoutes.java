package io.tidemark.server.http;

import io.tidemark.api.meeting.Answer;
import io.tidemark.api.meeting.Caller;
import io.tidemark.api.meeting.MeetingStream;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;

/// What HTTP needs of the meeting API: the operations of [io.tidemark.api.meeting.MeetingApi]. Every method throws
/// [io.tidemark.core.error.SyncException] for what it refuses. Thread-safe.
public interface MeetingRoutes {
    /// Sync (meeting API 2.2, 2.4).
    Answer sync(Caller caller, MeetingStream stream, Optional<String> syncToken, Optional<String> properties);

    /// SyncCommit (meeting API 2.3, 2.5). Reads the body to its end, or not further than its first mistake.
    Answer commit(Caller caller, MeetingStream stream, InputStream body);

    /// The user's meetings, a page at a time (meeting API 2.6).
    Answer list(Caller caller, OptionalInt resultsMax, OptionalInt skip);

    /// When users are busy.
    Answer availability(Caller caller, String users, String from, String to);
}
