package io.tidemark.simulation;

import static io.tidemark.simulation.Desk.assertTells;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.handshake.DeliveryState;
import org.junit.jupiter.api.Test;

/// What was told and not confirmed comes again, whatever happened to the object since (meeting API 5.3,
/// invariant I5).
class RedeliveryTest {
    private final Desk desk = new Desk().withNotes("a", "b");

    @Test
    void aNoteThatChangedBackWhileTheCommitGotLostIsToldAgain() {
        Answer first = desk.settled();
        desk.office.set("a", NoteType.TITLE, "T1");
        Answer second = desk.sync(first);
        desk.office.set("a", NoteType.TITLE, "T0");

        assertTells(desk.sync(second), "a", DeliveryState.MODIFIED);
    }

    @Test
    void aNoteThatChangedMoreOftenThanIsReadAtOnceAndChangedBackIsToldAgain() {
        Answer first = desk.settled();
        desk.office.set("b", NoteType.TITLE, "T1");
        Answer second = desk.sync(first);
        for (int n = 1; n <= 100; n++) {
            desk.office.set("a", NoteType.TITLE, "T" + n);
        }
        Answer third = desk.sync(second);
        assertTells(third, "a", DeliveryState.MODIFIED);
        desk.office.set("a", NoteType.TITLE, "T0");

        assertTells(desk.sync(third), "a", DeliveryState.MODIFIED);
    }

    @Test
    void aNoteThatWasTakenAwayAndGivenBackWhileTheCommitGotLostIsToldAgain() {
        Answer first = desk.settled();
        desk.office.share("a", java.util.List.of(desk.ben));
        Answer second = desk.sync(first);
        assertTells(second, "a", DeliveryState.DELETED);
        desk.office.share("a", java.util.List.of(desk.anna));

        assertTells(desk.sync(second), "a", DeliveryState.NEW);
    }

    @Test
    void aNoteThatCameBackAndWentAgainWhileTheCommitGotLostIsToldAsGone() {
        Answer first = desk.settled();
        desk.office.share("a", java.util.List.of(desk.ben));
        Answer second = desk.sync(first);
        desk.confirm(second);
        desk.office.share("a", java.util.List.of(desk.anna));
        Answer third = desk.sync(second);
        assertTells(third, "a", DeliveryState.NEW);
        desk.office.share("a", java.util.List.of(desk.ben));

        assertTells(desk.sync(third), "a", DeliveryState.DELETED);
    }

    @Test
    void confirmingAGoneNoteDoesNotCountForOneThatIsStillOwed() {
        Answer first = desk.sync((String) null);
        desk.office.delete("a");
        desk.office.create("c", "T0", "P0", java.util.List.of(desk.anna));
        Answer second = desk.sync(first);
        desk.confirm(second, "a", "b");

        assertThat(desk.sync(second).ids()).containsExactly("c");
    }

    @Test
    void whatALateCommitConfirmedAndANewerWholeAnswerToldDifferentlyIsOwed() {
        Answer first = desk.sync((String) null);
        desk.office.set("a", NoteType.TITLE, "T1");
        Answer second = desk.sync(first);
        desk.confirm(first);
        desk.confirm(second, "b");

        assertTells(desk.sync(second), "a", DeliveryState.MODIFIED);
    }

    @Test
    void anEditThatWasRefusedInALateCommitIsPutRightUnderTheNewerRound() {
        Answer first = desk.settled();
        desk.office.set("a", NoteType.TITLE, "T1");
        Answer second = desk.sync(first);
        desk.commit(first, desk.whole("b", "forbidden", "P0"));
        desk.confirm(second);

        assertThat(desk.sync(second).ids()).containsExactly("b");
    }

    @Test
    void aNameThatMovedToAnotherNoteIsNotToldWithTheOldOne() {
        Answer first = desk.sync((String) null);
        desk.commit(
                first,
                Item.note(
                        io.tidemark.core.handshake.Upload.Intent.NEW,
                        "a",
                        "mine",
                        first.items().getFirst().fields()),
                Item.note(
                        io.tidemark.core.handshake.Upload.Intent.NEW,
                        "b",
                        "mine",
                        first.items().getLast().fields()));
        desk.office.set("a", NoteType.TITLE, "T1");
        desk.office.set("b", NoteType.TITLE, "T1");

        Answer second = desk.sync(first);
        assertThat(second.items())
                .extracting(Answer.Told::id, Answer.Told::clientId)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("a", null),
                        org.assertj.core.groups.Tuple.tuple("b", "mine"));
    }
}
