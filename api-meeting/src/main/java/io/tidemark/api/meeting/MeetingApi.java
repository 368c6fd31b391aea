package io.tidemark.api.meeting;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.handshake.Committer;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.handshake.Synchronizer;
import io.tidemark.core.handshake.Upload;
import io.tidemark.core.log.Call;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.ReadMode;
import io.tidemark.protocol.json.WireError;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.meeting.CommitReader;
import io.tidemark.protocol.meeting.MeetingCommit;
import io.tidemark.protocol.meeting.TaskCommit;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The meeting API, one method for each operation, without HTTP. Every method throws [SyncException] for a
/// refusal. Thread-safe.
public final class MeetingApi {
    private final Engine engine;
    private final Synchronizer synchronizer;
    private final Committer committer;
    private final CommitReader reader;
    private final MeetingList list;
    private final Availability availability;

    /// The API over an engine.
    ///
    /// @param limits what a commit may hold
    public MeetingApi(Engine engine, ReadLimits limits) {
        this.engine = engine;
        this.synchronizer = new Synchronizer(engine);
        this.committer = new Committer(engine);
        this.reader = new CommitReader(limits, ReadMode.CLIENT_INPUT);
        this.list = new MeetingList(engine.storage());
        this.availability = new Availability(engine.storage());
    }

    /// Sync (2.2, 2.4): what changed since the token.
    ///
    /// @param syncToken the token of an earlier answer; empty starts a new synchronization, as does an empty text
    /// @param properties the properties that take part in change detection, separated by commas; empty means all
    public Answer sync(Caller caller, MeetingStream stream, Optional<String> syncToken, Optional<String> properties) {
        int detection = sound(() -> stream.detection(properties));
        return new SyncTranslation(
                stream,
                synchronizer.sync(
                        account(caller),
                        caller.user(),
                        stream.stream(),
                        syncToken.filter(text -> !text.isEmpty()),
                        detection));
    }

    /// SyncCommit (2.3, 2.5): confirmations and the device's own changes.
    public Answer commit(Caller caller, MeetingStream stream, InputStream body) {
        Commit commit = sound(() -> read(stream, body));
        User actor = engine.storage()
                .read(caller.account(), tx -> tx.user(caller.user()))
                .orElseThrow(MeetingApi::unknownUser);
        return CommitTranslation.answer(committer.commit(
                account(caller),
                actor,
                stream.stream(),
                Optional.ofNullable(commit.token()),
                commit.uploads(),
                new Call(stream.group() + "/synccommit", caller.session().isEmpty() ? null : caller.session())));
    }

    private record Commit(@Nullable String token, List<Upload> uploads) {}

    private Commit read(MeetingStream stream, InputStream body) {
        return switch (stream) {
            case MEETINGS -> {
                MeetingCommit commit = reader.meetings(body);
                yield new Commit(commit.syncToken(), CommitTranslation.uploads(commit));
            }
            case TASKS -> {
                TaskCommit commit = reader.tasks(body);
                yield new Commit(commit.syncToken(), CommitTranslation.uploads(commit));
            }
        };
    }

    /// List (2.6): the user's own meetings by start, then id.
    ///
    /// @param maxResults the size of a page; empty means all
    /// @param skip how many to leave out
    public Answer list(Caller caller, OptionalInt maxResults, OptionalInt skip) {
        return list.answer(caller, maxResults, skip);
    }

    /// Who is not available when, an extension of ours (see `docs/spec/meeting-api.md`): times only.
    ///
    /// @param users emails or ids, separated by commas
    /// @param from ISO 8601, the beginning of the time span
    /// @param to ISO 8601, its end
    public Answer availability(Caller caller, String users, String from, String to) {
        return availability.answer(caller, users, from, to);
    }

    private Account account(Caller caller) {
        return engine.storage().accounts().find(caller.account()).orElseThrow(MeetingApi::unknownUser);
    }

    private static SyncException unknownUser() {
        return new SyncException(ErrorCode.NOT_LOGGED_IN, "This login has ended. Log in again.");
    }

    /// Runs a reading of the wire, and turns what it refuses into the refusals of the API.
    static <T> T sound(java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (WireException e) {
            throw new SyncException(code(e.code()), sentence(e));
        }
    }

    private static ErrorCode code(WireError error) {
        return switch (error) {
            case DOCUMENT_TOO_LARGE -> ErrorCode.REQUEST_TOO_LARGE;
            case TOO_MANY_TOP_LEVEL_ITEMS -> ErrorCode.TOO_MANY_OBJECTS;
            case END_BEFORE_START -> ErrorCode.IMPOSSIBLE_VALUE;
            default -> ErrorCode.MALFORMED_REQUEST;
        };
    }

    private static String sentence(WireException e) {
        return e.path().isEmpty() ? e.sentence() : e.path() + ": " + e.sentence();
    }
}
