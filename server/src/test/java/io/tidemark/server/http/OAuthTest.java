package io.tidemark.server.http;

import static io.tidemark.server.RunningServer.EMAIL;
import static io.tidemark.server.RunningServer.PASSWORD;
import static io.tidemark.server.RunningServer.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.server.RawClient;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Meeting API 2.1, 1.2, 3.19 and 3.20 over a socket.
class OAuthTest {
    private final RunningServer server = RunningServer.with();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPasswordGivesBothTokensAndTheirLifeInSecondsAsText() throws IOException {
        Answer answer = server.logIn(EMAIL, PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"expires_in\":\"1200\"");
        assertThat(value(answer, "refresh_token")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(value(answer, "access_token")).matches("[A-Za-z0-9_-]{60,}");
        assertThat(answer.headers())
                .containsEntry("cache-control", "no-store")
                .containsEntry("content-type", "application/json; charset=utf-8");
    }

    @Test
    void theUserNameIsComparedWithoutRegardToCase() throws IOException {
        assertThat(server.logIn("IDA.Holm@Example.Test", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aWrongPasswordIsRefusedInTheFormOfTheSpecification() throws IOException {
        Answer answer = server.logIn(EMAIL, "wrong");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("\"error\":\"unauthorized_client\"", "\"error_state\":\"FAILEDLOGIN\"")
                .contains("\"retry_in_seconds\":0", "\"error_description\":\"");
    }

    @Test
    void anUnknownUserAGuestAndADisabledUserLookLikeAWrongPassword() throws IOException {
        String wrong = server.logIn(EMAIL, "wrong").text();
        server.addUser("guest@example.test", true, true);
        server.addUser("gone@example.test", false, false);

        assertThat(server.logIn("nobody@example.test", PASSWORD).text()).isEqualTo(wrong);
        assertThat(server.logIn("guest@example.test", PASSWORD).text()).isEqualTo(wrong);
        assertThat(server.logIn("gone@example.test", PASSWORD).text()).isEqualTo(wrong);
    }

    @Test
    void theAppIdMustBeApiAndMayBeMissingOnlyWhenSigningOut() throws IOException {
        String login = "grant_type=password&username=" + EMAIL + "&password=" + PASSWORD;
        String refreshToken = value(server.logIn(EMAIL, PASSWORD), "refresh_token");

        assertThat(server.oauth(login).status()).isEqualTo(400);
        assertThat(server.oauth(login + "&app_id=api2").text()).contains("unauthorized_client", "app_id");
        assertThat(server.oauth("grant_type=refresh_token&refresh_token=" + refreshToken)
                        .status())
                .isEqualTo(400);
        assertThat(server.oauth("grant_type=signout&app_id=Other&refresh_token=" + refreshToken)
                        .status())
                .isEqualTo(400);
        assertThat(server.oauth("grant_type=signout&refresh_token=" + refreshToken)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refreshingKeepsTheRefreshTokenAndGivesAWorkingAccessToken() throws IOException {
        String refreshToken = value(server.logIn(EMAIL, PASSWORD), "refresh_token");
        server.now.updateAndGet(now -> now.plus(Duration.ofMinutes(21)));

        Answer answer = refresh(refreshToken.toUpperCase(Locale.ROOT));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(value(answer, "refresh_token")).isEqualToIgnoringCase(refreshToken);
        assertThat(sync("Authorization: Bearer " + value(answer, "access_token")))
                .isEqualTo(200);
    }

    @Test
    void anAccessTokenEndsAfterItsLife() throws IOException {
        String bearer = server.bearer();
        assertThat(sync(bearer)).isEqualTo(200);

        server.now.updateAndGet(now -> now.plus(Duration.ofMinutes(20)));

        assertThat(sync(bearer)).isEqualTo(401);
    }

    @Test
    void aRefreshTokenLivesOnFromItsLastUseAndEndsWithoutUse() throws IOException {
        String refreshToken = value(server.logIn(EMAIL, PASSWORD), "refresh_token");
        for (int month = 0; month < 4; month++) {
            server.now.updateAndGet(now -> now.plus(Duration.ofDays(60)));
            assertThat(refresh(refreshToken).status()).isEqualTo(200);
        }

        server.now.updateAndGet(now -> now.plus(Duration.ofDays(90)));

        Answer answer = refresh(refreshToken);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"error\":\"invalid_grant\"");
    }

    @Test
    void signingOutEndsBothTokensAtOnceAndTwiceIsNoFailure() throws IOException {
        Answer login = server.logIn(EMAIL, PASSWORD);
        String refreshToken = value(login, "refresh_token");
        String bearer = "Authorization: Bearer " + value(login, "access_token");
        assertThat(sync(bearer)).isEqualTo(200);

        String signOut = "grant_type=signout&app_id=Api&refresh_token=" + refreshToken;
        Answer answer = server.oauth(signOut);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("set-cookie")).contains("tidemark-access=;", "Max-Age=0");
        assertThat(sync(bearer)).isEqualTo(401);
        assertThat(refresh(refreshToken).text()).contains("invalid_grant");
        assertThat(server.oauth(signOut).status()).isEqualTo(200);
        assertThat(server.oauth("grant_type=signout&refresh_token=unknown").text())
                .contains("invalid_grant");
    }

    @Test
    void theCookieOfTheLoginAuthenticatesLikeTheHeader() throws IOException {
        String cookie = server.logIn(EMAIL, PASSWORD).headers().get("set-cookie");

        assertThat(cookie).contains("; HttpOnly", "; SameSite=Lax", "; Path=/;", "; Max-Age=1200");
        assertThat(cookie).doesNotContain("Secure");
        assertThat(sync("Cookie: other=1; " + cookie.substring(0, cookie.indexOf(';'))))
                .isEqualTo(200);
    }

    @Test
    void theCookieIsSecureBehindATrustedProxyThatSpeaksTls() throws IOException {
        try (RunningServer proxied = RunningServer.with("http.trusted-proxies", "127.0.0.1");
                RawClient client = proxied.connect()) {
            Answer answer = client.post(
                    "/acme/oauth",
                    "grant_type=password&app_id=Api&username=" + EMAIL + "&password=" + PASSWORD,
                    "X-Forwarded-Proto: https");

            assertThat(answer.headers().get("set-cookie")).endsWith("; Secure").contains("Path=/acme;");
        }
    }

    @Test
    void aTokenThatIsForgedOrMissingOrOfAnotherSchemeGives401AsApiError() throws IOException {
        String bearer = server.bearer();
        String forged = bearer.substring(0, bearer.length() - 2) + (bearer.endsWith("AA") ? "BB" : "AA");

        assertThat(sync(forged)).isEqualTo(401);
        assertThat(sync("Authorization: Basic abc")).isEqualTo(401);
        assertThat(sync("Authorization: Bearer")).isEqualTo(401);
        try (RawClient client = server.connect()) {
            Answer answer = client.get("/api/v1/mymeetings/sync");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
            assertThat(answer.text()).contains("\"Code\":\"TM-4001\"", "\"Message\":\"");
        }
    }

    @Test
    void aNewPasswordADisabledUserAndEndedSessionsTakeEffectWithTheNextRequest() throws IOException {
        String first = server.bearer();
        server.server.credentials().setPassword(server.account.id(), server.user, "other".toCharArray());
        assertThat(sync(first)).isEqualTo(401);
        assertThat(server.logIn(EMAIL, PASSWORD).status()).isEqualTo(400);

        String second = "Authorization: Bearer " + value(server.logIn(EMAIL, "other"), "access_token");
        assertThat(sync(second)).isEqualTo(200);
        server.server.credentials().endSessions(server.account.id(), server.user);
        assertThat(sync(second)).isEqualTo(401);

        Answer third = server.logIn(EMAIL, "other");
        server.server.credentials().setEnabled(server.account.id(), server.user, false);
        assertThat(sync("Authorization: Bearer " + value(third, "access_token")))
                .isEqualTo(401);
        server.server.credentials().setEnabled(server.account.id(), server.user, true);
        assertThat(refresh(value(third, "refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void afterFreeFailuresTheWaitDoublesAndTheRightPasswordMustWaitToo() throws IOException {
        for (int failure = 1; failure < 5; failure++) {
            assertThat(server.logIn(EMAIL, "wrong").text()).contains("\"retry_in_seconds\":0");
        }
        Answer fifth = server.logIn(EMAIL, "wrong");
        assertThat(fifth.text()).contains("\"retry_in_seconds\":2");
        assertThat(fifth.headers()).containsEntry("retry-after", "2");
        assertThat(server.logIn(EMAIL, PASSWORD).text())
                .contains("\"retry_in_seconds\":2", "\"error_state\":\"FAILEDLOGIN\"");

        server.now.updateAndGet(now -> now.plusSeconds(2));
        assertThat(server.logIn(EMAIL, "wrong").text()).contains("\"retry_in_seconds\":4");

        server.now.updateAndGet(now -> now.plusSeconds(4));
        assertThat(server.logIn(EMAIL, PASSWORD).status()).isEqualTo(200);
        assertThat(server.logIn(EMAIL, "wrong").text()).contains("\"retry_in_seconds\":0");
    }

    @Test
    void aFormThatIsNoFormOrTooLargeOrWithoutLengthIsRefusedWithASentence() throws IOException {
        assertThat(server.oauth("").text()).contains("app_id");
        assertThat(server.oauth("grant_type=magic&app_id=Api").text()).contains("grant_type must be");
        assertThat(server.oauth("grant_type=password&app_id=Api&username=a").text())
                .contains("username and password");
        assertThat(server.oauth("grant_type=%zz").text()).contains("error_state", "percent");
        assertThat(server.oauth("x=" + "y".repeat(17_000)).text()).contains("16 KiB");
        try (RawClient client = server.connect()) {
            Answer json = client.post("/oauth", "{}", "Content-Type: application/json");
            assertThat(json.status()).isEqualTo(400);
            assertThat(json.text()).contains("as a form");
        }
        try (RawClient client = server.connect()) {
            client.send("POST /oauth HTTP/1.1\r\n" + RawClient.head("Transfer-Encoding: chunked") + "\r\n3\r\na=b\r\n");
            assertThat(client.read().text()).contains("Content-Length");
        }
    }

    @Test
    void parametersInTheQueryAreNotRead() throws IOException {
        try (RawClient client = server.connect()) {
            Answer answer = client.post(
                    "/oauth?grant_type=password&app_id=Api&username=" + EMAIL + "&password=" + PASSWORD, "");
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    private Answer refresh(String refreshToken) throws IOException {
        return server.oauth("grant_type=refresh_token&app_id=Api&refresh_token=" + refreshToken);
    }

    private int sync(String header) throws IOException {
        try (RawClient client = server.connect()) {
            return client.get("/api/v1/mymeetings/sync", header).status();
        }
    }
}
