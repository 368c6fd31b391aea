package io.tidemark.e2e;

import static io.tidemark.e2e.Device.confirming;
import static io.tidemark.e2e.Device.confirmingWithout;
import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The ways in which synchronizations lose, double or hide data, each tried on the token API
/// (`docs/loss-classes.md`).
abstract class LossClassesOverHttp extends OnServer {
    private void change(String id, String title) {
        Device other = server.device(IDA);
        assertThat(other.commit(CommitBody.under(other.sync())
                                .modified("Meeting", "'Id':'" + id + "','Title':'" + title + "'"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
    }

    private void delete(String id) {
        Device other = server.device(IDA);
        assertThat(other.commit(CommitBody.under(other.sync()).deleted("Meeting", "'Id':'" + id + "'"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
    }

    @Test
    void lossClass05_aChangeInTheSecondOfTheSyncBeforeIsTold() {
        meeting("m-A", "'Title':'0'");
        Device.Answer at = ida.settled();
        for (int i = 1; i <= 5; i++) {
            change("m-A", "in the same second " + i);
            at = ida.settled(at.token());
            assertThat(at.told("Meetings")).containsExactly("MODIFIED m-A");
        }
    }

    @Test
    void lossClass06_fractionsOfASecondNeitherHideNorRepeatAChange() {
        server.pass(Duration.ofMillis(999));
        meeting("m-A", "'Title':'0'");
        Device.Answer at = ida.settled();
        server.pass(Duration.ofMillis(1));
        change("m-A", "at .000");
        at = ida.settled(at.token());
        assertThat(at.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(ida.sync(at.token()).told("Meetings")).isEmpty();
    }

    @Test
    void lossClass07_aTokenWhoseAnswerWasReadOnlyInPartSkipsNothing() {
        for (int i = 0; i < 20; i++) {
            meeting("m-" + i, "'Title':'0'");
        }
        Device.Answer first = ida.sync();
        ida.commit(confirmingWithout(first, "m-17", "m-18", "m-19")).ok();
        assertThat(ida.sync(first.token()).told("Meetings"))
                .containsExactlyInAnyOrder("NEW m-17", "NEW m-18", "NEW m-19");
    }

    @Test
    void lossClass08_everySyncMakesProgressWhileTheSetChanges() {
        meeting("m-0", "'Title':'0'");
        Device.Answer at = ida.settled();
        for (int i = 1; i <= 10; i++) {
            meeting("m-" + i, "'Title':'0'");
            at = ida.settled(at.token());
            assertThat(at.told("Meetings")).containsExactly("NEW m-" + i);
        }
        assertThat(ida.sync(at.token()).told("Meetings")).isEmpty();
    }

    @Test
    void lossClass09_anIdleSyncTellsNothingHoweverOften() {
        meeting("m-A", "'Title':'0'");
        Device.Answer at = ida.settled();
        long before = server.changes();
        for (int i = 0; i < 40; i++) {
            at = ida.sync(at.token());
            assertThat(at.told("Meetings")).isEmpty();
        }
        assertThat(server.changes()).isEqualTo(before);
    }

    @Test
    void lossClass11_createdAndDestroyedBetweenTwoSyncs() {
        Device.Answer at = ida.settled();
        meeting("m-unseen", "'Title':'0'");
        delete("m-unseen");
        at = ida.settled(at.token());
        assertThat(at.told("Meetings")).as("never seen").isEmpty();

        meeting("m-A", "'Title':'first life'");
        at = ida.settled(at.token());
        deleteRecreateAndDelete("m-A");
        at = ida.sync(at.token());
        assertThat(at.told("Meetings")).as("an earlier life was seen").containsExactly("DELETED m-A");
        ida.commit(confirming(at)).ok();

        meeting("m-B", "'Title':'0'");
        Device.Answer lost = ida.sync(at.token());
        assertThat(lost.told("Meetings")).containsExactly("NEW m-B");
        delete("m-B");
        assertThat(ida.sync(at.token()).told("Meetings"))
                .as("the answer or its confirmation got lost")
                .containsExactly("DELETED m-B");
        assertThat(ida.sync(lost.token()).told("Meetings")).containsExactly("DELETED m-B");
    }

    private void deleteRecreateAndDelete(String id) {
        Device other = server.device(IDA);
        CommitBody lives = CommitBody.under(other.settled())
                .deleted("Meeting", "'Id':'" + id + "'")
                .created("Meeting", "'Id':'" + id + "','Title':'second life'");
        assertThat(other.commit(lives).ok().outcomes()).containsExactly("DELETED", "CREATED");
        delete(id);
    }

    @Test
    void lossClass13_whatTheDeviceCannotTakeComesAgainAndHoldsUpNothing() {
        meeting("m-A", "'Title':'0'");
        meeting("m-bad", "'Title':'0'");
        Device.Answer at = ida.sync();
        for (int i = 0; i < 5; i++) {
            ida.commit(confirmingWithout(at, "m-bad")).ok();
            change("m-A", "round " + i);
            at = ida.sync(at.token());
            assertThat(at.told("Meetings")).containsExactlyInAnyOrder("MODIFIED m-A", "NEW m-bad");
        }
    }

    @Test
    void lossClass14_aTokenOfALostFutureIsNeverAnsweredWithSilence() {
        meeting("m-A", "'Title':'0'");
        Device.Answer at = ida.settled();
        server.startEpoch();
        Device.Answer refused = ida.get("api/v1/mymeetings/sync?synctoken=" + at.token());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("TM-2005");
    }

    @Test
    void lossClass15_whatLeavesTheSelectionIsToldAsGone() {
        meeting("m-A", "'Title':'0'," + invitations(invite(LARS, "")));
        Device.Answer at = lars.settled();
        Device.Answer hosts = ida.settled();
        ida.commit(CommitBody.under(hosts).modified("Meeting", "'Id':'m-A','Invitations':[]"))
                .ok();
        at = lars.sync(at.token());
        assertThat(at.told("Meetings")).containsExactly("DELETED m-A");
        assertThat(lars.sync(at.token()).told("Meetings")).containsExactly("DELETED m-A");
        assertThat(meetingsOf(IDA)).as("it was not deleted").containsExactly("NEW m-A");
    }

    @Test
    void lossClass16And17_membersThatComeAndGoEndWithWhatTheRulesGiveThem() {
        for (int i = 0; i < 6; i++) {
            meeting("m-" + i, "'Title':'0'");
        }
        Device.Answer at = lars.settled();
        Device.Answer hosts = ida.settled();
        Set<String> held = new java.util.TreeSet<>();
        java.util.Random random = new java.util.Random(17);
        for (int step = 0; step < 30; step++) {
            int which = random.nextInt(6);
            String invited = random.nextBoolean() ? invite(LARS, "") : "";
            hosts = ida.sync(hosts.token());
            ida.commit(CommitBody.under(hosts)
                            .modified("Meeting", "'Id':'m-" + which + "','Invitations':[" + invited + "]")
                            .at("2031-04-02T00:00:%02dZ".formatted(step)))
                    .ok();
            if (random.nextInt(3) == 0) {
                at = lars.sync(at.token());
                for (String told : at.told("Meetings")) {
                    String id = told.substring(told.indexOf(' ') + 1);
                    assertThat(told.startsWith("DELETED") ? held.remove(id) : held.add(id))
                            .as(told)
                            .isTrue();
                }
                lars.commit(confirming(at)).ok();
                assertThat(held.stream().map(id -> "NEW " + id)).containsExactlyInAnyOrderElementsOf(meetingsOf(LARS));
            }
        }
    }

    @Test
    void lossClass18_aDeletionReachesADeviceThatWasAwayForAYear() {
        meeting("m-A", "'Title':'0'");
        Device.Answer at = ida.settled();
        delete("m-A");
        server.pass(Duration.ofDays(365));
        ida.logIn();
        assertThat(ida.sync(at.token()).told("Meetings")).containsExactly("DELETED m-A");
    }

    @Test
    void lossClass19_aFullSyncHoldsWhatIsThereAndNothingElse() {
        meeting("m-A", "'Title':'0'");
        meeting("m-gone", "'Title':'0'");
        ida.settled();
        delete("m-gone");
        assertThat(ida.sync().told("Meetings")).containsExactly("NEW m-A");
    }

    @Test
    void lossClass20_anExpiredTokenIsAnErrorWithACodeAndUnsentWorkGoesOnWithANewOne() {
        meeting("m-A", "'Title':'0'");
        Device.Answer at = ida.settled();
        String old = at.token();
        for (int i = 0; i < 33; i++) {
            change("m-A", "round " + i);
            at = ida.settled(at.token());
        }
        CommitBody queued =
                CommitBody.under(old).created("Meeting", "'Title':'offline'").named("queued");
        Device.Answer refused = ida.commit(queued);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("TM-2004");
        Device.Answer fresh = ida.sync();
        assertThat(ida.commit(CommitBody.under(fresh)
                                .created("Meeting", "'Title':'offline'")
                                .named("queued"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
    }

    @Test
    void lossClass21_theDevicesOwnWriteIsNotItsNews() {
        Device.Answer at = ida.sync();
        ida.commit(CommitBody.under(at).created("Meeting", "'Title':'mine'").named("c-1"))
                .ok();
        for (int i = 0; i < 3; i++) {
            at = ida.sync(at.token());
            assertThat(at.told("Meetings")).isEmpty();
        }
        assertThat(meetingsOf(IDA)).hasSize(1);
    }

    @Test
    void lossClass22_oneBadUploadAmongManyHoldsUpNone() {
        meeting("m-A", "'Title':'0'," + invitations(invite(LARS, "")));
        Device.Answer at = lars.settled();
        CommitBody commit = CommitBody.under(at);
        for (int i = 0; i < 10; i++) {
            commit.created("Meeting", "'Title':'number " + i + "'").named("c-" + i);
            if (i == 4) {
                commit.modified("Meeting", "'Id':'m-A','Title':'forbidden'");
            }
        }
        List<String> outcomes = lars.commit(commit).ok().outcomes();
        assertThat(outcomes).hasSize(11).contains("REFUSED");
        assertThat(outcomes.stream().filter("CREATED"::equals)).hasSize(10);
        assertThat(meetingsOf(LARS)).hasSize(11);
    }

    @Test
    void lossClass23_aRefusedChangeIsToldNowAndAgainAndStaysInTheLog() {
        meeting("m-A", "'Title':'0'," + invitations(invite(LARS, "")));
        Device.Answer at = lars.settled();
        CommitBody forbidden = CommitBody.under(at).modified("Meeting", "'Id':'m-A','Title':'forbidden'");
        Device.Answer first = lars.commit(forbidden);
        assertThat(first.status()).isEqualTo(403);
        assertThat(lars.commit(forbidden).text())
                .as("the same outcome when asked again")
                .isEqualTo(first.text());
        LogEntry refused = server.history(MeetingType.ID, "m-A").getLast();
        assertThat(refused.kind()).isEqualTo(ChangeKind.REFUSED);
        assertThat(new String(refused.offered(), UTF_8)).contains("forbidden");
        assertThat(refused.detail()).contains("TM-3001");
    }

    @Test
    void lossClass26_aLostAnswerAndARetryHaveOneEffect() {
        Device.Answer at = ida.sync();
        CommitBody work = CommitBody.under(at)
                .created("Meeting", "'Title':'created'")
                .named("c-1")
                .created("Meeting", "'Title':'without a name'")
                .created("CalendarEntry", time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z"))
                .named("slot");
        ida.commit(work).ok();
        long changes = server.changes();
        for (int copy = 0; copy < 3; copy++) {
            ida.commit(work).ok();
        }
        assertThat(server.changes()).isEqualTo(changes);
        assertThat(meetingsOf(IDA)).hasSize(2);

        Device.Answer later = ida.sync(at.token());
        assertThat(ida.commit(CommitBody.under(later)
                                .created("Meeting", "'Title':'created'")
                                .named("c-1"))
                        .ok()
                        .outcomes())
                .as("sent again after another Sync, the name tells that it is there")
                .containsExactly("UNCHANGED");
        assertThat(meetingsOf(IDA)).hasSize(2);
    }

    @Test
    void lossClass27_aClockAYearOffDecidesNothingThatTheRulesDoNotSay() {
        meeting("m-A", "'Title':'0','Location':'0'");
        Device.Answer at = ida.settled();
        assertThat(ida.commit(CommitBody.under(at)
                                .modified("Meeting", "'Id':'m-A','Title':'clock is a year behind'")
                                .at("2030-04-01T06:00:00Z"))
                        .ok()
                        .outcomes())
                .as("nobody else changed it")
                .containsExactly("APPLIED");
        at = ida.sync(at.token());
        change("m-A", "by another");
        assertThat(ida.commit(CommitBody.under(at)
                                .modified("Meeting", "'Id':'m-A','Location':'clock is a year ahead'")
                                .at("2032-04-01T06:00:00Z"))
                        .ok()
                        .outcomes())
                .as("another field")
                .containsExactly("MERGED");
        assertThat(meetingOf(IDA, "m-A").path("Title").asString()).isEqualTo("by another");
        assertThat(meetingOf(IDA, "m-A").path("ModifiedTime").asString())
                .as("the server's own clock")
                .isEqualTo("2031-04-01T06:00:00Z");
        at = ida.settled(at.token());
        assertThat(ida.sync(at.token()).told("Meetings")).isEmpty();
    }

    @Test
    void lossClass28_aQueueOutlivesTheLogin() {
        Device.Answer at = ida.sync();
        CommitBody queue =
                CommitBody.under(at).created("Meeting", "'Title':'offline'").named("c-1");
        server.pass(Duration.ofDays(89));
        assertThat(ida.commit(queue).status()).isEqualTo(401);
        ida.refreshLogin().ok();
        assertThat(ida.commit(queue).ok().outcomes()).containsExactly("CREATED");
        server.pass(Duration.ofDays(60));
        assertThat(ida.commit(queue).status()).isEqualTo(401);
        ida.logIn();
        ida.commit(queue).ok();
        assertThat(meetingsOf(IDA)).hasSize(1);
    }
}
