package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// MyMeetings List and its paging (meeting API 1.6, 2.6).
class MeetingListTest extends OnServer {
    /// 23 meetings of Ida's, written in another order than they take place.
    private void twentyThree() {
        CommitBody commit = CommitBody.withoutToken();
        for (int i = 0; i < 23; i++) {
            int hour = i * 7 % 23;
            commit.created(
                    "Meeting",
                    "'Id':'m-%02d','Title':'Number %d','Start':'2031-04-02T%02d:00:00Z','End':'2031-04-02T%02d:30:00Z'"
                            .formatted(hour, hour, hour, hour));
        }
        ida.commit(commit).ok();
    }

    private static List<String> ids(Device.Answer page) {
        List<String> ids = new ArrayList<>();
        for (JsonNode meeting : page.ok().body()) {
            ids.add(meeting.path("Id").asString());
        }
        return ids;
    }

    private static String next(Device.Answer page) {
        return page.response().headers().firstValue("paging-next").orElse("none");
    }

    @Test
    void theExampleOfTheSpecification() {
        twentyThree();
        Device.Answer first = ida.get("api/v1/mymeetings/list?maxResults=10");
        assertThat(ids(first)).hasSize(10).startsWith("m-00", "m-01");
        assertThat(next(first)).isEqualTo("10");
        Device.Answer second = ida.get("api/v1/mymeetings/list?maxResults=10&skip=" + next(first));
        assertThat(ids(second)).hasSize(10).startsWith("m-10");
        assertThat(next(second)).isEqualTo("20");
        Device.Answer third = ida.get("api/v1/MyMeetings/List?MAXRESULTS=10&Skip=" + next(second));
        assertThat(ids(third)).containsExactly("m-20", "m-21", "m-22");
        assertThat(next(third)).isEqualTo("none");
    }

    @Test
    void withoutParametersEverythingComesWithoutAHeader() {
        twentyThree();
        Device.Answer all = ida.get("api/v1/mymeetings/list");
        assertThat(ids(all)).hasSize(23).isSorted();
        assertThat(next(all)).isEqualTo("none");
        assertThat(all.body().get(3).path("Title").asString()).isEqualTo("Number 3");
        assertThat(all.body().get(3).has("ModifiedTime")).isTrue();
    }

    @Test
    void aPageThatEndsExactlyAtTheEndHasNoHeaderAndOneBehindItIsEmpty() {
        twentyThree();
        assertThat(next(ida.get("api/v1/mymeetings/list?maxResults=23"))).isEqualTo("none");
        Device.Answer behind = ida.get("api/v1/mymeetings/list?maxResults=10&skip=23");
        assertThat(ids(behind)).isEmpty();
        assertThat(next(behind)).isEqualTo("none");
        assertThat(ids(ida.get("api/v1/mymeetings/list?maxResults=2147483647&skip=2147483647")))
                .isEmpty();
    }

    @Test
    void meetingsOfOneStartAreInTheOrderOfTheirIds() {
        ida.commit(CommitBody.withoutToken()
                        .created("Meeting", "'Id':'c','Start':'2031-04-02T09:00:00Z'")
                        .created("Meeting", "'Id':'a','Start':'2031-04-02T09:00:00Z'")
                        .created("Meeting", "'Id':'b','Start':'2031-04-02T09:00:00Z'"))
                .ok();
        assertThat(ids(ida.get("api/v1/mymeetings/list"))).containsExactly("a", "b", "c");
    }

    @Test
    void onlyTheUsersOwnMeetingsAreListed() {
        meeting("m-A", invitations(invite(LARS, "")));
        meeting("m-B", invitations(invite(LARS, "'Status':'DECLINED'")));
        assertThat(ids(lars.get("api/v1/mymeetings/list"))).containsExactly("m-A");
        assertThat(ids(mona.get("api/v1/mymeetings/list"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maxResults=0",
                "maxResults=-1",
                "maxResults=ten",
                "skip=-1",
                "skip=1.5",
                "maxResults=99999999999"
            })
    void aParameterThatIsNoSuchNumberIsRefused(String query) {
        Device.Answer refused = ida.get("api/v1/mymeetings/list?" + query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("TM-1001");
    }
}
