package io.tidemark.protocol.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.TreeWriter;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnswerEnvelopeTest {
    private static final LocalDateTime RECEIVED = LocalDateTime.of(2031, 3, 4, 9, 5, 7, 999_999_999);

    private static String written(AnswerEnvelope envelope) {
        return envelope.head() + "{}" + envelope.tail();
    }

    @Test
    void aSuccessSaysOkAndWhenTheRequestCame() {
        assertThat(written(AnswerEnvelope.ok(RECEIVED)))
                .isEqualTo(
                        "{\"status\":1,\"msg\":\"OK\",\"results\":[{}],\"date\":\"2031-03-04\",\"time\":\"09:05:07\"}");
    }

    @Test
    void aFailureRepeatsTheFirstMessage() {
        assertThat(written(AnswerEnvelope.failed("Not \"that\".", RECEIVED)))
                .startsWith("{\"status\":0,\"msg\":\"Not \\\"that\\\".\",\"results\":[{}],");
    }

    @Test
    void aRefusalHasACode() {
        assertThat(written(AnswerEnvelope.refused(CommandError.BAD_LOGIN, "No.", RECEIVED)))
                .startsWith("{\"status\":0,\"msg\":\"No.\",\"error\":\"badlogin\",\"results\":[{}],");
    }

    @Test
    void aResultHasItsStatusFirst() {
        assertThat(TreeWriter.text(AnswerEnvelope.result(JsonObject.EMPTY.with("userid", JsonNumber.of(4)))))
                .isEqualTo("{\"status\":1,\"userid\":4}");
        assertThat(TreeWriter.text(AnswerEnvelope.result(CommandError.NO_ACCESS, "No.")))
                .isEqualTo("{\"status\":0,\"msg\":\"No.\",\"error\":\"noaccess\"}");
    }

    /** Clients may store them. */
    @Test
    void theCodesAreAsPublished() {
        assertThat(Arrays.stream(CommandError.values()).map(CommandError::text))
                .containsExactly(
                        "unknowncommand",
                        "missingfield",
                        "badvalue",
                        "notfound",
                        "noaccess",
                        "notcombinable",
                        "conflict",
                        "internal",
                        "badrequest",
                        "badlogin");
    }
}
