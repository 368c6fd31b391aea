package io.tidemark.protocol.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.ReadMode;
import io.tidemark.protocol.json.ShapeReader;
import io.tidemark.protocol.json.ShapeWriter;
import io.tidemark.protocol.json.WireObject;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenTest {
    private final ShapeReader reader = new ShapeReader(ReadLimits.DEFAULT);
    private final CommitReader commits = new CommitReader(ReadLimits.DEFAULT, ReadMode.STORED);

    @ParameterizedTest
    @EnumSource
    void whatIsReadIsWrittenCanonically(Golden golden) {
        WireObject message = reader.read(golden.asSent(), golden.shape(), ReadMode.STORED);

        assertThat(text(message)).isEqualTo(new String(golden.canonical(), UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void theCanonicalFormStaysAsItIs(Golden golden) {
        WireObject message = reader.read(golden.canonical(), golden.shape(), ReadMode.STORED);

        assertThat(text(message)).isEqualTo(new String(golden.canonical(), UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void splittingAndJoiningTheCanonicalFormGivesItBack(Golden golden) {
        assertThat(ShapeWriter.joinTopLevel(ShapeWriter.splitTopLevel(golden.canonical())))
                .isEqualTo(golden.canonical());
    }

    @Test
    void aMeetingCommitIsWrittenAsItWasRead() {
        MeetingCommit commit = commits.meetings(new ByteArrayInputStream(Golden.COMMIT.asSent()));

        assertThat(commit.size()).isEqualTo(5);
        assertThat(text(commit.toWire())).isEqualTo(new String(Golden.COMMIT.canonical(), UTF_8));
    }

    @Test
    void aSyncAnswerIsWrittenWithItsEmptyArrays() {
        MeetingCommit answer = commits.meetings(new ByteArrayInputStream(Golden.SYNC_ANSWER.asSent()));

        assertThat(text(answer.toWire())).isEqualTo(new String(Golden.SYNC_ANSWER.canonical(), UTF_8));
    }

    @Test
    void aTaskCommitIsWrittenAsItWasRead() {
        TaskCommit commit = commits.tasks(new ByteArrayInputStream(Golden.TASK_COMMIT.asSent()));

        assertThat(text(commit.toWire())).isEqualTo(new String(Golden.TASK_COMMIT.canonical(), UTF_8));
    }

    @Test
    void theSmallMessagesAreWrittenAsTheyWereRead() {
        assertThat(OAuthResponse.from(read(Golden.OAUTH_RESPONSE)).toWire()).isEqualTo(read(Golden.OAUTH_RESPONSE));
        assertThat(OAuthError.from(read(Golden.OAUTH_ERROR)).toWire()).isEqualTo(read(Golden.OAUTH_ERROR));
        assertThat(ApiError.from(read(Golden.API_ERROR)).toWire()).isEqualTo(read(Golden.API_ERROR));
        assertThat(CommitAnswer.from(read(Golden.COMMIT_ANSWER)).toWire()).isEqualTo(read(Golden.COMMIT_ANSWER));
    }

    private WireObject read(Golden golden) {
        return reader.read(golden.canonical(), golden.shape(), ReadMode.STORED);
    }

    private static String text(WireObject message) {
        return new String(ShapeWriter.write(message), UTF_8);
    }
}
