package io.tidemark.server.login;

import static io.tidemark.server.CommandClient.ECHO;
import static io.tidemark.server.CommandClient.KEY;
import static io.tidemark.server.CommandClient.configure;
import static io.tidemark.server.CommandClient.envelope;
import static io.tidemark.server.CommandClient.withToken;
import static io.tidemark.server.RunningServer.EMAIL;
import static io.tidemark.server.RunningServer.PASSWORD;
import static io.tidemark.server.RunningServer.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.server.CommandClient;
import io.tidemark.server.RawClient;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may send commands, over HTTP.
class CommandLoginsTest {
    private static final String WHO = "{'command':'GetCurrentUserID'}";

    private RunningServer server;
    private CommandClient client;

    @BeforeEach
    void start() {
        server = RunningServer.with("account.default", "acme");
        client = new CommandClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void isIda(String envelope) throws IOException {
        assertThat(client.send(envelope))
                .startsWith("{\"status\":1,\"msg\":\"OK\"")
                .contains("[{\"status\":1,\"userid\":1}]");
    }

    private void isRefused(String envelope) throws IOException {
        assertThat(client.send(envelope))
                .startsWith("{\"status\":0,\"msg\":\"The credentials are not right, or were wrong too often.")
                .contains("\"error\":\"badlogin\",\"results\":[],\"date\":\"");
    }

    private String accessToken() throws IOException {
        return value(server.logIn(EMAIL, PASSWORD), "access_token");
    }

    private Account otherAccount() {
        Account other =
                server.storage.accounts().create(new NewAccount("other", "Other", ZoneOffset.UTC, new byte[] {1}));
        server.storage.write(
                other.id(), tx -> tx.addUser(new User(new UserId(1), "w", "Ida of other", EMAIL, "", true, false)));
        server.server.credentials().setPassword(other.id(), new UserId(1), PASSWORD.toCharArray());
        return other;
    }

    private Answer configured(String code) throws IOException {
        return client.answer(configure(code));
    }

    // ---- API key, user and password ----

    @ParameterizedTest
    @CsvSource({"1,", "1,IDA.holm@EXAMPLE.test", "acme,", "ACME,", "' 1 ',"})
    void keyUserAndPasswordOfTheContractAreTheCurrentUser(String contract, String username) throws IOException {
        isIda(envelope(contract, KEY, username == null ? EMAIL : username, PASSWORD, "", WHO));
    }

    @Test
    void theContractMayBeANumber() throws IOException {
        isIda(envelope(WHO).replace("\"1\"", "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "2,KEY,EMAIL,PASSWORD",
        "'',KEY,EMAIL,PASSWORD",
        "1.0,KEY,EMAIL,PASSWORD",
        "99999999999999999999,KEY,EMAIL,PASSWORD",
        "1,0000,EMAIL,PASSWORD",
        "1,'',EMAIL,PASSWORD",
        "1,KEY,nobody@example.test,PASSWORD",
        "1,KEY,'',PASSWORD",
        "1,KEY,EMAIL,wrong",
        "1,KEY,EMAIL,''"
    })
    void whateverIsWrongTheAnswerIsTheSame(String contract, String key, String username, String password)
            throws IOException {
        isRefused(envelope(
                contract,
                key.replace("KEY", KEY),
                username.replace("EMAIL", EMAIL),
                password.replace("PASSWORD", PASSWORD),
                "",
                WHO));
    }

    @Test
    void neitherGuestsNorDisabledUsersAreLetIn() throws IOException {
        server.addUser("guest@example.test", true, true);
        UserId bo = server.addUser("bo@example.test", true, false);
        isRefused(envelope("1", KEY, "guest@example.test", PASSWORD, "", WHO));
        assertThat(client.send(envelope("1", KEY, "bo@example.test", PASSWORD, "", WHO)))
                .contains("\"userid\":3");

        server.server.credentials().setEnabled(server.account.id(), bo, false);
        isRefused(envelope("1", KEY, "bo@example.test", PASSWORD, "", WHO));
    }

    @Test
    void aPasswordThatWasRightIsForgottenWhenItIsChanged() throws IOException {
        isIda(envelope(WHO));
        server.server.credentials().setPassword(server.account.id(), server.user, "n3w".toCharArray());
        isRefused(envelope(WHO));
        isIda(envelope("1", KEY, EMAIL, "n3w", "", WHO));
    }

    @Test
    void guessingIsThrottledAlsoAgainstAPasswordThatIsRemembered() throws IOException {
        isIda(envelope(WHO));
        for (int i = 0; i < 5; i++) {
            isRefused(envelope("1", KEY, EMAIL, "guess " + i, "", WHO));
        }
        isRefused(envelope(WHO));

        server.now.updateAndGet(now -> now.plusSeconds(2));
        isIda(envelope(WHO));
        isRefused(envelope("1", KEY, EMAIL, "guess", "", WHO));
        isRefused(envelope(WHO));
    }

    @Test
    void wrongKeysDoNotLockOutAnybody() throws IOException {
        for (int i = 0; i < 60; i++) {
            isRefused(envelope("1", "0000-" + i, EMAIL, PASSWORD, "", WHO));
        }
        isIda(envelope(WHO));
    }

    @Test
    void manyRequestsOfOneClientAtTheSameTimeAreNoGuesses() throws Exception {
        List<Callable<String>> requests = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            requests.add(() -> client.send(envelope(WHO)));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : threads.invokeAll(requests)) {
                assertThat(answer.get()).contains("\"userid\":1");
            }
        }
    }

    // ---- access tokens ----

    @Test
    void contractAndAccessTokenAreEnoughAndWhateverElseIsSentDoesNotMatter() throws IOException {
        String token = accessToken();
        isIda(withToken("1", token, WHO));
        isIda(envelope("1", "0000", "nobody", "wrong", token, WHO));
        isIda("{'accesstoken':'" + token + "','commands':[" + WHO + "],'contract':1}");
    }

    @Test
    void anAccessTokenIsNoMoreThanItsLoginAndItsAccount() throws IOException {
        Account other = otherAccount();
        String token = accessToken();
        isRefused(withToken("2", token, WHO));
        isRefused(withToken("other", token, WHO));
        isRefused(withToken("", token, WHO));
        isRefused(envelope("1", KEY, EMAIL, PASSWORD, token + "x", WHO));
        isRefused(envelope(Long.toString(other.id().value()), KEY, EMAIL, PASSWORD, "", WHO));

        server.server.credentials().endSessions(server.account.id(), server.user);
        isRefused(withToken("1", token, WHO));
    }

    @Test
    void anAccessTokenEndsByItself() throws IOException {
        String token = accessToken();
        server.now.updateAndGet(now -> now.plus(Duration.ofMinutes(20)));
        isRefused(withToken("1", token, WHO));
    }

    // ---- session tokens ----

    @Test
    void aSessionTokenSaysWhoIsLooking() throws IOException {
        assertThat(client.send(envelope("{'command':'ValidateSessionToken','sessiontoken':'" + accessToken() + "'}")))
                .startsWith("{\"status\":1,")
                .contains("[{\"status\":1,\"userid\":1,\"personid\":0,\"username\":\"" + EMAIL
                        + "\",\"name\":\"Name\"}]");
    }

    @Test
    void aSessionTokenThatIsNoneFailsTheEnvelope() throws IOException {
        otherAccount();
        String ofOther;
        try (RawClient raw = server.connect()) {
            ofOther = value(
                    raw.post(
                            "/other/oauth",
                            "grant_type=password&app_id=Api&username=" + EMAIL.replace("@", "%40") + "&password="
                                    + PASSWORD,
                            CommandClient.FORM),
                    "access_token");
        }
        String expired = accessToken();
        server.now.updateAndGet(now -> now.plus(Duration.ofMinutes(21)));
        String ofDevice = value(configured(client.code(server.account.id(), server.user)), "accesstoken");
        for (String token : List.of("", "x", ofOther, expired, ofDevice)) {
            assertThat(client.send(envelope("{'command':'ValidateSessionToken','sessiontoken':'" + token + "'}")))
                    .startsWith("{\"status\":0,")
                    .contains("\"error\":\"badvalue\"", "sessiontoken");
        }
    }

    // ---- devices ----

    @Test
    void aCodeGivesADeviceCredentialsOfItsOwn() throws IOException {
        String code = client.code(server.account.id(), server.user);
        Answer answer = configured(code.toLowerCase(java.util.Locale.ROOT).replace("-", ""));

        assertThat(answer.text())
                .startsWith("{\"status\":1,")
                .contains("\"contract\":1,", "\"username\":\"" + EMAIL + "\"");
        String token = value(answer, "accesstoken");
        String key = value(answer, "apikey");
        assertThat(key).matches("(\\d{4}-){5}\\d{4}").isNotEqualTo(KEY);
        server.now.updateAndGet(now -> now.plus(Duration.ofDays(3_000)));
        isIda(withToken("1", token, WHO));
        isIda(envelope("1", key, EMAIL, "", token, WHO));
        isIda(envelope("1", key, EMAIL, PASSWORD, "", WHO));
        try (RawClient raw = server.connect()) {
            assertThat(raw.get("/api/v1/mymeetings/sync", "Authorization: Bearer " + token)
                            .status())
                    .isEqualTo(200);
        }
        List<Session> sessions = server.storage.read(server.account.id(), tx -> tx.sessions(server.user, 10));
        assertThat(sessions).extracting(Session::device).containsExactly("field app 3 49-015420-323751");

        server.server.credentials().endSessions(server.account.id(), server.user);
        isRefused(withToken("1", token, WHO));
        isRefused(envelope("1", key, EMAIL, PASSWORD, "", WHO));
    }

    @Test
    void wrongUsedAndExpiredCodesAreTheSame() throws IOException {
        String used = client.code(server.account.id(), server.user);
        String expired = client.code(server.account.id(), server.user);
        String ofDisabled = client.code(server.account.id(), server.addUser("bo@example.test", false, false));
        assertThat(configured(used).text()).startsWith("{\"status\":1,");
        String wrong = configured("ABCD-2345").text();
        assertThat(wrong).startsWith("{\"status\":0,").contains("\"error\":\"badvalue\"", "The field code");
        assertThat(configured(used).text()).isEqualTo(wrong);
        assertThat(configured(ofDisabled).text()).isEqualTo(wrong);
        assertThat(configured("").text()).isEqualTo(wrong);
        server.now.updateAndGet(now -> now.plus(Duration.ofDays(1)));
        assertThat(configured(expired).text()).isEqualTo(wrong.replace("2031-04-02", "2031-04-03"));
    }

    @Test
    void aCodeIsFoundInWhicheverAccountUnlessTheContractIsNamed() throws IOException {
        Account other = otherAccount();
        String first = client.code(other.id(), new UserId(1));
        String second = client.code(other.id(), new UserId(1));
        assertThat(configured(first).text()).contains("\"contract\":2,");
        assertThat(client.send(configure(second).replace("{'commands'", "{'contract':1,'commands'")))
                .contains("badvalue");
        assertThat(client.send(configure(second).replace("{'commands'", "{'contract':9,'commands'")))
                .contains("badlogin");
        assertThat(client.send(configure(second).replace("{'commands'", "{'contract':'other','commands'")))
                .contains("\"contract\":2,");
    }

    @Test
    void oneCodeIsGoodForOneDeviceHoweverManyTryAtOnce() throws Exception {
        String code = client.code(server.account.id(), server.user);
        List<Callable<String>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(() -> configured(code).text());
        }
        int granted = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : threads.invokeAll(requests)) {
                granted += answer.get().contains("accesstoken") ? 1 : 0;
            }
        }
        assertThat(granted).isEqualTo(1);
    }

    @Test
    void guessingCodesIsThrottledAlsoInsideOneRequest() throws IOException {
        String guess = "{'command':'ConfigureDevice','code':'ABCD-2345'}";
        String good = client.code(server.account.id(), server.user);
        String answer = client.send("{'commands':[" + (guess + ",").repeat(60) + guess + "]}");
        assertThat(answer.split("badvalue", -1)).hasSize(51);
        assertThat(answer).contains("\"error\":\"noaccess\"", "Wait 2 seconds");
        assertThat(configured(good).text()).contains("noaccess");
        isIda(envelope(WHO));

        server.now.updateAndGet(now -> now.plusSeconds(2));
        assertThat(configured(good).text()).contains("accesstoken");
    }

    @Test
    void onlyConfigureDeviceRunsWithoutALogin() throws IOException {
        String code = client.code(server.account.id(), server.user);
        String configure = "{'command':'configuredevice','code':'" + code + "'}";
        isRefused("{'commands':[" + configure + "," + ECHO + "]}");
        isRefused("{'commands':[" + ECHO + "]}");
        isRefused("{'commands':[]}");
        isRefused("{'contract':1,'commands':[" + configure + ",7]}");
        assertThat(client.send(envelope(ECHO + "," + configure)))
                .startsWith("{\"status\":1,")
                .contains("accesstoken");
    }
}
