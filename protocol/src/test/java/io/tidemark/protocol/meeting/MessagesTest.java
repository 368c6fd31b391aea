package io.tidemark.protocol.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.protocol.json.WireError;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.json.WireObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void aLoginsAnswerHasItsSecondsInQuotes() {
        assertThat(new OAuthResponse("1200", "r", "a").toWire())
                .hasToString("{\"expires_in\":\"1200\",\"refresh_token\":\"r\",\"access_token\":\"a\"}");
    }

    @Test
    void aLoginsAnswerDoesNotShowItsTokens() {
        assertThat(new OAuthResponse("1200", "refresh-secret", "access-secret").toString())
                .doesNotContain("secret");
    }

    @Test
    void aLoginsAnswerNeedsItsTokens() {
        assertThatThrownBy(() -> OAuthResponse.from(OAuthResponse.SHAPE.empty().with("expires_in", "1")))
                .isInstanceOfSatisfying(WireException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(WireError.MISSING_PROPERTY);
                    assertThat(refusal.path()).isEqualTo("refresh_token");
                });
    }

    @Test
    void aLoginErrorLeavesOutWhatItDoesNotSay() {
        assertThat(new OAuthError(OAuthError.INVALID_GRANT, "signed out", null, null).toWire())
                .hasToString("{\"error\":\"invalid_grant\",\"error_description\":\"signed out\"}");
    }

    @Test
    void anUnknownReasonOfALoginErrorIsNoReason() {
        WireObject message = OAuthError.SHAPE.empty().with("error", "x").with("error_state", "LOCKEDOUT");

        assertThat(OAuthError.from(message)).isEqualTo(new OAuthError("x", "", null, null));
    }

    @Test
    void outcomesKeepTheirOrder() {
        ItemOutcome later = new ItemOutcome(SyncCollection.TASKS, 4, "t", null, OutcomeType.MERGED, null, null);
        ItemOutcome earlier =
                new ItemOutcome(SyncCollection.TASKS, 1, null, "c", OutcomeType.IGNORED, "GONE", "It is gone.");

        assertThat(new CommitAnswer(List.of(later, earlier)).toWire())
                .hasToString(
                        "{\"Outcomes\":[{\"Collection\":\"Tasks\",\"Index\":4,\"Id\":\"t\",\"Outcome\":\"MERGED\"},"
                                + "{\"Collection\":\"Tasks\",\"Index\":1,\"ClientSyncId\":\"c\",\"Outcome\":\"IGNORED\","
                                + "\"Code\":\"GONE\",\"Message\":\"It is gone.\"}]}");
    }

    @Test
    void anOutcomeNeedsToSayOfWhat() {
        assertThatThrownBy(() -> ItemOutcome.from(ItemOutcome.SHAPE.empty().with("Collection", "Chairs")))
                .isInstanceOf(WireException.class);
    }
}
