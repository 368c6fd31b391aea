package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static io.tidemark.e2e.TestServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.connect.Connection;
import io.tidemark.core.directory.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Connecting an app, from the link on its page to the first command with its token.
abstract class ConnectCases extends ConnectServer {
    @Test
    void anAppIsConnectedAfterItProvedWhoItIs() {
        AtomicBoolean validTooEarly = new AtomicBoolean(true);
        app.negotiation = asked -> {
            validTooEarly.set(isLoggedIn(asked.form().get("accesstoken")));
            return AppServer.ok(" \r\n" + AppServer.proof(asked) + "\n");
        };
        HttpResponse<String> answer = agree(request("copier", "customer/event_customer_change"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains(app.url("/back?state=7"));
        AppServer.Request asked = app.requests.getFirst();
        String token = asked.form().get("accesstoken");
        assertThat(asked.head()).startsWith("POST /negotiate?key=n3gotiate HTTP/1.1\r\n");
        assertThat(asked.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(asked.body())
                .matches("endpoint=https%3A%2F%2Fsync\\.example\\.test%2Fbase%2Fapi%2Fendpoint\\.php&contract=1"
                        + "&accesstoken=[A-Za-z0-9_-]+&challenge=[0-9a-f]{32}");
        assertThat(validTooEarly).isFalse();
        assertThat(isLoggedIn(token)).isTrue();
        server.pass(Duration.ofDays(3_650));
        assertThat(isLoggedIn(token)).as("until it is withdrawn").isTrue();
        Connection connection = connections().getFirst();
        assertThat(connection.app()).isEqualTo("copier");
        assertThat(connection.hooks()).hasSize(1);

        endSessions();
        assertThat(isLoggedIn(token)).isFalse();
    }

    private void endSessions() {
        User ida = server.storage
                .read(server.account.id(), tx -> tx.userByEmail(IDA))
                .orElseThrow();
        server.server.credentials().endSessions(server.account.id(), ida.id());
    }

    @Test
    void whoCannotProveItIsNotConnected() {
        for (String wrong : List.of(
                AppServer.ok(""),
                AppServer.ok(AppServer.sha1("something else")),
                AppServer.ok("{\"answer\":\"" + AppServer.sha1("x") + "\"}"),
                AppServer.answer("500 Oops", ""),
                AppServer.answer("302 Found\r\nLocation: " + app.url("/negotiate2"), ""),
                "SSH-2.0-x\r\n\r\n",
                AppServer.HANG)) {
            app.negotiation = asked -> wrong;
            assertNotConnected(wrong);
        }
        app.negotiation = asked -> AppServer.ok(AppServer.proof(asked).toUpperCase(java.util.Locale.ROOT));
        assertNotConnected("upper case");
        app.negotiation = asked -> AppServer.ok(AppServer.proof(asked) + "0");
        assertNotConnected("a digit too many");
        app.negotiation = asked -> AppServer.answer("404 Not Found", AppServer.proof(asked));
        assertNotConnected("right, with the wrong status");
    }

    private void assertNotConnected(String why) {
        int before = app.requests.size();
        HttpResponse<String> answer = agree(request("copier"));
        assertThat(answer.statusCode()).as(why).isEqualTo(502);
        assertThat(answer.body()).as(why).contains("Not connected");
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(app.requests).as(why).hasSize(before + 1);
        assertThat(isLoggedIn(app.requests.getLast().form().get("accesstoken")))
                .as(why)
                .isFalse();
        assertThat(connections()).as(why).isEmpty();
    }

    @Test
    void thePagesSayWhoAsksForWhatAndEscapeIt() {
        String evil = "<script>alert(1)</script>\\\"'";
        String request = request("copier", "customer/event_customer_change", "customer/tab")
                .replace("Copy customer", evil);
        HttpResponse<String> login = get(request);
        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.body())
                .contains("An app at <strong>127.0.0.1</strong>")
                .doesNotContain("<script");
        assertIsolated(login, "form-action 'self';");

        HttpResponse<String> consent = logIn(request);
        assertThat(consent.body())
                .contains("Connect Copier &amp; Co?")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;")
                .contains("customer/event_customer_change: to be told at 127.0.0.1 when a company is added or changes")
                .contains("customer/tab: a part that this server does not have")
                .doesNotContain("<script")
                .doesNotContain("n3gotiate")
                .doesNotContain("h00k");
        assertIsolated(consent, "form-action 'self' " + app.url("") + ";");
        assertThat(app.requests).isEmpty();
    }

    private static void assertIsolated(HttpResponse<String> page, String formAction) {
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .contains(formAction);
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void aDecisionCountsOnceAndOnlyForAWhile() {
        String first = ticket(logIn(request("copier")));
        assertThat(post("ticket", first, "decision", "refuse").body()).contains("You did not connect the app");
        assertThat(post("ticket", first, "decision", "agree").statusCode()).isEqualTo(403);
        assertThat(post("ticket", "x".repeat(43), "decision", "agree").statusCode())
                .isEqualTo(403);
        String late = ticket(logIn(request("copier")));
        server.pass(Duration.ofMinutes(11));
        assertThat(post("ticket", late, "decision", "agree").statusCode()).isEqualTo(403);

        assertThat(app.requests).isEmpty();
        assertThat(connections()).isEmpty();
    }

    @Test
    void aPasswordIsNeededAndGuessingIsSlow() {
        String request = request("copier");
        assertThat(post("request", request, "contract", "nobody", "username", IDA, "password", PASSWORD)
                        .statusCode())
                .isEqualTo(403);
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> page =
                    post("request", request, "contract", "1", "username", LARS, "password", "wrong");
            assertThat(page.statusCode()).isEqualTo(403);
            assertThat(page.body()).contains("do not go together").doesNotContain("ticket");
        }
        assertThat(post("request", request, "contract", "1", "username", LARS, "password", PASSWORD)
                        .statusCode())
                .isEqualTo(429);
        assertThat(logIn(request).statusCode()).isEqualTo(200);
    }

    @Test
    void anAppThatIsNotKnownOrAsksForOtherHostsGetsNothing() {
        register("elsewhere", "app.example.test");
        for (String request : List.of(
                request("nobody"),
                request("elsewhere"),
                request("copier", app.url("/negotiate"), "https://evil.example.test/", app),
                request("copier", "http://localhost:" + app.port() + "/negotiate", app.url("/"), app),
                request("copier", "customer/event_customer_change")
                        .replace(app.url("/hook"), "https://evil.example.test/hook"))) {
            HttpResponse<String> page = logIn(request);
            assertThat(page.statusCode()).as(request).isEqualTo(403);
            assertThat(page.body()).contains("does not know the app").doesNotContain("ticket");
        }
        assertThat(app.requests).isEmpty();
    }

    @Test
    void aRequestThatCannotBeReadIsExplainedOnAPage() {
        String sound = request("copier", "customer/event_customer_change");
        for (String request : List.of(
                "",
                "x",
                "[]",
                "{}",
                sound.replace("\"copier\"", "7"),
                sound.replace(app.url("/back"), "/back"),
                sound.replace(app.url("/back"), "javascript:alert(1)//"),
                sound.replace(app.url("/hook"), "ftp://127.0.0.1/hook"),
                sound.replace("\"modcode\"", "\"x\""),
                sound.replaceFirst("\\[.*\\]", "7"),
                sound.replaceFirst("\\[.*\\]", "[7]"))) {
            HttpResponse<String> page = get(request);
            assertThat(page.statusCode()).as(request).isEqualTo(400);
            assertThat(page.body()).as(request).contains("Not connected").contains("app&#39;s request");
        }
        assertThat(get("{\"publicid\":\"" + "x".repeat(300) + "\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void connectingAgainReplacesTheFirstConnection() {
        String first = connected(request("copier"));
        String second = connected(request("copier"));

        assertThat(connections()).hasSize(1);
        assertThat(isLoggedIn(first)).isFalse();
        assertThat(isLoggedIn(second)).isTrue();
    }

    @Test
    void withoutAPublicAddressNothingIsConnected() {
        server.close();
        start(newStorage(), Map.of("http.public-url", ""));
        HttpResponse<String> page = get(request("copier"));

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("http.public-url");
    }

    @Test
    void anAppInsideTheServersNetworkIsNotCalled() {
        server.close();
        start(newStorage(), Map.of("hooks.allowed-networks", ""));
        register("inside", "localhost");
        String localhost = "http://localhost:" + app.port();
        HttpResponse<String> byName = agree(request("inside", localhost + "/negotiate", localhost + "/back", app));
        HttpResponse<String> byAddress = agree(request("copier"));

        assertThat(byName.body()).contains("a network that this server does not call");
        assertThat(byAddress.body()).contains("a network that this server does not call");
        assertThat(app.requests).isEmpty();
    }
}
