package io.tidemark.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLineEncoderTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void anEventIsOneLineWithOneObject() {
        LoggingEvent event = event(Map.of("request", "r-1"), "said \"{}\"\nand {}", null, "a", 1);
        event.addKeyValuePair(new KeyValuePair("status", 200));
        event.addKeyValuePair(new KeyValuePair("bytes", 12L));
        event.addKeyValuePair(new KeyValuePair("whole", true));
        event.addKeyValuePair(new KeyValuePair("route", "/oauth"));
        event.addKeyValuePair(new KeyValuePair("nothing", null));

        assertThat(line(event))
                .isEqualTo("{\"at\":\"2031-04-02T07:30:00Z\",\"level\":\"INFO\",\"logger\":\"io.tidemark.Test\","
                        + "\"message\":\"said \\\"a\\\"\\nand 1\",\"request\":\"r-1\",\"status\":200,\"bytes\":12,"
                        + "\"whole\":true,\"route\":\"/oauth\",\"nothing\":null}\n");
    }

    @Test
    void anExceptionStaysInItsLine() {
        String line = line(event(Map.of(), "failed", new IllegalStateException("why\nso")));

        assertThat(line.lines()).hasSize(1);
        assertThat(line).contains("\"error\":\"java.lang.IllegalStateException: why\\nso\\n\\tat ");
    }

    private String line(LoggingEvent event) {
        return new String(new JsonLineEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private LoggingEvent event(Map<String, String> request, String message, Throwable error, Object... arguments) {
        LoggingEvent event =
                new LoggingEvent("test", context.getLogger("io.tidemark.Test"), Level.INFO, message, error, arguments);
        event.setInstant(Instant.parse("2031-04-02T07:30:00Z"));
        event.setMDCPropertyMap(request);
        return event;
    }
}
