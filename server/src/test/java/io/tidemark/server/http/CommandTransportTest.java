package io.tidemark.server.http;

import static io.tidemark.server.CommandClient.ECHO;
import static io.tidemark.server.CommandClient.FORM;
import static io.tidemark.server.CommandClient.envelope;
import static io.tidemark.server.CommandClient.form;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.server.CommandClient;
import io.tidemark.server.RawClient;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.RunningServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bytes that foreign clients send, and the bytes that they get.
class CommandTransportTest {
    private static final String PATH = "/api/endpoint.php";
    private static final String PONG =
            "{\"status\":1,\"msg\":\"OK\",\"results\":[{\"status\":1,\"answer\":\"ping\"}],\"date\":\"2031-04-02\",\"time\":\"07:30:00\"}";
    private static final String DANISH = "{'command':'Echo','text':'Blåbærgrød & 1+1 %41 €'}";
    private static final String DANISH_ANSWER = "\"answer\":\"Blåbærgrød & 1+1 %41 €\"";

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.with("limits.body", "64 KiB", "limits.commands-per-request", "1000");
        new CommandClient(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer post(String target, String body, String... headers) throws IOException {
        try (RawClient client = server.connect()) {
            return client.post(target, body, headers);
        }
    }

    private static Answer get(String query) throws IOException {
        try (RawClient client = server.connect()) {
            return client.get(PATH + query);
        }
    }

    private static void isPong(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/json; charset=UTF-8");
        assertThat(answer.text()).isEqualTo(PONG);
    }

    /// Only quotes and blanks are encoded; this is what URL libraries of browsers and Node make of a query.
    private static String barelyEncoded(String json) {
        return json.replace("\"", "%22").replace(" ", "%20");
    }

    private static void isRefused(Answer answer, String error, String sentence) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/json; charset=UTF-8");
        assertThat(answer.text())
                .startsWith("{\"status\":0,\"msg\":\"")
                .contains(
                        sentence,
                        "\",\"error\":\"" + error + "\",\"results\":[],\"date\":\"2031-04-02\",\"time\":\"07:30:00\"}");
    }

    @Test
    void aFormAsAPhpClientPostsIt() throws IOException {
        isPong(post(
                PATH,
                form(envelope(ECHO)),
                "User-Agent: PHP",
                "Accept: */*",
                "Content-Type: application/x-www-form-urlencoded; charset=UTF-8",
                "Connection: close"));
    }

    @Test
    void anEmptyPostWithBareBracesInTheQueryAsBrowsersAndNodeSendIt() throws IOException {
        isPong(post(
                PATH + "?json=" + barelyEncoded(envelope(ECHO)),
                "",
                "Accept: application/json",
                "Content-Type: application/x-www-form-urlencoded"));
    }

    @Test
    void aQueryFullyEncodedAndWithPlusForBlanks() throws IOException {
        isPong(get("?json=" + URLEncoder.encode(envelope(ECHO), UTF_8).replace("+", "%20")));
        String answer = get("?x=1&json=" + URLEncoder.encode(envelope("{'command':'Echo','text':'a b'}"), UTF_8)
                        + "&_=17")
                .text();
        assertThat(answer).contains("\"answer\":\"a b\"");
    }

    @Test
    void aQueryWithEverythingBareThatIsNoBlank() throws IOException {
        isPong(get("?json=" + envelope(ECHO)));
    }

    @Test
    void aBodyOfJsonIsTheEnvelopeItself() throws IOException {
        isPong(post(PATH, envelope(ECHO), "Content-Type: application/json"));
        isPong(post(PATH, envelope(ECHO), "content-type: Application/JSON;charset=utf-8"));
    }

    @Test
    void theBodyWinsOverTheQueryAndAFormWithoutJsonDoesNot() throws IOException {
        String other = "?json=" + barelyEncoded(envelope("{'command':'Echo','text':'query'}"));
        isPong(post(PATH + other, form(envelope(ECHO)), FORM));
        isPong(post(PATH + other, envelope(ECHO), "Content-Type: application/json"));
        assertThat(post(PATH + other, "a=b", FORM).text()).contains("\"answer\":\"query\"");
    }

    @Test
    void anyPathThatEndsInTheEndpointIsIt() throws IOException {
        isPong(post("/acme/api/endpoint.php", form(envelope(ECHO)), FORM));
        isPong(post("/some/where/else/API/Endpoint.PHP", form(envelope(ECHO)), FORM));
        assertThat(post("/api/endpoint.phps", form(envelope(ECHO)), FORM).status())
                .isEqualTo(404);
        assertThat(post("/xapi/endpoint.php", form(envelope(ECHO)), FORM).status())
                .isEqualTo(404);
    }

    @Test
    void textOutsideAsciiComesBackInWhateverWayItWasSent() throws IOException {
        String json = envelope(DANISH);
        assertThat(post(PATH, form(json), FORM).text()).contains(DANISH_ANSWER);
        assertThat(post(PATH, json, "Content-Type: application/json").text()).contains(DANISH_ANSWER);
        assertThat(get("?json=" + URLEncoder.encode(json, UTF_8)).text()).contains(DANISH_ANSWER);
        String raw = "json=" + json.replace("%", "%25").replace("&", "%26").replace("+", "%2B");
        assertThat(post(PATH, raw, FORM).text()).contains(DANISH_ANSWER);
    }

    @Test
    void bytesOutsideAsciiInAQueryAreRefusedInsteadOfDamaged() throws IOException {
        try (RawClient client = server.connect()) {
            byte[] head = ("GET " + PATH + "?json=" + barelyEncoded(envelope("{'command':'Echo','text':'å'}"))
                            + " HTTP/1.1\r\n" + RawClient.head() + "\r\n")
                    .getBytes(UTF_8);
            isRefused(client.send(head).read(), "badrequest", "Percent-encode them as UTF-8");
        }
    }

    @Test
    void aFormOfNoSoundUtf8IsRefused() throws IOException {
        isRefused(post(PATH, "json=%FF%FE", FORM), "badrequest", "not valid UTF-8");
        try (RawClient client = server.connect()) {
            byte[] latin = ("json=" + envelope("{'command':'Echo','text':'å'}")).getBytes(ISO_8859_1);
            client.send("POST " + PATH + " HTTP/1.1\r\n" + RawClient.head(FORM) + "Content-Length: " + latin.length
                    + "\r\n\r\n");
            isRefused(client.send(latin).read(), "badrequest", "not valid UTF-8");
        }
    }

    @Test
    void aClientThatAsksForItSeesTheEndOfTheStream() throws IOException {
        try (RawClient client = server.connect()) {
            isPong(client.post(PATH, form(envelope(ECHO)), FORM, "Connection: close"));
            assertThat(client.atEnd()).isTrue();
        }
        try (RawClient client = server.connect()) {
            isPong(client.post(PATH, form(envelope(ECHO)), FORM));
            isPong(client.post(PATH, form(envelope(ECHO)), FORM));
        }
    }

    @Test
    void aBodyInChunksIsRead() throws IOException {
        try (RawClient client = server.connect()) {
            String body = form(envelope(ECHO));
            client.send("POST " + PATH + " HTTP/1.1\r\n" + RawClient.head(FORM, "Transfer-Encoding: chunked") + "\r\n"
                    + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
            isPong(client.read());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json=",
                "json",
                "jason={}",
                "json=null",
                "json=[]",
                "json=7",
                "json=%7B",
                "json={}",
                "json={\"commands\":{}}",
                "json={\"commands\":[]}{}",
                "json={\"commands\":[],\"commands\":[]}",
                "json=%",
                "\u0000\u0001\u0002",
                "{\"commands\":[]}"
            })
    void garbageIsABadRequest(String body) throws IOException {
        isRefused(post(PATH, body, FORM), "badrequest", "");
    }

    @Test
    void aDeepOneIsABadRequest() throws IOException {
        String deep = "{'command':'Echo','text':" + "[".repeat(20_000) + "]".repeat(20_000) + "}";
        isRefused(post(PATH, envelope(deep), "Content-Type: application/json"), "badrequest", "nested");
    }

    @Test
    void aHugeOneIsABadRequestAndIsNotReadToItsEnd() throws IOException {
        String huge = "x".repeat(70_000);
        isRefused(post(PATH, "json=" + huge, FORM), "badrequest", "larger than the server takes");
        isRefused(post(PATH, huge, "Content-Type: application/json"), "badrequest", "");
        try (RawClient client = server.connect()) {
            client.send(
                    "POST " + PATH + " HTTP/1.1\r\n" + RawClient.head(FORM) + "Content-Length: 100000\r\n\r\njson=");
            isRefused(client.read(), "badrequest", "limits.body");
        }
    }

    @Test
    void aThousandCommandsInOneRequestHaveAThousandResults() throws IOException {
        String commands = "{'command':'Echo','text':7},".repeat(999) + "{'command':'Echo','text':8}";
        String answer =
                post(PATH, envelope(commands), "Content-Type: application/json").text();
        assertThat(answer).startsWith("{\"status\":1,").contains("\"answer\":8}]");
        assertThat(answer.split("\"answer\":7", -1)).hasSize(1_000);
        isRefused(
                post(PATH, envelope(commands + ",{}"), "Content-Type: application/json"),
                "badrequest",
                "at most 1000 commands");
    }

    @Test
    void aRequestOfVeryManyTinyValuesIsABadRequest() throws IOException {
        String many = "[" + "{},".repeat(9_998) + "{}]";
        String nested = "{'command':'Echo','text':[" + (many + ",").repeat(25) + many + "]}";
        try (RunningServer roomy = RunningServer.with();
                RawClient client = roomy.connect()) {
            isRefused(
                    client.post(PATH, envelope(nested), "Content-Type: application/json"),
                    "badrequest",
                    "at most 250000 values");
        }
    }

    @Test
    void largeBodiesAreReadAFewAtATimeAndHoldUpNoSmallOnes() throws IOException {
        try (RunningServer roomy = RunningServer.with("limits.queue-wait", "50ms", "limits.requests", "3")) {
            new CommandClient(roomy);
            String head = "POST " + PATH + " HTTP/1.1\r\n" + RawClient.head(FORM) + "Content-Length: "
                    + (CommandBody.LARGE_BYTES + 1) + "\r\n\r\njson=";
            List<RawClient> slow = new ArrayList<>();
            String answer = "";
            while (slow.size() < 10 && !answer.contains("works at its limit")) {
                RawClient client = roomy.connect();
                slow.add(client.send(head));
                try (RawClient other = roomy.connect()) {
                    answer = other.post(PATH, "json=" + "x".repeat(CommandBody.LARGE_BYTES), FORM)
                            .text();
                }
            }
            assertThat(answer).contains("\"error\":\"internal\"", "Reference: ");
            try (RawClient other = roomy.connect()) {
                isPong(other.post(PATH, form(envelope(ECHO)), FORM));
            }
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void anotherVerbIsNotAllowed() throws IOException {
        try (RawClient client = server.connect()) {
            Answer answer = client.send("PUT " + PATH + " HTTP/1.1\r\n" + RawClient.head("Content-Length: 0") + "\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "GET, POST");
        }
    }

    @Test
    void theTimeIsThatOfTheAccountAndResultsOfEveryKindStandSideBySide() throws IOException {
        server.storage.write(server.account.id(), tx -> tx.addTeam("Fitters", java.util.Set.of(server.user)));
        String answer = post(
                        PATH,
                        form(envelope(
                                "{'command':'getcurrentuserid'},{'command':'GetTeams'},{'command':'GetMoonPhase'},"
                                        + "{'command':'Echo'}")),
                        FORM)
                .text();
        assertThat(answer)
                .isEqualTo(
                        "{\"status\":0,\"msg\":\"Unknown command: GetMoonPhase\",\"results\":[{\"status\":1,\"userid\":1},"
                                + "{\"status\":1,\"teams\":[{\"id\":1,\"title\":\"Fitters\",\"parentid\":0,\"color\":\"\"}]},"
                                + "{\"status\":0,\"msg\":\"Unknown command: GetMoonPhase\",\"error\":\"unknowncommand\"},"
                                + "{\"status\":0,\"msg\":\"The field text is missing.\",\"error\":\"missingfield\"}],"
                                + "\"date\":\"2031-04-02\",\"time\":\"07:30:00\"}");
    }
}
