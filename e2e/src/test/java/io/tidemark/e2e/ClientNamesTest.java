package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How an object is found by its id and by a client's own name for it (meeting API 5.5).
class ClientNamesTest extends OnServer {
    private static final String NINE = time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z");

    private String titleOf(String id) {
        return meetingOf(IDA, id).path("Title").asString();
    }

    private static String nameOf(Device.Answer answer, String id) {
        return answer.item("Meetings", id).path("ClientSyncId").asString("");
    }

    @Test
    void anObjectNobodyNamedComesWithoutAName() {
        meeting("m-A", "'Title':'Alpha'");
        assertThat(nameOf(ida.sync(), "m-A")).isEmpty();
    }

    @Test
    void theNameGivenInAConfirmationComesBackInThatSynchronizationAlone() {
        meeting("m-A", "'Title':'Alpha'");
        Device.Answer first = ida.settled();
        Device other = server.device(IDA);
        Device.Answer others = other.sync();
        assertThat(nameOf(others, "m-A")).isEmpty();
        other.commit(CommitBody.under(others).modified("Meeting", "'Id':'m-A','Title':'Alpha 2'"))
                .ok();
        assertThat(nameOf(ida.sync(first.token()), "m-A")).isEqualTo("mine-m-A");
    }

    @Test
    void theIdDecidesWhenBothAreGivenAndTheNameMovesToItsObject() {
        meeting("m-A", "'Title':'Alpha'");
        meeting("m-B", "'Title':'Beta'");
        Device.Answer first = ida.settled();
        assertThat(ida.commit(CommitBody.under(first)
                                .modified("Meeting", "'Id':'m-B','Title':'Beta 2'")
                                .named("mine-m-A"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(titleOf("m-A")).isEqualTo("Alpha");
        assertThat(titleOf("m-B")).isEqualTo("Beta 2");

        Device.Answer second = ida.sync(first.token());
        assertThat(ida.commit(CommitBody.under(second)
                                .modified("Meeting", "'Title':'Beta 3'")
                                .named("mine-m-A"))
                        .ok()
                        .outcomes())
                .as("the name belongs to m-B now")
                .containsExactly("APPLIED");
        assertThat(titleOf("m-A")).isEqualTo("Alpha");
        assertThat(titleOf("m-B")).isEqualTo("Beta 3");
    }

    @Test
    void aNewNameReplacesTheOldOneInLaterAnswers() {
        meeting("m-A", "'Title':'Alpha'");
        Device.Answer first = ida.settled();
        ida.commit(CommitBody.under(first)
                        .modified("Meeting", "'Id':'m-A','Title':'Alpha'")
                        .named("renamed"))
                .ok();
        Device other = server.device(IDA);
        other.commit(CommitBody.under(other.sync()).modified("Meeting", "'Id':'m-A','Title':'Alpha 2'"))
                .ok();
        assertThat(nameOf(ida.sync(first.token()), "m-A")).isEqualTo("renamed");
    }

    @Test
    void aNameOfAnotherSynchronizationOfTheUserIsFoundIfThisOneHasNone() {
        meeting("m-A", "'Title':'Alpha'");
        ida.settled();
        Device other = server.device(IDA);
        Device.Answer others = other.sync();
        assertThat(other.commit(CommitBody.under(others)
                                .modified("Meeting", "'Title':'Found'")
                                .named("mine-m-A"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(titleOf("m-A")).isEqualTo("Found");
    }

    @Test
    void theOwnNameCountsBeforeThatOfAnotherSynchronization() {
        meeting("m-A", "'Title':'Alpha'");
        meeting("m-B", "'Title':'Beta'");
        ida.commit(CommitBody.under(ida.sync())
                        .modified("Meeting", "'Id':'m-A','Title':'Alpha'")
                        .named("x"))
                .ok();
        Device other = server.device(IDA);
        Device.Answer others = other.sync();
        other.commit(CommitBody.under(others)
                        .modified("Meeting", "'Id':'m-B','Title':'Beta'")
                        .named("x"))
                .ok();
        other.commit(CommitBody.under(others)
                        .modified("Meeting", "'Title':'Changed'")
                        .named("x"))
                .ok();
        assertThat(titleOf("m-A")).isEqualTo("Alpha");
        assertThat(titleOf("m-B")).isEqualTo("Changed");
    }

    @Test
    void aNameIsNothingToAnotherUserNorInTheOtherStream() {
        ida.commit(CommitBody.under(ida.sync())
                        .created("Meeting", "'Id':'m-A','Title':'Alpha'," + invitations(invite(TestServer.LARS, "")))
                        .named("x"))
                .ok();
        assertThat(lars.commit(CommitBody.under(lars.sync()).deletedByName("Meeting", "x"))
                        .ok()
                        .outcomes())
                .containsExactly("IGNORED");
        assertThat(ida.commit(CommitBody.under(ida.syncTasks()).deletedByName("Task", "x"))
                        .ok()
                        .outcomes())
                .containsExactly("IGNORED");
        assertThat(meetingsOf(IDA)).containsExactly("NEW m-A");
    }

    @Test
    void aNameMayBeInUseForASlotAndForAMeetingAndTheSlotIsDeletedFirst() {
        Device.Answer first = ida.sync();
        ida.commit(CommitBody.under(first)
                        .created("Meeting", "'Id':'m-A','Title':'Alpha'," + NINE)
                        .named("both")
                        .created("CalendarEntry", time("2031-04-03T11:00:00Z", "2031-04-03T12:00:00Z"))
                        .named("both"))
                .ok();
        CommitBody deletion =
                CommitBody.under(first).deletedByName("CalendarEntry", "both").at("2031-04-01T07:00:00Z");
        assertThat(ida.commit(deletion).ok().outcomes()).containsExactly("DELETED");
        assertThat(meetingsOf(IDA)).containsExactly("NEW m-A");
        assertThat(ida.commit(deletion).ok().outcomes())
                .as("a copy of the same commit")
                .containsExactly("DELETED");
        assertThat(meetingsOf(IDA)).containsExactly("NEW m-A");
        assertThat(ida.commit(CommitBody.under(first)
                                .deletedByName("CalendarEntry", "both")
                                .at("2031-04-01T08:00:00Z"))
                        .ok()
                        .outcomes())
                .as("another deletion, now of the meeting")
                .containsExactly("DELETED");
        assertThat(meetingsOf(IDA)).isEmpty();
    }

    @Test
    void namesOfACommitWithoutTokenAreKeptForTheUserAsAWhole() {
        CommitBody create = CommitBody.withoutToken()
                .created("Meeting", "'Title':'Alpha'," + NINE)
                .named("x");
        assertThat(ida.commit(create).ok().outcomes()).containsExactly("CREATED");
        assertThat(ida.commit(create).ok().outcomes()).hasSize(1).doesNotContain("REFUSED");
        assertThat(meetingsOf(IDA)).as("one object").hasSize(1);
        assertThat(ida.commit(CommitBody.withoutToken()
                                .modified("Meeting", "'Title':'Alpha 2'")
                                .named("x")
                                .at("2031-04-01T06:00:01Z"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        Device other = server.device(IDA);
        Device.Answer others = other.sync();
        assertThat(other.commit(CommitBody.under(others).deletedByName("Meeting", "x"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        assertThat(meetingsOf(IDA)).isEmpty();
    }

    @Test
    void twoCreationsWithoutIdAndNameInOneCommitAreTwoObjects() {
        Device.Answer first = ida.sync();
        CommitBody twice =
                CommitBody.under(first).created("Meeting", "'Title':'Twin'").created("Meeting", "'Title':'Twin'");
        assertThat(ida.commit(twice).ok().outcomes()).containsExactly("CREATED", "CREATED");
        assertThat(ida.commit(twice).ok().outcomes()).hasSize(2);
        assertThat(meetingsOf(IDA)).hasSize(2);
    }

    @Test
    void idsAreComparedWithoutRegardToCaseAndEchoedAsFirstReceived() {
        meeting("7A1F0F9C-53d8-4b0e-9a55-2f3c1d7b8e10", "'Title':'Alpha'");
        Device.Answer first = ida.settled();
        assertThat(ida.commit(CommitBody.under(first)
                                .modified("Meeting", "'Id':'7a1f0f9c-53D8-4B0E-9A55-2F3C1D7B8E10','Title':'Beta'"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(meetingsOf(IDA)).containsExactly("NEW 7A1F0F9C-53d8-4b0e-9a55-2f3c1d7b8e10");
        assertThat(titleOf("7A1F0F9C-53d8-4b0e-9a55-2f3c1d7b8e10")).isEqualTo("Beta");
    }

    @Test
    void nameAndTimeOfChangeAloneNeverMakeAnObjectChanged() {
        meeting("m-A", "'Title':'Alpha'");
        Device.Answer first = ida.settled();
        Device other = server.device(IDA);
        Device.Answer others = other.settled();
        long before = server.changes();
        assertThat(ida.commit(CommitBody.under(first)
                                .modified("Meeting", "'Id':'m-A','Title':'Alpha'")
                                .named("another")
                                .at("2031-06-01T00:00:00Z"))
                        .ok()
                        .outcomes())
                .containsExactly("UNCHANGED");
        assertThat(server.changes()).isEqualTo(before);
        assertThat(other.sync(others.token()).told("Meetings")).isEmpty();
    }
}
