package io.tidemark.server;

import io.tidemark.api.meeting.Answer;
import io.tidemark.api.meeting.Caller;
import io.tidemark.api.meeting.MeetingApi;
import io.tidemark.api.meeting.MeetingStream;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.http.MeetingRoutes;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/// The meeting API behind the routes of HTTP. Thread-safe.
///
/// @param api answers
public record MeetingApiRoutes(MeetingApi api) implements MeetingRoutes {
    /// The meeting API over a storage.
    ///
    /// @param types the types of each account
    public static MeetingRoutes over(
            Storage storage, AccountTypes types, ServerConfig.Limits limits, InstantSource clock, IdSource ids) {
        ReadLimits reading = new ReadLimits(
                limits.bodyBytes(),
                limits.depth(),
                limits.stringCharacters(),
                ReadLimits.DEFAULT.itemsPerArray(),
                limits.objectsPerCommit(),
                ReadLimits.DEFAULT.propertiesPerObject());
        return new MeetingApiRoutes(new MeetingApi(new Engine(storage, types, clock, ids), reading));
    }

    @Override
    public Answer sync(Caller caller, MeetingStream stream, Optional<String> syncToken, Optional<String> properties) {
        return api.sync(caller, stream, syncToken, properties);
    }

    @Override
    public Answer commit(Caller caller, MeetingStream stream, InputStream body) {
        return api.commit(caller, stream, body);
    }

    @Override
    public Answer list(Caller caller, OptionalInt resultsMax, OptionalInt skip) {
        return api.list(caller, resultsMax, skip);
    }

    @Override
    public Answer availability(Caller caller, String users, String from, String to) {
        return api.availability(caller, users, from, to);
    }
}
