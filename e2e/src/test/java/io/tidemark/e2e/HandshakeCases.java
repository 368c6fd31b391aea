package io.tidemark.e2e;

import static io.tidemark.e2e.Device.confirming;
import static io.tidemark.e2e.Device.confirmingWithout;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// The cases of meeting API 5.15, over real HTTP.
abstract class HandshakeCases {
    abstract TestServer newServer();

    private TestServer server;
    private Device ida;

    @BeforeEach
    void start() {
        server = newServer();
        ida = server.device(TestServer.IDA);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// Two meetings of Ida's, made by another program of hers without a token.
    private void alphaAndBeta() {
        assertThat(server.device(TestServer.IDA).commit("""
                                {'Meetings':[
                                 {'State':'NEW','Meeting':{'Id':'m-A','Title':'Alpha','Start':'2031-04-02T07:30:00Z','End':'2031-04-02T08:30:00Z'}},
                                 {'State':'NEW','Meeting':{'Id':'m-B','Title':'Beta','Start':'2031-04-03T07:30:00Z','End':'2031-04-03T08:30:00Z'}}]}""").ok().outcomes()).containsExactly("CREATED", "CREATED");
    }

    private void change(String id, String fields) {
        server.pass(Duration.ofMinutes(1));
        Device other = server.device(TestServer.IDA);
        Device.Answer all = other.sync();
        assertThat(other.commit("{'SyncToken':'" + all.token() + "','Meetings':[{'State':'MODIFIED','Meeting':{'Id':'"
                                + id + "'," + fields + "}}]}")
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
    }

    @Test
    void firstSyncThenFullUnmodifiedCommitThenAnEmptySyncWithANewToken() {
        alphaAndBeta();
        Device.Answer first = ida.sync();
        assertThat(first.told("Meetings")).containsExactly("NEW m-A", "NEW m-B");
        assertThat(first.body().path("MeetingRecurrences").isArray()).isTrue();
        assertThat(first.body().path("CalendarEntries").isArray()).isTrue();
        assertThat(first.body().path("CalendarRecurrences").isArray()).isTrue();
        assertThat(ida.commit(confirming(first)).ok().outcomes()).containsExactly("UNCHANGED", "UNCHANGED");

        Device.Answer second = ida.sync(first.token());
        assertThat(second.told("Meetings")).isEmpty();
        assertThat(second.token()).isNotEqualTo(first.token());
    }

    @Test
    void firstSyncWithoutCommitThenTheNextSyncRepeatsEverythingAsNew() {
        alphaAndBeta();
        Device.Answer first = ida.sync();
        assertThat(ida.sync(first.token()).told("Meetings")).containsExactly("NEW m-A", "NEW m-B");
    }

    @Test
    void partialCommitThenOnlyTheRestComesAgain() {
        alphaAndBeta();
        Device.Answer first = ida.sync();
        ida.commit(confirmingWithout(first, "m-B")).ok();
        Device.Answer second = ida.sync(first.token());
        assertThat(second.told("Meetings")).containsExactly("NEW m-B");
        Device.Answer third = ida.sync(second.token());
        assertThat(third.told("Meetings")).containsExactly("NEW m-B");
        ida.commit(confirming(third)).ok();
        assertThat(ida.sync(third.token()).told("Meetings")).isEmpty();
    }

    @Test
    void theSameTokenTwiceGivesTheSameChanges() {
        alphaAndBeta();
        Device.Answer first = ida.sync();
        ida.commit(confirming(first)).ok();
        change("m-A", "'Title':'Alpha 2'");
        Device.Answer once = ida.sync(first.token());
        Device.Answer twice = ida.sync(first.token());
        assertThat(once.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(twice.told("Meetings")).isEqualTo(once.told("Meetings"));
        assertThat(twice.token()).isNotEqualTo(once.token());
    }

    @Test
    void anUnmodifiedCommitAfterAConcurrentChangeOverwritesNothingAndTheChangeComesNext() {
        alphaAndBeta();
        Device.Answer first = ida.sync();
        change("m-A", "'Title':'Changed meanwhile'");
        assertThat(ida.commit(confirming(first)).ok().outcomes()).containsExactly("UNCHANGED", "UNCHANGED");
        Device.Answer second = ida.sync(first.token());
        assertThat(second.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(second.item("Meetings", "m-A").path("Meeting").path("Title").asString())
                .isEqualTo("Changed meanwhile");
        assertThat(second.item("Meetings", "m-A").path("ClientSyncId").asString())
                .isEqualTo("mine-m-A");
    }

    @Test
    void twoSynchronizationsOfOneUserConfirmIndependently() {
        alphaAndBeta();
        Device.Answer phone = ida.sync();
        Device.Answer laptop = ida.sync();
        ida.commit(confirming(phone)).ok();
        assertThat(ida.sync(phone.token()).told("Meetings")).isEmpty();
        assertThat(ida.sync(laptop.token()).told("Meetings")).containsExactly("NEW m-A", "NEW m-B");
    }

    @Test
    void createChangeAndDeleteByClientSyncIdAloneAndACommitSentTwiceCreatesOneObject() {
        Device.Answer first = ida.sync();
        String create = "{'SyncToken':'" + first.token()
                + "','Meetings':[{'State':'NEW','ClientSyncId':'cal-17','LastModified':'2031-04-01T06:00:00Z',"
                + "'Meeting':{'Title':'Alpha','Start':'2031-04-02T07:30:00Z','End':'2031-04-02T08:30:00Z'}}]}";
        assertThat(ida.commit(create).ok().outcomes()).containsExactly("CREATED");
        assertThat(ida.commit(create).ok().outcomes())
                .as("a copy gets the first outcome")
                .containsExactly("CREATED");
        assertThat(server.device(TestServer.IDA).sync().told("Meetings")).hasSize(1);

        Device.Answer second = ida.sync(first.token());
        assertThat(second.told("Meetings")).as("no echo").isEmpty();
        assertThat(ida.commit(
                                "{'SyncToken':'" + second.token()
                                        + "','Meetings':[{'State':'MODIFIED','ClientSyncId':'cal-17','Meeting':{'Title':'Alpha 2'}}]}")
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        Device.Answer third = ida.sync(second.token());
        assertThat(third.told("Meetings")).isEmpty();
        Device.Answer all = server.device(TestServer.IDA).sync();
        assertThat(all.body()
                        .path("Meetings")
                        .get(0)
                        .path("Meeting")
                        .path("Title")
                        .asString())
                .isEqualTo("Alpha 2");
        assertThat(all.body()
                        .path("Meetings")
                        .get(0)
                        .path("Meeting")
                        .path("Start")
                        .asString())
                .isEqualTo("2031-04-02T07:30:00Z");

        assertThat(ida.commit("{'SyncToken':'" + third.token()
                                + "','Meetings':[{'State':'DELETED','ClientSyncId':'cal-17'}]}")
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        assertThat(server.device(TestServer.IDA).sync().told("Meetings")).isEmpty();
        assertThat(ida.sync(third.token()).told("Meetings")).isEmpty();
    }

    @Test
    void aDeliveredDeletionComesAgainUntilItIsConfirmed() {
        alphaAndBeta();
        Device.Answer first = ida.sync();
        ida.commit(confirming(first)).ok();
        Device other = server.device(TestServer.IDA);
        Device.Answer others = other.sync();
        assertThat(other.commit("{'SyncToken':'" + others.token()
                                + "','Meetings':[{'State':'DELETED','Meeting':{'Id':'m-A'}}]}")
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");

        Device.Answer second = ida.sync(first.token());
        assertThat(second.told("Meetings")).containsExactly("DELETED m-A");
        Device.Answer third = ida.sync(second.token());
        assertThat(third.told("Meetings")).containsExactly("DELETED m-A");
        ida.commit(confirming(third)).ok();
        assertThat(ida.sync(third.token()).told("Meetings")).isEmpty();
    }

    @Test
    void withPropertiesTitleAMovedStartIsSilentAndAChangedTitleIsReported() {
        alphaAndBeta();
        Device.Answer first = ida.sync();
        ida.commit(confirming(first)).ok();
        change("m-A", "'Start':'2031-04-02T07:00:00Z'");
        Device.Answer silent = ida.sync(first.token(), "Title");
        assertThat(silent.told("Meetings")).isEmpty();
        Device.Answer stillSilent = ida.sync(silent.token(), " title ");
        assertThat(stillSilent.told("Meetings")).isEmpty();
        assertThat(ida.sync(stillSilent.token()).told("Meetings"))
                .as("with another filter it is told")
                .containsExactly("MODIFIED m-A");
        change("m-B", "'Title':'Beta 2'");
        assertThat(ida.sync(stillSilent.token(), "Title").told("Meetings")).containsExactly("MODIFIED m-B");
        assertThat(ida.sync(first.token()).told("Meetings")).containsExactly("MODIFIED m-A", "MODIFIED m-B");
    }

    @Test
    void anUnlistedPropertyIsNeverReported() {
        alphaAndBeta();
        Device.Answer first = ida.sync();
        ida.commit(confirming(first)).ok();
        change("m-A", "'Location':'Room 5'");
        assertThat(ida.sync(first.token()).told("Meetings")).isEmpty();
    }

    @Test
    void aCalendarDeletionFindsTheEntryOrTheMeetingOrNothing() {
        alphaAndBeta();
        Device.Answer first = ida.sync();
        ObjectNode commit = confirmingWithout(first, "m-B");
        commit.putArray("CalendarEntries")
                .addObject()
                .put("State", "NEW")
                .put("ClientSyncId", "cal-90")
                .put("LastModified", "2031-04-01T06:00:00Z")
                .putObject("CalendarEntry")
                .put("Start", "2031-04-03T11:00:00Z")
                .put("End", "2031-04-03T12:00:00Z");
        assertThat(ida.commit(commit).ok().outcomes()).containsExactly("CREATED", "UNCHANGED");

        Device.Answer second = ida.sync(first.token());
        assertThat(second.told("Meetings")).containsExactly("NEW m-B");
        assertThat(ida.commit("{'SyncToken':'" + second.token() + "','CalendarEntries':["
                                + "{'State':'DELETED','ClientSyncId':'cal-90'},"
                                + "{'State':'DELETED','ClientSyncId':'mine-m-A'},"
                                + "{'State':'DELETED','ClientSyncId':'nothing-has-this-name'}]}")
                        .ok()
                        .outcomes())
                .containsExactly("DELETED", "DELETED", "IGNORED");
        assertThat(server.device(TestServer.IDA).sync().told("Meetings")).containsExactly("NEW m-B");
        assertThat(ida.sync(second.token()).told("Meetings"))
                .as("m-A counts as confirmed gone, m-B was not confirmed")
                .containsExactly("NEW m-B");
    }

    @Test
    void aDeletedAndAMovedOccurrenceReportTheWholeRecurrence() {
        assertThat(ida.commit("""
                                {'MeetingRecurrences':[{'State':'NEW','ClientSyncId':'r-1','MeetingRecurrence':{
                                 'Meeting':{'Id':'m-R','Title':'Weekly','Start':'2031-04-07T08:00:00Z','End':'2031-04-07T08:45:00Z'},
                                 'Pattern':{'RecurrenceType':'WEEKLY','Interval':1,'DayOfWeekMask':2,'StartDate':'2031-04-07T08:00:00Z',
                                  'Duration':45,'Occurrences':10,'StandardOffset':-60,'DaylightOffset':-120,
                                  'DaylightDate':'2031-03-30T01:00:00Z','StandardDate':'2031-10-26T01:00:00Z'}}}]}""").ok().outcomes()).containsExactly("CREATED");
        Device.Answer first = ida.sync();
        assertThat(first.told("MeetingRecurrences")).containsExactly("NEW m-R");
        assertThat(first.told("Meetings")).as("occurrences are no meetings").isEmpty();
        assertThat(first.item("MeetingRecurrences", "m-R")
                        .path("MeetingRecurrence")
                        .path("Pattern")
                        .path("Occurences")
                        .asInt())
                .isEqualTo(10);
        ida.commit(confirming(first)).ok();

        Device other = server.device(TestServer.IDA);
        Device.Answer others = other.sync();
        assertThat(other.commit(
                                "{'SyncToken':'" + others.token()
                                        + "','MeetingRecurrences':[{'State':'MODIFIED','MeetingRecurrence':{'Meeting':{'Id':'m-R'},"
                                        + "'Pattern':{'Exceptions':[{'OriginalDate':'2031-04-14T08:00:00Z','StartDate':'2031-04-14T08:00:00Z','Duration':0}]},"
                                        + "'MeetingInstances':[{'OriginalDate':'2031-04-21T08:00:00Z','Meeting':{'Title':'Weekly, later','Start':'2031-04-21T10:00:00Z','End':'2031-04-21T10:45:00Z'}}]}}]}")
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        Device.Answer second = ida.sync(first.token());
        assertThat(second.told("MeetingRecurrences")).containsExactly("MODIFIED m-R");
        Device.Answer free = ida.get("api/v1/availability?users=" + Device.encoded(TestServer.IDA)
                        + "&from=2031-04-14T00:00:00Z&to=2031-04-22T00:00:00Z")
                .ok();
        assertThat(free.body().path("Users").get(0).path("Busy").toString())
                .isEqualTo("[{\"Start\":\"2031-04-21T10:00:00Z\",\"End\":\"2031-04-21T10:45:00Z\"}]");
    }

    @Test
    void tokensOfAnotherUserOfTheOtherStreamAndGarbageAreRefused() {
        String token = ida.sync().token();
        Device lars = server.device(TestServer.LARS);
        Device.Answer foreign = lars.get("api/v1/mymeetings/sync?synctoken=" + token);
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.body().path("Message").asString()).isNotEmpty();
        assertThat(ida.get("api/v1/mytasks/sync?synctoken=" + token).status()).isEqualTo(400);
        assertThat(ida.get("api/v1/mymeetings/sync?synctoken=garbage").status()).isEqualTo(400);
        assertThat(ida.get("api/v1/mymeetings/sync?synctoken=" + token.substring(0, token.length() - 2) + "AA")
                        .status())
                .isEqualTo(400);
        assertThat(ida.commit("{'SyncToken':'garbage','Meetings':[{'State':'NEW','Meeting':{'Title':'x'}}]}")
                        .status())
                .isEqualTo(400);
        assertThat(ida.sync().told("Meetings")).as("nothing was applied").isEmpty();
    }

    @Test
    void theMisspeltCalendarEntriesAreTaken() {
        assertThat(ida.commit("""
                                {'CalendaerEntries':[{'State':'NEW','ClientSyncId':'c','CalendarEntry':
                                 {'Start':'2031-04-03T11:00:00Z','End':'2031-04-03T12:00:00Z'}}]}""").ok().outcomes()).containsExactly("CREATED");
        Device.Answer busy = ida.get("api/v1/availability?users=" + Device.encoded(TestServer.IDA)
                        + "&from=2031-04-03T00:00:00Z&to=2031-04-04T00:00:00Z")
                .ok();
        assertThat(busy.body().path("Users").get(0).path("Busy")).hasSize(1);
    }
}
