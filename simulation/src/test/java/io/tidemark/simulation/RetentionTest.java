package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.retention.Forgotten;
import io.tidemark.core.retention.Retention;
import io.tidemark.core.storage.ReadTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What a server forgets after a month, and which devices it waits for (ADR 0036).
class RetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final Desk desk = new Desk().withNotes("a", "b");
    private final Retention retention = new Retention(desk.world.storage(), MONTH, MONTH, List.of());

    /// Loss class 18: it goes on where it was, with its edits, and is told what is gone.
    @Test
    void aDeviceThatWasAwayForLongGoesOnFromItsNewestToken() {
        Answer last = desk.settled();
        desk.office.set("a", NoteType.PLACE, "P1");
        desk.office.delete("b");
        days(80);
        forget();
        assertThat(horizon()).as("what the device holds may be asked for").isEqualTo(new Sequence(2));

        assertThat(desk.commit(last, desk.whole("a", "T1", "P0")))
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.MERGED);
        assertThat(desk.title("a")).isEqualTo("T1");
        assertThat(desk.place("a"))
                .as("only the title was edited on the device")
                .isEqualTo("P1");
        Answer next = desk.sync(last);
        Desk.assertTells(next, "a", DeliveryState.MODIFIED);
        Desk.assertTells(next, "b", DeliveryState.DELETED);
        assertThat(next.items()).hasSize(2);
    }

    @Test
    void aDeviceThatComesBackHoldsBackNothingAnyMore() {
        Answer last = desk.settled();
        desk.office.set("a", NoteType.TITLE, "T1");
        days(80);
        forget();
        assertThat(horizon()).isEqualTo(new Sequence(2));

        desk.confirm(desk.sync(last));
        forget();
        assertThat(horizon()).isEqualTo(head());
        ObjectNumber a = number("a");
        Optional<StoredObject> then = read(tx -> tx.objectAt(a, new Sequence(1)));
        assertThat(then).isEmpty();
    }

    /// Its token moves on although it hears nothing new.
    @Test
    void aDeviceAtRestHoldsBackNothing() {
        Answer token = desk.settled();
        for (int day = 0; day < 50; day++) {
            days(1);
            desk.office.create("n" + day, "T0", "P0", List.of(desk.ben));
            Answer next = desk.sync(token);
            Desk.assertTellsNothing(next);
            token = next;
        }
        forget();
        assertThat(horizon().value()).as("of some fifty changes").isGreaterThan(8);
    }

    @Test
    void tokensThatAreNotTheNewestEndAfterAMonth() {
        Answer first = desk.settled();
        desk.office.set("a", NoteType.TITLE, "T1");
        Answer second = desk.sync(first);
        desk.confirm(second);
        days(31);
        Forgotten forgotten = forget();

        assertThat(forgotten.rounds()).isEqualTo(1);
        assertThatThrownBy(() -> desk.sync(first))
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOKEN_EXPIRED));
        Desk.assertTellsNothing(desk.sync(second));
    }

    /// What it was told of and did not confirm, it is told again, although nobody knows any more when that left.
    @Test
    void whatADeviceDidNotConfirmIsToldAgainHoweverOld() {
        Answer first = desk.settled();
        desk.office.share("a", List.of(desk.ben));
        desk.office.delete("b");
        Answer second = desk.sync(first);
        days(31);
        forget();
        assertThat(read(ReadTransaction::horizon).departures()).isEqualTo(head());

        Answer again = desk.sync(second);
        Desk.assertTells(again, "a", DeliveryState.DELETED);
        Desk.assertTells(again, "b", DeliveryState.DELETED);
        desk.office.share("a", List.of(desk.anna, desk.ben));
        assertThat(Desk.told(desk.sync(again))).containsOnlyKeys("a", "b");
    }

    @Test
    void aServerThatEndsStopsInTheMiddleAndGoesOnLater() {
        for (int n = 0; n < 3_000; n++) {
            desk.office.set("a", NoteType.TITLE, "T" + n);
        }
        days(31);
        int[] looks = {0};
        retention.run(desk.world.account().id(), desk.world.clock().instant(), () -> looks[0]++ > 0);
        assertThat(horizon()).isEqualTo(new Sequence(2_000));
        assertThat(forget().states()).isEqualTo(head().value() - 2_000);
    }

    private Forgotten forget() {
        return retention.run(desk.world.account().id(), desk.world.clock().instant(), () -> false);
    }

    private void days(int days) {
        desk.world.clock().advance(Duration.ofDays(days));
    }

    private Sequence horizon() {
        return read(tx -> tx.horizon().states());
    }

    private Sequence head() {
        return read(tx -> tx.head().sequence());
    }

    private ObjectNumber number(String id) {
        return read(
                tx -> tx.object(new ObjectKey(NoteType.ID, id)).orElseThrow().number());
    }

    private <T> T read(Function<ReadTransaction, T> question) {
        return desk.world.storage().read(desk.world.account().id(), question);
    }
}
