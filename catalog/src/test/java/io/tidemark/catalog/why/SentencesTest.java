package io.tidemark.catalog.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.Team;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.TreeWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What a person reads, and a program.
class SentencesTest {
    private final Workshop shop = new Workshop();
    private final Team lifts = shop.team("Lifts", shop.ida, shop.ole);

    private void limited() {
        shop.settings("{'functions':['LimitNumObjects']}");
    }

    private ObjectNumber task(String fields) {
        return shop.save(shop.ole, Workshop.TODO, "{'title':'Replace pump','userid':2" + fields + "}");
    }

    private String why(ObjectNumber number) {
        return String.join("\n", Sentences.of(shop.why(shop.ida, number)));
    }

    @Test
    void aTaskThatIsPlannedAndOfATeam() {
        limited();
        ObjectNumber task = task(",'team':" + lifts.id());
        shop.wait(Duration.ofHours(2));
        shop.save(shop.ole, Workshop.PLANNING, "{'id':0,'userid':1,'todoid':" + task.value() + ",'date':'2026-03-20'}");
        assertThat(why(task)).isEqualTo("""
                        Task 3 "Replace pump" is in the selection of Ida.
                          team: the task belongs to a team of the user (team Lifts), since 2026-03-04 09:00, in \
                        the team since 2026-03-04 09:00
                          planned: the task is planned for the user about now (planning 5, date 2026-03-20), \
                        since 2026-03-04 11:00, until 2026-04-21 00:00
                          There since 2026-03-04 09:00, when Ole made task 3 "Replace pump" (SaveTest, change 3).
                          If nobody touches anything, it goes on 2027-03-05 00:00.""");
    }

    @Test
    void aTaskOfATeamThatTheUserLeft() {
        limited();
        ObjectNumber task = task(",'team':" + lifts.id());
        shop.wait(Duration.ofDays(3));
        shop.update(lifts, shop.ole);
        assertThat(why(task)).isEqualTo("""
                        Task 3 "Replace pump" is no longer in the selection of Ida.
                          It went on 2026-03-07 09:00: an operator took Ida out of the team Lifts; rule team: the \
                        task belongs to a team of the user (admin team, change 5).""");
    }

    @Test
    void whatIsForgottenIsSaidToBeForgotten() {
        limited();
        ObjectNumber task = task(",'users':[1]");
        Instant there = shop.now();
        shop.wait(Duration.ofDays(1));
        shop.save(shop.ole, Workshop.TODO, task, "{'users':[2]}");
        shop.forget();
        assertThat(why(task)).isEqualTo("""
                        Task 3 "Replace pump" is no longer in the selection of Ida.
                          It went on 2026-03-05 09:00: Ole made the change that took it away; what it replaced is \
                        forgotten (SaveTest, change 5).""");
        assertThat(String.join("\n", Sentences.of(shop.why(shop.ida, task, there))))
                .isEqualTo("""
                        Task 3 "Replace pump": what it was on 2026-03-04 09:00 is forgotten. The log remembers what \
                        objects were since 2026-03-05 09:00 (log.retention).""");
        shop.forgetDepartures();
        assertThat(why(task)).startsWith("""
                        Task 3 "Replace pump" has not been in the selection of Ida since 2026-03-05 09:00; what was \
                        before is forgotten.
                        """);
    }

    @Test
    void aTaskThatNoRuleEverGave() {
        limited();
        ObjectNumber task = task("");
        assertThat(why(task)).isEqualTo("""
                        Task 3 "Replace pump" has never been in the selection of Ida.
                          Not given by the rule everybody: everybody has it whom the account does not limit.
                          Not given by the rule team: the task belongs to a team of the user (team 0).
                          Not given by the rule pool: the task is in a pool of a team of the user.
                          Not given by the rule responsible: the user is responsible for the task (userid 2).
                          Not given by the rule additional: the user also works on the task (users nothing).
                          Not given by the rule customfield: a custom field of the task names the user \
                        (customusers nothing).
                          Not given by the rule planned: the task is planned for the user about now.""");
    }

    @Test
    void aCustomerIsForEverybody() {
        ObjectNumber customer = shop.save(shop.ole, new TypeId("customer"), "{'name':'Harbour Line'}");
        assertThat(why(customer)).isEqualTo("""
                        Customer 2 "Harbour Line" is in the selection of Ida.
                          Everybody in the account has it, since 2026-03-04 09:00.
                          There since 2026-03-04 09:00, when Ole made customer 2 "Harbour Line" (SaveTest, change \
                        2).""");
    }

    @Test
    void aTaskOfACompanyThatWasHidden() {
        ObjectNumber company = shop.save(shop.ole, new TypeId("customer"), "{'name':'Harbour Line'}");
        ObjectNumber task = task(",'customerid':" + company.value());
        assertThat(why(task)).isEqualTo("""
                        Task 3 "Replace pump" is in the selection of Ida.
                          Everybody in the account has it, since 2026-03-04 09:00.
                          There since 2026-03-04 09:00, when Ole made task 3 "Replace pump" (SaveTest, change 3).""");
        shop.wait(Duration.ofHours(1));
        shop.decide(shop.ole, new TypeId("customer"), company, "{'isdeleted':1}");
        shop.follow();
        assertThat(why(task)).isEqualTo("""
                        Task 3 "Replace pump" is no longer in the selection of Ida.
                          It went on 2026-03-04 10:00: Ole hid the customer 2 "Harbour Line", and a limit takes what \
                        names it; limit company: the company of the task was deleted (HideTest, change 5).""");
    }

    @Test
    void aChangedFieldIsNamedWithBothValues() {
        limited();
        ObjectNumber task = task(",'users':[1]");
        shop.wait(Duration.ofDays(1));
        shop.save(shop.ole, Workshop.TODO, task, "{'users':[2]}");
        assertThat(why(task)).isEqualTo("""
                        Task 3 "Replace pump" is no longer in the selection of Ida.
                          It went on 2026-03-05 09:00: Ole changed users from 1 to 2, and no rule gives it to Ida \
                        any more; rule additional: the user also works on the task (SaveTest, change 5).""");
    }

    @Test
    void programsGetData() {
        limited();
        ObjectNumber task = task(",'users':[1]");
        shop.wait(Duration.ofDays(1));
        shop.save(shop.ole, Workshop.TODO, task, "{'users':[2]}");
        JsonObject gone = ExplanationData.of(shop.why(shop.ida, task));

        assertThat(TreeWriter.text(gone.without("seen"))).isEqualTo("""
                        {"object":{"type":"todo","id":3,"title":"Replace pump"},"user":{"id":1,"name":"Ida"},\
                        "at":"2026-03-05T08:00:00Z","state":"left","isselected":0,"reasons":[],"removal":\
                        {"cause":"field_changed","entry":{"change":5,"at":"2026-03-05T08:00:00Z","kind":"changed",\
                        "object":{"type":"todo","id":3,"title":"Replace pump"},"call":"SaveTest",\
                        "user":{"id":2,"name":"Ole"}},"by":{"change":5,"at":"2026-03-05T08:00:00Z","kind":"changed",\
                        "object":{"type":"todo","id":3,"title":"Replace pump"},"call":"SaveTest",\
                        "user":{"id":2,"name":"Ole"}},"rules":[{"name":"additional",\
                        "meaning":"The user also works on the task"}],"fields":[{"field":"users","before":[1],\
                        "after":[2]}]},"devices":[]}""");
    }
}
