package io.tidemark.server.log;

import static io.tidemark.server.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.tidemark.server.CommandClient;
import io.tidemark.server.RawClient;
import io.tidemark.server.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What is written down of a request, and what must never be.
class RequestLogTest {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.tidemark");
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

    @BeforeEach
    void listen() {
        LoggerContext context = root.getLoggerContext();
        JsonLineEncoder encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(lines);
        appender.start();
        ours.setLevel(Level.INFO);
        ours.setAdditive(false);
        ours.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        ours.detachAppender(appender);
        ours.setAdditive(true);
        ours.setLevel(null);
    }

    @Test
    void aRequestIsOneLineWithWhoWhatAndHowLong() throws IOException {
        try (RunningServer server = RunningServer.with();
                RawClient client = server.connect()) {
            String bearer = server.bearer();
            client.get("/acme/api/v1/mymeetings/sync?synctoken=topsecret", bearer, "X-Request-Id: r-1");
            client.get("/unheard-of", "X-Request-Id: r-2");
        }

        assertThat(line("r-1"))
                .contains("\"message\":\"request\"", "\"account\":1", "\"user\":1", "\"method\":\"GET\"")
                .contains("\"route\":\"/api/v1/mymeetings/sync\"", "\"status\":200", "\"bytes\":", "\"millis\":");
        assertThat(line("r-2"))
                .contains("\"route\":\"(none)\"", "\"status\":404")
                .doesNotContain("\"user\"");
    }

    @Test
    void neitherTokensNorPasswordsNorNamesNorPathsAsSentAreWritten() throws IOException {
        String bearer;
        try (RunningServer server = RunningServer.with();
                RawClient client = server.connect()) {
            bearer = server.bearer();
            client.get("/acme/api/v1/mymeetings/sync?synctoken=topsecret", bearer);
            client.get("/unheard-of/topsecret", bearer);
            server.logIn("ida.holm@example.test", PASSWORD + "x");
            server.meetings.sync(out -> {
                throw new IllegalStateException("a defect");
            });
            client.get("/acme/api/v1/mymeetings/sync?synctoken=topsecret", bearer);
        }

        assertThat(text())
                .contains("login refused", "a defect", "127.0.0.1")
                .doesNotContain("topsecret", PASSWORD, "ida.holm", "unheard-of", bearer.substring(30));
    }

    @Test
    void nothingThatACommandRequestProvesItselfWithIsWritten() throws IOException {
        String token;
        String code;
        try (RunningServer server = RunningServer.with();
                RawClient client = server.connect()) {
            CommandClient commands = new CommandClient(server);
            token = RunningServer.value(server.logIn(RunningServer.EMAIL, PASSWORD), "access_token");
            code = commands.code(server.account.id(), server.user);
            client.get(
                    "/api/endpoint.php?json=" + CommandClient.envelope("").replace("\"", "%22"), "X-Request-Id: r-3");
            client.get("/api/endpoint.php?json=" + CommandClient.withToken("1", token, "{'command':'topsecret'}"));
            client.get("/api/endpoint.php?json={" + token);
            commands.send(CommandClient.envelope("1", CommandClient.KEY, RunningServer.EMAIL, "wrongsecret", "", ""));
            commands.send(CommandClient.configure(code));
            commands.send(CommandClient.configure("ABCD-2345"));
        }

        assertThat(line("r-3"))
                .contains("\"account\":1", "\"user\":1", "\"route\":\"/api/endpoint.php\"", "\"status\":200");
        assertThat(text())
                .contains("login refused")
                .doesNotContain(PASSWORD, "wrongsecret", token, code, CommandClient.KEY, "ABCD-2345", "topsecret")
                .doesNotContain("ida.holm");
    }

    private String line(String requestId) {
        return text().lines()
                .filter(line -> line.contains("\"request\":\"" + requestId + "\""))
                .findFirst()
                .orElseThrow();
    }

    private String text() {
        return lines.toString(StandardCharsets.UTF_8);
    }
}
