package io.tidemark.server;

import io.tidemark.api.meeting.Answer;
import io.tidemark.api.meeting.Caller;
import io.tidemark.api.meeting.MeetingStream;
import io.tidemark.server.http.MeetingRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// A meeting API that says what it was asked, or does what a test puts into it.
public final class ScriptedMeetings implements MeetingRoutes {
    private volatile Optional<Body> syncBody = Optional.empty();
    private volatile Consumer<String> onSync = token -> {};

    /// Writes a body.
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /// What a sync writes instead of what it was asked.
    public void sync(Body body) {
        syncBody = Optional.of(body);
    }

    /// Who hears of the token of each sync.
    public void onSync(Consumer<String> listener) {
        onSync = listener;
    }

    @Override
    public Answer sync(Caller caller, MeetingStream stream, Optional<String> syncToken, Optional<String> properties) {
        onSync.accept(syncToken.orElse(""));
        return syncBody.map(body -> answer(Map.of(), body))
                .orElseGet(() -> says("sync " + stream + " " + caller.account().value() + "/"
                        + caller.user().value() + " " + syncToken + " " + properties));
    }

    @Override
    public Answer commit(Caller caller, MeetingStream stream, InputStream body) {
        try {
            return says("commit " + stream + " " + body.readAllBytes().length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Answer list(Caller caller, OptionalInt resultsMax, OptionalInt skip) {
        return answer(Map.of("paging-next", "10"), out -> out.write(json("list " + resultsMax + " " + skip)));
    }

    @Override
    public Answer availability(Caller caller, String users, String from, String to) {
        return says("availability " + users + " " + from + " " + to);
    }

    private static Answer says(String text) {
        return answer(Map.of(), out -> out.write(json(text)));
    }

    private static byte[] json(String text) {
        return ("{\"said\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static Answer answer(Map<String, String> headers, Body body) {
        return new Answer() {
            @Override
            public int status() {
                return 200;
            }

            @Override
            public Map<String, String> headers() {
                return headers;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                body.writeTo(out);
            }
        };
    }
}
