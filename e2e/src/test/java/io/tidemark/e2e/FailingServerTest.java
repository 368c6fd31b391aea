package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.e2e.FaultyStorage.Fault;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Passing errors of the server while it commits: the client keeps its work, sends the same request again,
/// and it takes effect once (loss class 25).
class FailingServerTest {
    @TempDir
    private Path folder;

    /// Three meetings, each of which is an event too (ADR 0024), and a slot.
    private static final long CHANGES_OF_WORK = 7;

    private static CommitBody work(Device.Answer at) {
        return CommitBody.under(at)
                .created("Meeting", "'Title':'queued'")
                .named("c-1")
                .created("Meeting", "'Title':'nameless'")
                .modified("Meeting", "'Id':'m-A','Title':'edited'")
                .created("CalendarEntry", "'Start':'2031-04-02T09:00:00Z','End':'2031-04-02T10:00:00Z'")
                .named("slot");
    }

    private static void retriesUntilItIsThereOnce(TestServer server, FaultyStorage storage, Fault fault) {
        Device ida = server.device(IDA);
        ida.commit(CommitBody.withoutToken().created("Meeting", "'Id':'m-A','Title':'0'"))
                .ok();
        Device.Answer at = ida.settled();
        long before = server.changes();
        for (int attempt = 0; attempt < 3; attempt++) {
            storage.failNextWriteOfARequest(fault);
            Device.Answer failed = ida.commit(work(at));
            assertThat(failed.status()).isIn(500, 503);
            assertThat(failed.code()).startsWith("TM-");
            assertThat(failed.response().headers().firstValue("retry-after").isPresent())
                    .as("says when to try again if that helps")
                    .isEqualTo(failed.status() == 503);
            assertThat(server.changes() - before).as("all or nothing").isIn(0L, CHANGES_OF_WORK);
        }
        assertThat(ida.commit(work(at)).ok().outcomes()).doesNotContain("REFUSED", "CONFLICT", "IGNORED");
        assertThat(server.changes() - before).isEqualTo(CHANGES_OF_WORK);
        Device.Answer all = server.device(IDA).sync();
        assertThat(all.told("Meetings")).hasSize(3);
        assertThat(all.item("Meetings", "m-A").path("Meeting").path("Title").asString())
                .isEqualTo("edited");
        assertThat(ida.sync(at.token()).told("Meetings")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void lossClass25_aQueuedCommitSurvivesErrorsInMemory(Fault fault) {
        FaultyStorage storage = new FaultyStorage(new InMemoryStorage());
        try (TestServer server = new TestServer(storage)) {
            retriesUntilItIsThereOnce(server, storage, fault);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void lossClass25_aQueuedCommitSurvivesErrorsOnSqlite(Fault fault) {
        FaultyStorage storage =
                new FaultyStorage(SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults()));
        try (TestServer server = new TestServer(storage)) {
            retriesUntilItIsThereOnce(server, storage, fault);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void lossClass25_aSyncWhoseRoundFailsIsAskedAgain(Fault fault) {
        FaultyStorage storage = new FaultyStorage(new InMemoryStorage());
        try (TestServer server = new TestServer(storage)) {
            Device ida = server.device(IDA);
            ida.commit(CommitBody.withoutToken().created("Meeting", "'Id':'m-A','Title':'0'"))
                    .ok();
            storage.failNextWrite(fault);
            assertThat(ida.get("api/v1/mymeetings/sync").status()).isIn(500, 503);
            Device.Answer first = ida.settled();
            ida.commit(CommitBody.withoutToken().created("Meeting", "'Id':'m-B','Title':'0'"))
                    .ok();
            storage.failNextWrite(fault);
            assertThat(ida.get("api/v1/mymeetings/sync?synctoken=" + first.token())
                            .status())
                    .isIn(500, 503);
            assertThat(ida.sync(first.token()).told("Meetings")).containsExactly("NEW m-B");
        }
    }

    @Test
    void lossClass25_aClientThatGoesAwayBeforeItsAnswerFindsItsCommitDoneOnce() throws IOException {
        try (TestServer server = TestServer.inMemory()) {
            Device ida = server.device(IDA);
            ida.commit(CommitBody.withoutToken().created("Meeting", "'Id':'m-A','Title':'0'"))
                    .ok();
            Device.Answer at = ida.settled();
            byte[] body = work(at).json().getBytes(StandardCharsets.UTF_8);
            String head = "POST /api/v1/mymeetings/synccommit HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + ida.bearer() + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            for (int attempt = 0; attempt < 5; attempt++) {
                try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort())) {
                    socket.setSoLinger(true, 0);
                    OutputStream out = socket.getOutputStream();
                    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                    out.write(body);
                    out.flush();
                }
            }
            ida.commit(work(at)).ok();
            assertThat(server.device(IDA).sync().told("Meetings")).hasSize(3);
        }
    }
}
