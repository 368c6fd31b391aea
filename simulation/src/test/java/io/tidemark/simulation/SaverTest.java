package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SaverTest {
    private final Desk desk = new Desk();

    @Test
    void aSaveWithoutANumberCreates() {
        Saved.Stored made = stored(save(desk.anna, null, null, NoteType.TITLE, "T1", NoteType.PLACE, "P1"));

        assertThat(made.created()).isTrue();
        assertThat(made.object().number()).isEqualTo(new ObjectNumber(1));
        assertThat(fields(made).get(NoteType.TITLE)).isEqualTo("T1");
        assertThat(desk.office.selection(desk.anna.id())).hasSize(1);
    }

    @Test
    void whatIsNotSaidKeepsItsValue() {
        ObjectNumber number = created();
        Saved.Stored second = stored(save(desk.anna, number, null, NoteType.PLACE, "P2"));

        assertThat(second.created()).isFalse();
        assertThat(fields(second).get(NoteType.TITLE)).isEqualTo("T1");
        assertThat(fields(second).get(NoteType.PLACE)).isEqualTo("P2");
        assertThat(desk.office.log().getLast().fields()).containsExactly(NoteType.PLACE);
    }

    @Test
    void sayingWhatIsStoredChangesNothing() {
        ObjectNumber number = created();
        int entries = desk.office.log().size();

        Saved.Stored again = stored(save(desk.anna, number, null, NoteType.TITLE, "T1"));

        assertThat(again.object().version().value()).isEqualTo(1);
        assertThat(desk.office.log()).hasSize(entries);
    }

    @Test
    void lossClass26_aRepeatedSaveHasOneEffectAndGetsTheObjectAsItIsNow() {
        Saved.Stored first = stored(save(desk.anna, null, "c-1", NoteType.TITLE, "T1"));
        ObjectNumber number = first.object().number();
        save(desk.anna, number, "c-2", NoteType.TITLE, "T2");
        Saved.Stored copy = stored(save(desk.anna, null, "c-1", NoteType.TITLE, "T1"));

        assertThat(copy.created()).isTrue();
        assertThat(copy.object().number()).isEqualTo(number);
        assertThat(fields(copy).get(NoteType.TITLE)).isEqualTo("T2");
        assertThat(desk.office.log()).hasSize(2);
    }

    @Test
    void clientIdsBelongToTheirUser() {
        save(desk.anna, null, "c-1", NoteType.TITLE, "T1");
        save(desk.ben, null, "c-1", NoteType.TITLE, "T1");

        assertThat(desk.office.notes()).hasSize(2);
    }

    @Test
    void lossClass23_aRefusedSaveIsToldAgainAndStaysInTheLog() {
        ObjectNumber number = created();
        for (int n = 0; n < 2; n++) {
            assertThat(save(desk.anna, number, "c-9", NoteType.TITLE, "forbidden"))
                    .isEqualTo(new Saved.Refused(ErrorCode.RULE_FORBIDS, "This title is not allowed."));
        }
        LogEntry refused = desk.office.log().getLast();

        assertThat(desk.office.log()).hasSize(2);
        assertThat(refused.kind()).isEqualTo(ChangeKind.REFUSED);
        assertThat(refused.fields()).containsExactly(NoteType.TITLE);
        assertThat(FieldText.read(refused.offered()).get(NoteType.TITLE)).isEqualTo("forbidden");
        assertThat(desk.office.notes().firstEntry().getValue().get(NoteType.TITLE))
                .isEqualTo("T1");
    }

    @Test
    void whatIsNotThereIsSaidAndNotCreated() {
        ObjectNumber number = created();
        String id = desk.office.notes().firstKey();
        Saved never = save(desk.anna, new ObjectNumber(77), "c-3", NoteType.TITLE, "T2");
        Saved ofAnotherType = desk.world
                .saver()
                .save(
                        desk.world.account(),
                        desk.anna,
                        new SaveCall("test", null),
                        new Save(SlotType.ID, number, Patch.NOTHING));
        deleteKeyed(id);
        Saved gone = save(desk.anna, number, "c-4", NoteType.TITLE, "T2");

        assertThat(never).isEqualTo(new Saved.NotThere(new ObjectNumber(77)));
        assertThat(save(desk.anna, new ObjectNumber(77), "c-3", NoteType.TITLE, "T2"))
                .isEqualTo(never);
        assertThat(ofAnotherType).isEqualTo(new Saved.NotThere(number));
        assertThat(gone).isEqualTo(new Saved.NotThere(number));
    }

    @Test
    void lossClass26_copiesThatArriveTogetherHaveOneEffect() throws Exception {
        int copies = 8;
        CyclicBarrier together = new CyclicBarrier(copies);
        try (ExecutorService pool = Executors.newFixedThreadPool(copies)) {
            List<Callable<Saved>> saves = new ArrayList<>();
            for (int n = 0; n < copies; n++) {
                saves.add(() -> {
                    together.await();
                    return save(desk.anna, null, "c-1", NoteType.TITLE, "T1");
                });
            }
            for (Future<Saved> saved : pool.invokeAll(saves)) {
                assertThat(stored(saved.get()).object().number()).isEqualTo(new ObjectNumber(1));
            }
        }
        assertThat(desk.office.log()).hasSize(1);
    }

    @Test
    void aClientIdHasABound() {
        assertThatThrownBy(() -> save(desk.anna, null, "", NoteType.TITLE, "T")).hasMessageContaining("1 to 255");
        assertThatThrownBy(() -> save(desk.anna, null, "x".repeat(256), NoteType.TITLE, "T"))
                .hasMessageContaining("1 to 255");
    }

    private ObjectNumber created() {
        return stored(save(desk.anna, null, null, NoteType.TITLE, "T1"))
                .object()
                .number();
    }

    private void deleteKeyed(String id) {
        desk.office.delete(id);
        assertThat(desk.office.content(new ObjectKey(NoteType.ID, id))).isEmpty();
    }

    private Saved save(User actor, @Nullable ObjectNumber number, @Nullable String clientId, String... namesAndValues) {
        Fields said = Fields.NONE;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            said = said.with(namesAndValues[i], namesAndValues[i + 1]);
        }
        TypeId type = NoteType.ID;
        return desk.world
                .saver()
                .save(
                        desk.world.account(),
                        actor,
                        new SaveCall("test", clientId),
                        new Save(type, number, Patch.settingAll(said)));
    }

    private static Saved.Stored stored(Saved saved) {
        assertThat(saved).isInstanceOf(Saved.Stored.class);
        return (Saved.Stored) saved;
    }

    private static Fields fields(Saved.Stored saved) {
        return FieldText.read(saved.object().body());
    }
}
