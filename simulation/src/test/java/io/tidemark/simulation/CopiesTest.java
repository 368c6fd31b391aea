package io.tidemark.simulation;

import static io.tidemark.simulation.Desk.assertTells;
import static io.tidemark.simulation.Desk.kind;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Outcome.Kind;
import io.tidemark.core.handshake.Upload.Intent;
import io.tidemark.core.object.Patch;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Copies of uploads, late and out of order, and edits that only look like copies (invariants I2 and I3).
class CopiesTest {
    private final Desk desk = new Desk().withNotes("a");

    @Test
    void aRetriedEditThatWasMergedStillBringsTheOthersChange() {
        Answer first = desk.settled();
        desk.office.set("a", NoteType.PLACE, "P1");
        assertThat(kind(desk.commit(first, desk.whole("a", "mine", "P0")))).isEqualTo(Kind.MERGED);
        assertThat(kind(desk.commit(first, desk.whole("a", "mine", "P0")))).isEqualTo(Kind.MERGED);

        assertTells(desk.sync(first), "a", DeliveryState.MODIFIED);
        assertThat(desk.title("a")).isEqualTo("mine");
        assertThat(desk.place("a")).isEqualTo("P1");
    }

    @Test
    void aSecondEditAfterAMergedOneDoesNotUndoTheOthersChange() {
        Answer first = desk.settled();
        Answer idle = desk.sync(first);
        desk.office.set("a", NoteType.PLACE, "P1");
        desk.commit(idle, desk.whole("a", "mine", "P0"));
        assertThat(kind(desk.commit(idle, desk.whole("a", "mine again", "P0")))).isEqualTo(Kind.MERGED);

        assertThat(desk.title("a")).isEqualTo("mine again");
        assertThat(desk.place("a")).isEqualTo("P1");
        assertTells(desk.sync(idle), "a", DeliveryState.MODIFIED);
    }

    @Test
    void aSecondEditAfterAMergedOneDoesNotUndoAChangeTheFilterHid() {
        Answer first = desk.world.sync(desk.anna, null, NoteType.DETECT_TITLE);
        desk.confirm(first);
        desk.office.set("a", NoteType.PLACE, "P1");
        desk.commit(first, desk.whole("a", "mine", "P0"));
        desk.commit(first, desk.whole("a", "mine again", "P0"));

        assertThat(desk.place("a")).isEqualTo("P1");
        Answer same = desk.world.sync(desk.anna, first.token(), NoteType.DETECT_TITLE);
        Desk.assertTellsNothing(same);
        assertTells(desk.world.sync(desk.anna, same.token(), NoteType.DETECT_ALL), "a", DeliveryState.MODIFIED);
    }

    @Test
    void takingAnEditBackAfterAnIdleSyncIsAnEdit() {
        Answer first = desk.settled();
        desk.commit(first, desk.whole("a", "mine", "P0"));
        Answer idle = desk.sync(first);
        desk.commit(idle, desk.whole("a", "T0", "P0"));

        assertThat(desk.title("a")).isEqualTo("T0");
    }

    @Test
    void takingAnEditBackWithALaterTimeIsAnEdit() {
        Answer first = desk.settled();
        var time = desk.world.clock().instant();
        desk.commit(first, desk.whole("a", "mine", "P0").at(time));
        desk.commit(first, desk.whole("a", "T0", "P0").at(time.plusSeconds(5)));

        assertThat(desk.title("a")).isEqualTo("T0");
    }

    @Test
    void aLateCopyOfAConfirmationTakesNothingBackAndTheNoteIsToldForSure() {
        Answer first = desk.sync((String) null);
        desk.confirm(first);
        desk.commit(first, desk.whole("a", "mine", "P0"));
        Answer idle = desk.sync(first);
        desk.confirm(first);

        assertThat(desk.title("a")).isEqualTo("mine");
        assertTells(desk.sync(idle), "a", DeliveryState.MODIFIED);
    }

    @Test
    void sayingTheSameAgainUnderALaterTokenIsAnEdit() {
        Answer first = desk.settled();
        desk.commit(first, desk.whole("a", "mine", "P0"));
        Answer second = desk.sync(first);
        desk.commit(second, desk.whole("a", "other", "P0"));
        Answer third = desk.sync(second);
        desk.commit(third, desk.whole("a", "mine", "P0"));

        assertThat(desk.title("a")).isEqualTo("mine");
    }

    @Test
    void aLateCopyDoesNotPretendThatTheDeviceHoldsWhatSomebodyElseWroteSince() {
        Answer first = desk.settled();
        desk.commit(first, desk.whole("a", "one", "P0"));
        desk.commit(first, desk.whole("a", "two", "P0"));
        desk.office.set("a", NoteType.TITLE, "one");
        desk.commit(first, desk.whole("a", "one", "P0"));

        assertThat(desk.sync(first).ids()).containsExactly("a");
    }

    @Test
    void aLateCopyOfAConfirmationThatIsLikeTheStoredStateHasNoEffect() {
        Answer first = desk.settled();
        desk.office.set("a", NoteType.TITLE, "same");
        desk.commit(first, desk.whole("a", "same", "P0"));
        desk.commit(first, desk.whole("a", "after", "P0"));
        desk.commit(first, desk.whole("a", "same", "P0"));

        assertThat(desk.title("a")).isEqualTo("after");
    }

    @Test
    void withoutATokenTheSameMayBeSaidAgain() {
        desk.world.commit(desk.anna, null, List.of(desk.named(Intent.NEW, "n", "zero", "P0")));
        for (String title : List.of("one", "two", "one")) {
            desk.world.commit(desk.anna, null, List.of(desk.named(Intent.MODIFIED, "n", title, "P0")));
        }
        assertThat(desk.title(desk.office.log().getLast().key().id())).isEqualTo("one");
    }

    @Test
    void aSlotWithoutAStateMaySayTheSameAgain() {
        Answer first = desk.settled();
        for (String time : List.of("9", "10", "9")) {
            desk.commit(first, new Item(SlotType.ID, null, null, "s", null, time(time)));
        }
        assertThat(desk.office.log().getLast().key().type()).isEqualTo(SlotType.ID);
    }

    @Test
    void anEditThatWasOvertakenByALaterOneIsToldForSure() {
        Answer first = desk.settled();
        var time = desk.world.clock().instant();
        desk.commit(first, desk.whole("a", "second", "P0").at(time.plusSeconds(5)));
        Answer idle = desk.sync(first);
        desk.commit(first, desk.whole("a", "first", "P0").at(time));

        assertTells(desk.sync(desk.sync(idle)), "a", DeliveryState.MODIFIED);
    }

    @Test
    void theSameSlotFromASecondDeviceIsNoCopy() {
        Answer one = desk.settled();
        Answer two = desk.settled();
        desk.commit(one, Item.slot(Intent.NEW, "s", time("9")));
        desk.commit(one, Item.slot(Intent.DELETED, "s", Patch.NOTHING));
        desk.commit(two, Item.slot(Intent.NEW, "s", time("9")));

        var key = desk.office.log().getLast().key();
        assertThat(desk.office.content(key).orElseThrow().get(SlotType.TIME)).isEqualTo("9");
    }

    @Test
    void aCopyOfAFallThroughDeletionHasNoSecondEffect() {
        Answer first = desk.sync((String) null);
        desk.office.share("a", List.of(desk.ben, desk.anna));
        Answer second = desk.sync(first);
        desk.commit(
                second,
                Item.note(Intent.NEW, "a", "mine", second.items().getFirst().fields()));
        desk.commit(second, Item.slot(Intent.DELETED, "mine", Patch.NOTHING));
        desk.office.share("a", List.of(desk.ben, desk.anna));
        desk.commit(second, Item.slot(Intent.DELETED, "mine", Patch.NOTHING));

        assertThat(desk.office.note("a").orElseThrow().get(NoteType.OWNERS)).isEqualTo("2,1");
    }

    @Test
    void anEditThatLostAgainstADeletionStaysInTheLog() {
        Answer first = desk.settled();
        desk.office.delete("a");
        assertThat(kind(desk.commit(first, desk.whole("a", "mine", "P0")))).isEqualTo(Kind.IGNORED);

        var entry = desk.office.log().getLast();
        assertThat(entry.kind()).isEqualTo(io.tidemark.core.log.ChangeKind.OVERRULED);
        assertThat(new NoteType().fields(entry.offered()).get(NoteType.TITLE)).isEqualTo("mine");
    }

    private static Patch time(String value) {
        return Patch.settingAll(io.tidemark.core.object.Fields.NONE.with(SlotType.TIME, value));
    }
}
