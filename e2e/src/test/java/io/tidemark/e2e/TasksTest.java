package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static io.tidemark.e2e.TestServer.MONA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who has a task and who may do what to it (meeting API 5.1, 5.13).
class TasksTest extends OnServer {
    private void task(String fields) {
        assertThat(ida.commit(CommitBody.withoutToken().created("Task", "'Id':'t-A','Title':'Paint'," + fields))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
    }

    private static String owners(String... emails) {
        StringBuilder owners = new StringBuilder("'Owners':[");
        for (String email : emails) {
            owners.append(owners.charAt(owners.length() - 1) == '[' ? "" : ",")
                    .append("{'Email':'")
                    .append(email)
                    .append("'}");
        }
        return owners.append("]").toString();
    }

    private static Device.Answer change(Device device, String fields) {
        return device.commit(CommitBody.under(device.settledTasks()).modified("Task", "'Id':'t-A'," + fields));
    }

    @Test
    void aTaskWithoutOwnersBelongsToItsCreator() {
        task("'Priority':'HIGH'");
        JsonNode task = taskOf(IDA, "t-A");
        assertThat(task.path("Owners").get(0).path("Email").asString()).isEqualTo(IDA);
        assertThat(task.path("Creator").path("Email").asString()).isEqualTo(IDA);
        assertThat(task.path("Priority").asString()).isEqualTo("HIGH");
    }

    @Test
    void theCreatorIsReadOnly() {
        task("'Creator':{'Email':'" + LARS + "'}," + owners(IDA));
        assertThat(taskOf(IDA, "t-A").path("Creator").path("Email").asString()).isEqualTo(IDA);
        assertThat(change(ida, "'Creator':{'Email':'" + LARS + "'},'PercentComplete':10")
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(taskOf(IDA, "t-A").path("Creator").path("Email").asString()).isEqualTo(IDA);
    }

    @Test
    void aTaskIsOnTheListsOfItsOwnersAndNotOfItsCreator() {
        task(owners(MONA, LARS));
        assertThat(tasksOf(LARS)).containsExactly("NEW t-A");
        assertThat(tasksOf(MONA)).containsExactly("NEW t-A");
        assertThat(tasksOf(IDA)).isEmpty();
        assertThat(taskOf(LARS, "t-A").path("Owners").get(0).path("Email").asString())
                .as("sorted by email")
                .isEqualTo(LARS);
    }

    @Test
    void anUnknownOwnerIsRefusedAndNoGuestIsMade() {
        Device.Answer refused = ida.commit(
                CommitBody.withoutToken().created("Task", "'Id':'t-A','Title':'Paint'," + owners("new@other.test")));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.eachOutcome("Code")).containsExactly("TM-3002");
        assertThat(server.knows("new@other.test")).isFalse();
    }

    @Test
    void aChangeOfOwnerIsADeletionForTheOldOneAndNewForTheNewOne() {
        task(owners(LARS));
        Device.Answer larses = lars.settledTasks();
        Device.Answer monas = mona.settledTasks();
        assertThat(lars.commit(CommitBody.under(larses).modified("Task", "'Id':'t-A'," + owners(MONA)))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(lars.syncTasks(larses.token()).told("Tasks")).containsExactly("DELETED t-A");
        assertThat(mona.syncTasks(monas.token()).told("Tasks")).containsExactly("NEW t-A");
    }

    @Test
    void ownersChangeEverythingUnlessTheCreatorSaysOtherwise() {
        task(owners(LARS));
        assertThat(change(lars, "'Title':'Paint it red','PercentComplete':50,'DueDate':'2031-05-01T00:00:00Z'")
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(lars.commit(CommitBody.under(lars.settledTasks()).deleted("Task", "'Id':'t-A'"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        assertThat(tasksOf(LARS)).isEmpty();
    }

    @Test
    void ownersWhoMayCompleteChangeThePercentageAlone() {
        task(owners(LARS) + ",'OwnerRights':'COMPLETE'");
        assertThat(change(lars, "'PercentComplete':100").ok().outcomes()).containsExactly("APPLIED");
        Device.Answer refused = change(lars, "'PercentComplete':50,'Title':'Nothing'");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.eachOutcome("Code")).containsExactly("TM-3001");
        assertThat(taskOf(LARS, "t-A").path("PercentComplete").asInt()).isEqualTo(100);
        Device.Answer before = lars.settledTasks();
        assertThat(lars.commit(CommitBody.under(before).deleted("Task", "'Id':'t-A'"))
                        .status())
                .isEqualTo(403);
        assertThat(lars.syncTasks(before.token()).told("Tasks"))
                .as("the device deleted its copy")
                .containsExactly("NEW t-A");
    }

    @Test
    void ownersWithoutRightsChangeNothingAndCannotGiveThemselvesRights() {
        task(owners(LARS) + ",'OwnerRights':'NONE'");
        assertThat(change(lars, "'PercentComplete':100").status()).isEqualTo(403);
        assertThat(change(lars, "'OwnerRights':'ALL'").status()).isEqualTo(403);
        assertThat(taskOf(LARS, "t-A").path("OwnerRights").asString()).isEqualTo("NONE");
    }

    @Test
    void theCreatorChangesAndDeletesAlsoWhatIsOnNobodysOwnList() {
        task(owners(LARS) + ",'OwnerRights':'NONE'");
        Device.Answer larses = lars.settledTasks();
        assertThat(ida.commit(CommitBody.under(ida.syncTasks()).modified("Task", "'Id':'t-A','Title':'Paint it blue'"))
                        .ok()
                        .outcomes())
                .as("no base is known, and no LastModified is given")
                .containsExactly("CONFLICT");
        assertThat(ida.commit(CommitBody.under(ida.syncTasks())
                                .modified("Task", "'Id':'t-A','Title':'Paint it blue'")
                                .at("2031-04-01T06:00:01Z"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(lars.settledTasks().told("Tasks")).containsExactly("NEW t-A");
        assertThat(lars.syncTasks(larses.token()).told("Tasks")).containsExactly("MODIFIED t-A");
    }

    @Test
    void othersCanDoNothing() {
        task(owners(LARS));
        Device.Answer monas = mona.settledTasks();
        assertThat(mona.commit(CommitBody.under(monas)
                                .modified("Task", "'Id':'t-A','PercentComplete':100")
                                .at("2032-01-01T00:00:00Z"))
                        .outcomes())
                .containsExactly("REFUSED");
        assertThat(mona.commit(CommitBody.under(monas).deleted("Task", "'Id':'t-A'"))
                        .outcomes())
                .containsExactly("IGNORED");
        assertThat(mona.syncTasks(monas.token()).told("Tasks")).isEmpty();
        assertThat(taskOf(LARS, "t-A").has("PercentComplete")).isFalse();
    }
}
