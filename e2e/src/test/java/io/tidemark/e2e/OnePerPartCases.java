package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Change lists whose parts hold one object each (loss class 4): the way on never depends on the size of a part.
abstract class OnePerPartCases extends CommandServer {
    @Override
    Map<String, String> settings() {
        return Map.of("limits.objects-per-part", "1");
    }

    @Test
    void lossClass04_aChainWithOneObjectInEachPartTellsEachOnceAndEnds() {
        JsonNode device = configure(newCode()).path("results").path(0);
        StringBuilder creations = new StringBuilder();
        for (int n = 0; n < 300; n++) {
            creations
                    .append(n == 0 ? "" : ",")
                    .append("{'command':'CreateUpdatePersonByID','person':{'firstname':'P" + n + "'}}");
        }
        assertThat(send(withToken(device, creations.toString())).path("status").asInt())
                .isEqualTo(1);
        for (String since : List.of("1970-01-01", "2031-04-01")) {
            List<Long> told = new ArrayList<>();
            String key = "";
            do {
                JsonNode part = send(withToken(
                                device,
                                "{'command':'GetPersonsByLastChange','changedate':'" + since + "','resumekey':'" + key
                                        + "'}"))
                        .path("results")
                        .path(0);
                assertThat(part.path("persons").size()).isLessThanOrEqualTo(1);
                part.path("persons")
                        .forEach(person -> told.add(person.path("id").asLong()));
                key = part.path("resumekey").asString("");
                assertThat(part.path("time").asString())
                        .as("the chain's first request")
                        .isEqualTo("08:00:00");
            } while (!key.isEmpty());
            assertThat(told).hasSize(300).doesNotHaveDuplicates();
        }
        server.pass(Duration.ofSeconds(1));
    }
}
