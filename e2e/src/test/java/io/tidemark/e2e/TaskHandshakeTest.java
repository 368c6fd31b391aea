package io.tidemark.e2e;

import static io.tidemark.e2e.Device.confirming;
import static io.tidemark.e2e.Device.confirmingWithout;
import static io.tidemark.e2e.TestServer.IDA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The cases of meeting API 5.15 that tasks share with meetings, on MyTasks.
class TaskHandshakeTest extends OnServer {
    private void aAndB() {
        assertThat(server.device(IDA)
                        .commit(CommitBody.withoutToken()
                                .created("Task", "'Id':'t-A','Title':'Alpha','Description':'a'")
                                .created("Task", "'Id':'t-B','Title':'Beta'"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED", "CREATED");
    }

    private void change(String fields) {
        Device other = server.device(IDA);
        assertThat(other.commit(CommitBody.under(other.syncTasks()).modified("Task", fields))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
    }

    private Device.Answer commitTasks(tools.jackson.databind.node.ObjectNode commit) {
        return ida.commitTasks(commit.toString()).ok();
    }

    @Test
    void allOrNoneOrSomeIsConfirmed() {
        aAndB();
        Device.Answer first = ida.syncTasks();
        assertThat(first.told("Tasks")).containsExactly("NEW t-A", "NEW t-B");
        assertThat(first.body().has("Meetings")).isFalse();
        Device.Answer second = ida.syncTasks(first.token());
        assertThat(second.told("Tasks")).as("nothing was confirmed").isEqualTo(first.told("Tasks"));
        commitTasks(confirmingWithout(second, "t-B"));
        Device.Answer third = ida.syncTasks(second.token());
        assertThat(third.told("Tasks")).containsExactly("NEW t-B");
        commitTasks(confirming(third));
        assertThat(ida.syncTasks(third.token()).told("Tasks")).isEmpty();
    }

    @Test
    void anUnmodifiedCommitOverwritesNothing() {
        aAndB();
        Device.Answer first = ida.syncTasks();
        change("'Id':'t-A','Title':'Changed meanwhile'");
        assertThat(commitTasks(confirming(first)).outcomes()).containsExactly("UNCHANGED", "UNCHANGED");
        Device.Answer second = ida.syncTasks(first.token());
        assertThat(second.told("Tasks")).containsExactly("MODIFIED t-A");
        assertThat(second.item("Tasks", "t-A").path("Task").path("Title").asString())
                .isEqualTo("Changed meanwhile");
    }

    @Test
    void createChangeAndDeleteByClientSyncIdAlone() {
        Device.Answer first = ida.syncTasks();
        CommitBody create = CommitBody.under(first)
                .created("Task", "'Title':'Alpha'")
                .named("mine-1")
                .at("2031-04-01T06:00:00Z");
        assertThat(ida.commit(create).ok().outcomes()).containsExactly("CREATED");
        assertThat(ida.commit(create).ok().outcomes()).isSubsetOf("CREATED", "UNCHANGED");
        Device.Answer second = ida.syncTasks(first.token());
        assertThat(second.told("Tasks")).doesNotHaveDuplicates().noneMatch(told -> told.startsWith("NEW"));
        assertThat(ida.commit(CommitBody.under(second)
                                .modified("Task", "'PercentComplete':50")
                                .named("mine-1"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(tasksOf(IDA)).hasSize(1);
        Device.Answer third = ida.syncTasks(second.token());
        assertThat(ida.commit(CommitBody.under(third).deletedByName("Task", "mine-1"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        assertThat(tasksOf(IDA)).isEmpty();
        assertThat(ida.syncTasks(third.token()).told("Tasks")).isEmpty();
    }

    @Test
    void aDeletionComesAgainUntilItIsConfirmed() {
        aAndB();
        Device.Answer first = ida.settledTasks();
        Device other = server.device(IDA);
        other.commit(CommitBody.under(other.syncTasks()).deleted("Task", "'Id':'t-A'"))
                .ok();
        Device.Answer second = ida.syncTasks(first.token());
        assertThat(second.told("Tasks")).containsExactly("DELETED t-A");
        Device.Answer third = ida.syncTasks(second.token());
        assertThat(third.told("Tasks")).containsExactly("DELETED t-A");
        commitTasks(confirming(third));
        assertThat(ida.syncTasks(third.token()).told("Tasks")).isEmpty();
    }

    @Test
    void theFilterNamesTaskPropertiesAndKnowsNoOthers() {
        aAndB();
        Device.Answer first = ida.settledTasks();
        change("'Id':'t-A','Description':'b'");
        assertThat(filtered(first.token(), "Title, percentcomplete").told("Tasks"))
                .isEmpty();
        assertThat(filtered(first.token(), "Description").told("Tasks")).containsExactly("MODIFIED t-A");
        assertThat(filtered(first.token(), "").told("Tasks")).containsExactly("MODIFIED t-A");
        Device.Answer refused = ida.get("api/v1/mytasks/sync?properties=Start");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("TM-1001");
        assertThat(refused.body().path("Message").asString()).contains("PercentComplete");
    }

    private Device.Answer filtered(String token, String properties) {
        return ida.get("api/v1/mytasks/sync?synctoken=" + Device.encoded(token) + "&properties="
                        + Device.encoded(properties))
                .ok();
    }

    @Test
    void everyPropertyOfTheDefaultFilterIsReported() {
        aAndB();
        Device.Answer first = ida.settledTasks();
        String token = first.token();
        for (String fields : new String[] {
            "'Title':'x'",
            "'Description':'x'",
            "'DueDate':'2031-05-01T00:00:00Z'",
            "'Priority':'LOW'",
            "'PercentComplete':7",
            "'Owners':[{'Email':'" + IDA + "'},{'Email':'" + TestServer.LARS + "'}]"
        }) {
            change("'Id':'t-B'," + fields);
            Device.Answer told = ida.syncTasks(token);
            assertThat(told.told("Tasks")).as(fields).containsExactly("MODIFIED t-B");
            commitTasks(confirming(told));
            token = told.token();
        }
    }
}
