package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which tokens stay good when a device goes back to older ones (meeting API 5.4).
class OldTokensTest {
    private static final int TOKENS = 10;

    private final Desk desk = new Desk().withNotes("a");

    /// Each answer to an older token is a branch of its own that nobody goes on from.
    @Test
    void askingWithOlderTokensNeverEndsTheNewestOnes() {
        List<String> tokens = new ArrayList<>(List.of(desk.settled().token()));
        for (int turn = 0; turn < 40; turn++) {
            desk.office.set("a", NoteType.TITLE, "T" + turn);
            Answer answer = desk.sync(tokens.getLast());
            desk.confirm(answer);
            tokens.add(answer.token());
            if (tokens.size() > TOKENS) {
                tokens.removeFirst();
            }
            for (String token : tokens) {
                assertThatCode(() -> desk.sync(token))
                        .as("turn %s, token %s", turn, tokens.indexOf(token))
                        .doesNotThrowAnyException();
            }
        }
    }

    /// A device that cannot take any answer over comes with the same token again and again, and goes on from the
    /// newest answer once it can.
    @Test
    void theNewestAnswerToOneTokenIsGoodHoweverManyGotLost() {
        Answer first = desk.settled();
        desk.office.set("a", NoteType.TITLE, "T1");
        Answer answer = first;
        for (int lost = 0; lost < 200; lost++) {
            answer = desk.sync(first);
        }
        desk.confirm(answer);
        Desk.assertTellsNothing(desk.sync(answer));
    }
}
