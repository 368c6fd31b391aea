package io.tidemark.server.http;

import static io.tidemark.server.RunningServer.EMAIL;
import static io.tidemark.server.RunningServer.PASSWORD;
import static io.tidemark.server.RunningServer.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.server.RawClient;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.RunningServer;
import java.io.IOException;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Paths, verbs, parameters and the headers of every answer.
class RoutesTest {
    private final RunningServer server = RunningServer.with();
    private String bearer;

    @BeforeEach
    void logIn() throws IOException {
        bearer = server.bearer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyOperationIsReachedWithAndWithoutTheAccount() throws IOException {
        for (String account : new String[] {"", "/acme", "/ACME"}) {
            assertThat(get(account + "/api/v1/mymeetings/sync?synctoken=t").text())
                    .contains("sync MEETINGS 1/1 Optional[t] Optional.empty");
            assertThat(get(account + "/api/v1/mytasks/sync?properties=Title").text())
                    .contains("sync TASKS 1/1 Optional.empty Optional[Title]");
            assertThat(get(account + "/api/v1/mymeetings/list?maxResults=10&skip=20")
                            .text())
                    .contains("list OptionalInt[10] OptionalInt[20]");
            assertThat(get(account + "/api/v1/availability?users=a,b&from=f&to=t")
                            .text())
                    .contains("availability a,b f t");
            assertThat(post(account + "/api/v1/mymeetings/synccommit", "{}").text())
                    .contains("commit MEETINGS 2");
            assertThat(post(account + "/api/v1/mytasks/synccommit", "{ }").text())
                    .contains("commit TASKS 3");
        }
    }

    @Test
    void pathsAndParameterNamesAreReadWithoutRegardToCaseAndValuesWithIt() throws IOException {
        assertThat(get("/API/v1/MyMeetings/Sync?SyncToken=AbC&PROPERTIES=Title").text())
                .contains("Optional[AbC] Optional[Title]");
    }

    @Test
    void queriesAreDecodedAndBareBracesAreTakenAsTheyAre() throws IOException {
        assertThat(get("/api/v1/availability?users={\"a\":[1,2]}&from=a%2Bb&to=%C3%B8+x")
                        .text())
                .isEqualTo("{\"said\":\"availability {\"a\":[1,2]} a+b \u00f8 x\"}");
    }

    @Test
    void bytesOutsideAsciiAndBrokenEncodingInAQueryAreRefusedNotDamaged() throws IOException {
        Answer raw = get("/api/v1/availability?users=\u00c3\u00b8&from=a&to=b");
        assertThat(raw.status()).isEqualTo(400);
        assertThat(raw.text()).contains("TM-1001", "Percent-encode");
        assertThat(get("/api/v1/availability?users=%zz&from=a&to=b").status()).isEqualTo(400);
    }

    @Test
    void aMissingOrSenselessParameterIsNamed() throws IOException {
        assertThat(get("/api/v1/availability?users=a&to=b").text()).contains("TM-1001", "'from' is missing");
        assertThat(get("/api/v1/mymeetings/list?skip=-1").text()).contains("TM-1001", "'skip' must be");
        assertThat(get("/api/v1/mymeetings/list?maxResults=99999999999").status())
                .isEqualTo(400);
        assertThat(get("/api/v1/mymeetings/list").text()).contains("list OptionalInt.empty OptionalInt.empty");
    }

    @Test
    void anAnswerMayBringHeadersOfItsOwn() throws IOException {
        assertThat(get("/api/v1/mymeetings/list?maxResults=10").headers()).containsEntry("paging-next", "10");
    }

    @Test
    void anUnknownPathGives404AndAWrongVerb405WithAllow() throws IOException {
        Answer unknown = get("/api/v1/meetings");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text()).contains("TM-1002");
        assertThat(get("/").status()).isEqualTo(404);
        assertThat(get("/nobody/api/v1/mymeetings/sync").text()).contains("TM-1002", "no account");

        Answer wrongVerb = get("/api/v1/mymeetings/synccommit");
        assertThat(wrongVerb.status()).isEqualTo(405);
        assertThat(wrongVerb.headers()).containsEntry("allow", "POST");
        assertThat(get("/oauth").headers()).containsEntry("allow", "POST");
        assertThat(post("/api/v1/mymeetings/sync", "").headers()).containsEntry("allow", "GET");
    }

    @Test
    void aHeadRequestIsAnsweredWithoutABody() throws IOException {
        try (RawClient client = server.connect()) {
            client.send("HEAD /oauth HTTP/1.1\r\n" + RawClient.head() + "\r\n");
            assertThat(client.read().status()).isEqualTo(405);
            assertThat(client.get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void everyAnswerCarriesARequestIdWhichASaneClientChooses() throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(client.get("/health/live", "X-Request-Id: my-id.1").headers())
                    .containsEntry("x-request-id", "my-id.1");
            Answer refused = client.get("/nowhere", "X-Request-Id: bad id");
            assertThat(refused.headers().get("x-request-id")).matches("[0-9a-f]{16}");
            assertThat(refused.text())
                    .contains("\"RequestId\":\"" + refused.headers().get("x-request-id") + "\"");
            assertThat(client.get("/health/live", "X-Request-Id: " + "x".repeat(65))
                            .headers()
                            .get("x-request-id"))
                    .matches("[0-9a-f]{16}");
        }
    }

    @Test
    void nothingIsCachedAndErrorsAreJson() throws IOException {
        for (String path : new String[] {"/health/live", "/nowhere", "/api/v1/mymeetings/sync"}) {
            assertThat(get(path).headers())
                    .containsEntry("cache-control", "no-store")
                    .containsEntry("content-type", "application/json; charset=utf-8");
        }
    }

    @Test
    void aTokenOfOneAccountIsNoTokenOfAnother() throws IOException {
        server.storage.accounts().create(new NewAccount("other", "Other", ZoneOffset.UTC, new byte[32]));

        assertThat(get("/acme/api/v1/mymeetings/sync").status()).isEqualTo(200);
        assertThat(get("/other/api/v1/mymeetings/sync").status()).isEqualTo(401);
    }

    @Test
    void withTwoAccountsAndNoDefaultAPathMustNameOne() throws IOException {
        server.storage.accounts().create(new NewAccount("other", "Other", ZoneOffset.UTC, new byte[32]));

        Answer answer = get("/api/v1/mymeetings/sync");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("Put the account's short name before the path");
    }

    @Test
    void aDefaultAccountAndABasePathCanBeSet() throws IOException {
        try (RunningServer based = RunningServer.with("http.base-path", "/sync/", "account.default", "acme");
                RawClient client = based.connect()) {
            based.storage.accounts().create(new NewAccount("other", "Other", ZoneOffset.UTC, new byte[32]));
            Answer login = client.post(
                    "/sync/oauth", "grant_type=password&app_id=Api&username=" + EMAIL + "&password=" + PASSWORD);
            String token = "Authorization: Bearer " + value(login, "access_token");

            assertThat(login.headers().get("set-cookie")).contains("Path=/sync;");
            assertThat(client.get("/Sync/api/v1/mytasks/sync", token).status()).isEqualTo(200);
            assertThat(client.get("/api/v1/mytasks/sync", token).status()).isEqualTo(404);
            assertThat(client.get("/syncapi/v1/mytasks/sync", token).status()).isEqualTo(404);
        }
    }

    private Answer get(String target) throws IOException {
        try (RawClient client = server.connect()) {
            return client.get(target, bearer);
        }
    }

    private Answer post(String target, String body) throws IOException {
        try (RawClient client = server.connect()) {
            return client.post(target, body, bearer);
        }
    }
}
