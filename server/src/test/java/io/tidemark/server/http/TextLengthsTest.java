package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.server.CommandClient;
import io.tidemark.server.RunningServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Texts of the command API are as long as their kinds allow, by default; one that is longer refuses its command and
/// no other.
class TextLengthsTest {
    private static final int LONGEST = 16_777_215;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.with();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String save(String field, String value) throws IOException {
        return new CommandClient(server)
                .send(CommandClient.envelope("{'command':'CreateUpdateCustomerByID','customer':{'name':'Acme','" + field
                        + "':'" + value + "'}}," + CommandClient.ECHO));
    }

    @Test
    void aLongTextHas16777215Characters() throws IOException {
        assertThat(save("description", "a".repeat(LONGEST))).startsWith("{\"status\":1,");
        String refused = save("description", "a".repeat(LONGEST + 1));
        assertThat(refused.length()).as("without the text").isLessThan(1_000);
        assertThat(refused)
                .contains("\"error\":\"badvalue\"", "The field description may have at most 16777215 characters.")
                .contains("\"answer\":\"ping\"");
    }

    @Test
    void aTextHas255Characters() throws IOException {
        assertThat(save("customernumber", "a".repeat(255))).startsWith("{\"status\":1,");
        assertThat(save("customernumber", "a".repeat(256)))
                .contains("\"error\":\"badvalue\"", "The field customernumber may have at most 255 characters.")
                .contains("\"answer\":\"ping\"");
    }
}
