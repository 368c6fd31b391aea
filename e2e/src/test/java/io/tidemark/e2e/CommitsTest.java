package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What one commit does with each of its items (meeting API 5.6).
class CommitsTest extends OnServer {
    private static final String NINE = time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z");

    @Test
    void whatIsPermittedIsAppliedAndWhatIsNotIsRefusedAlone() {
        meeting("m-A", "'Title':'Alpha'," + invitations(invite(LARS, "")));
        Device.Answer first = lars.settled();
        Device.Answer mixed = lars.commit(CommitBody.under(first)
                .modified("Meeting", "'Id':'m-A','Title':'Forbidden'")
                .named("one")
                .created("Meeting", "'Id':'m-L','Title':'Mine'," + NINE)
                .named("two"));
        assertThat(mixed.status()).isEqualTo(200);
        assertThat(mixed.outcomes()).containsExactly("REFUSED", "CREATED");
        assertThat(mixed.eachOutcome("Collection")).containsExactly("Meetings", "Meetings");
        assertThat(mixed.body().path("Outcomes").get(1).path("Index").asInt()).isEqualTo(1);
        assertThat(mixed.eachOutcome("Id")).containsExactly("m-A", "m-L");
        assertThat(mixed.eachOutcome("ClientSyncId")).containsExactly("one", "two");
        assertThat(mixed.eachOutcome("Message").getFirst()).isNotEmpty();
        assertThat(lars.sync(first.token()).told("Meetings")).containsExactly("MODIFIED m-A");
    }

    @Test
    void aCommitInWhichNothingIsPermittedIs403WithASentenceAndTheOutcomes() {
        meeting("m-A", "'Title':'Alpha'," + invitations(invite(LARS, "")));
        Device.Answer first = lars.settled();
        Device.Answer refused = lars.commit(CommitBody.under(first)
                .modified("Meeting", "'Id':'m-A','Title':'Forbidden'")
                .deleted("Meeting", "'Id':'m-A'"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("TM-3001");
        assertThat(refused.body().path("Message").asString()).isNotEmpty();
        assertThat(refused.outcomes()).containsExactly("REFUSED", "REFUSED");
    }

    @Test
    void anEmptyCommitSucceeds() {
        assertThat(ida.commit(CommitBody.withoutToken()).ok().outcomes()).isEmpty();
        assertThat(ida.commit(CommitBody.under(ida.sync())).ok().outcomes()).isEmpty();
    }

    @Test
    void twoItemsForOneObjectAreAppliedInOrder() {
        Device.Answer first = ida.sync();
        assertThat(ida.commit(CommitBody.under(first)
                                .created("Meeting", "'Id':'m-A','Title':'one'")
                                .modified("Meeting", "'Id':'m-A','Title':'two'")
                                .modified("Meeting", "'Id':'m-A','Location':'Room 4'"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED", "APPLIED", "APPLIED");
        assertThat(meetingOf(IDA, "m-A").path("Title").asString()).isEqualTo("two");
        assertThat(meetingOf(IDA, "m-A").path("Location").asString()).isEqualTo("Room 4");
        assertThat(ida.sync(first.token()).told("Meetings")).isEmpty();
    }

    @Test
    void createdAndDeletedInOneCommitLeavesNothing() {
        Device.Answer first = ida.sync();
        assertThat(ida.commit(CommitBody.under(first)
                                .created("Meeting", "'Id':'m-A','Title':'one'")
                                .deleted("Meeting", "'Id':'m-A'"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED", "DELETED");
        assertThat(meetingsOf(IDA)).isEmpty();
        assertThat(ida.sync(first.token()).told("Meetings")).isEmpty();
    }

    @Test
    void deletedAndCreatedAgainInOneCommitIsThereWithTheNewContentAlone() {
        meeting("m-A", "'Title':'old','Location':'Room 4'");
        Device other = server.device(IDA);
        Device.Answer others = other.settled();
        Device.Answer first = ida.settled();
        assertThat(ida.commit(CommitBody.under(first)
                                .deleted("Meeting", "'Id':'m-A'")
                                .created("Meeting", "'Id':'m-A','Title':'new'"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED", "CREATED");
        assertThat(meetingOf(IDA, "m-A").path("Title").asString()).isEqualTo("new");
        assertThat(meetingOf(IDA, "m-A").has("Location")).isFalse();
        assertThat(other.sync(others.token()).told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(ida.sync(first.token()).told("Meetings")).isEmpty();
    }

    @Test
    void theCalendarComesBeforeMeetingsAndMeetingsBeforeRecurrences() {
        meeting("m-A", "'Title':'Alpha'," + NINE);
        Device.Answer first = ida.settled();
        Device.Answer outcomes = ida.commit(
                ("{'SyncToken':'%s','MeetingRecurrences':[{'State':'NEW','MeetingRecurrence':{'Meeting':{'Id':'m-R'},"
                                + "'Pattern':{'RecurrenceType':'DAILY','StartDate':'2031-04-07T08:00:00Z','Duration':30}}}],"
                                + "'Meetings':[{'State':'MODIFIED','Meeting':{'Id':'m-A','Title':'Too late'}}],"
                                + "'CalendarRecurrences':[{'State':'DELETED','ClientSyncId':'nothing'}],"
                                + "'CalendarEntries':[{'State':'DELETED','ClientSyncId':'mine-m-A'}]}")
                        .formatted(first.token()));
        assertThat(outcomes.eachOutcome("Collection"))
                .containsExactly("CalendarEntries", "CalendarRecurrences", "Meetings", "MeetingRecurrences");
        assertThat(outcomes.ok().outcomes()).containsExactly("DELETED", "IGNORED", "IGNORED", "CREATED");
        assertThat(meetingsOf(IDA)).isEmpty();
    }

    @Test
    void aMissingStateMeansModifiedIfFoundAndNewIfNot() {
        assertThat(ida.commit(CommitBody.withoutToken().stateless("Meeting", "'Id':'m-A','Title':'one'"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
        Device.Answer first = ida.settled();
        assertThat(ida.commit(CommitBody.under(first).stateless("Meeting", "'Id':'m-A','Title':'two'"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
    }

    @Test
    void anEditOfWhatNeverExistedIsIgnored() {
        assertThat(ida.commit(CommitBody.under(ida.sync())
                                .modified("Meeting", "'Id':'m-X','Title':'x'")
                                .deleted("Meeting", "'Id':'m-Y'"))
                        .ok()
                        .outcomes())
                .containsExactly("IGNORED", "IGNORED");
        assertThat(meetingsOf(IDA)).isEmpty();
    }

    @Test
    void aCreationOfWhatExistsWithOtherContentIsAnEdit() {
        meeting("m-A", "'Title':'one','Location':'Room 4'");
        Device.Answer first = ida.settled();
        assertThat(ida.commit(CommitBody.under(first).created("Meeting", "'Id':'m-A','Title':'two'"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(meetingOf(IDA, "m-A").path("Location").asString()).isEqualTo("Room 4");
    }

    @Test
    void aDeletedObjectIsCreatedAgainByADeviceThatKnowsOfTheDeletion() {
        Device.Answer first = ida.sync();
        ida.commit(CommitBody.under(first)
                        .created("Meeting", "'Id':'m-A','Title':'one'")
                        .named("x"))
                .ok();
        Device other = server.device(IDA);
        Device.Answer others = other.settled();
        Device.Answer second = ida.sync(first.token());
        ida.commit(CommitBody.under(second).deletedByName("Meeting", "x")).ok();
        Device.Answer third = ida.sync(second.token());
        assertThat(ida.commit(CommitBody.under(third)
                                .created("Meeting", "'Id':'m-A','Title':'again'")
                                .named("x"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
        assertThat(meetingOf(IDA, "m-A").path("Title").asString()).isEqualTo("again");
        Device.Answer next = other.settled(others.token());
        assertThat(next.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(ida.sync(third.token()).told("Meetings")).isEmpty();
    }

    @Test
    void aLateCopyOfACreationDoesNotBringADeletedObjectBack() {
        Device.Answer first = ida.sync();
        CommitBody create =
                CommitBody.under(first).created("Meeting", "'Title':'one'").named("x");
        ida.commit(create).ok();
        Device.Answer second = ida.sync(first.token());
        ida.commit(CommitBody.under(second).deletedByName("Meeting", "x")).ok();
        ida.commit(create).ok();
        assertThat(meetingsOf(IDA)).isEmpty();
    }

    @Test
    void withoutTokenTheSameNameAndContentCanBeCreatedAgainAfterItsDeletion() {
        for (int day = 1; day <= 3; day++) {
            assertThat(ida.commit(CommitBody.withoutToken()
                                    .created("Meeting", "'Title':'one'")
                                    .named("x")
                                    .at("2031-04-0" + day + "T00:00:00Z"))
                            .ok()
                            .outcomes())
                    .containsExactly("CREATED");
            assertThat(meetingsOf(IDA)).hasSize(1);
            assertThat(ida.commit(CommitBody.withoutToken()
                                    .deletedByName("Meeting", "x")
                                    .at("2031-04-0" + day + "T12:00:00Z"))
                            .ok()
                            .outcomes())
                    .containsExactly("DELETED");
            assertThat(meetingsOf(IDA)).isEmpty();
        }
    }

    @Test
    void aSlotThatComesAndGoesAndComesAgainIsThere() {
        Device.Answer first = ida.sync();
        for (int day = 1; day <= 3; day++) {
            Device.Answer at = ida.sync(first.token());
            assertThat(ida.commit(CommitBody.under(at)
                                    .created("CalendarEntry", NINE)
                                    .named("slot")
                                    .at("2031-04-01T0" + day + ":00:00Z"))
                            .ok()
                            .outcomes())
                    .containsExactly("CREATED");
            assertThat(busyTimes()).isEqualTo(1);
            assertThat(ida.commit(CommitBody.under(at)
                                    .deletedByName("CalendarEntry", "slot")
                                    .at("2031-04-01T0" + day + ":30:00Z"))
                            .ok()
                            .outcomes())
                    .containsExactly("DELETED");
            assertThat(busyTimes()).isZero();
        }
    }

    private int busyTimes() {
        return ida.get("api/v1/availability?users=" + Device.encoded(IDA)
                        + "&from=2031-04-02T00:00:00Z&to=2031-04-03T00:00:00Z")
                .ok()
                .body()
                .path("Users")
                .get(0)
                .path("Busy")
                .size();
    }

    @Test
    void repeatingAMixedCommitChangesNothing() {
        meeting("m-A", "'Title':'Alpha'," + invitations(invite(LARS, "")));
        Device.Answer first = lars.settled();
        CommitBody mixed = CommitBody.under(first)
                .created("CalendarEntry", NINE)
                .named("slot")
                .modified("Meeting", "'Id':'m-A','Title':'Forbidden'")
                .created("Meeting", "'Title':'Mine'")
                .named("mine");
        List<String> once = lars.commit(mixed).ok().eachOutcome("Id");
        List<String> heldOnce = lars.sync(first.token()).told("Meetings");
        long changes = server.changes();
        for (int copy = 0; copy < 3; copy++) {
            assertThat(lars.commit(mixed).ok().eachOutcome("Id").subList(1, 3)).isEqualTo(once.subList(1, 3));
        }
        assertThat(server.changes()).as("not even in the log").isEqualTo(changes);
        assertThat(lars.sync(first.token()).told("Meetings")).isEqualTo(heldOnce);
        assertThat(meetingsOf(LARS)).hasSize(2);
    }
}
