package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.Storage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a storage that keeps its data does when it is opened again.
public interface ReopenContract extends EmptyStorage {
    /// Opens the data of the storage that [#newStorage] gave last, after it was closed.
    Storage reopen();

    @Test
    default void everythingIsThereAfterReopening() {
        List<String> before;
        try (Scenario on = Scenario.in(newStorage())) {
            RandomHistory history = new RandomHistory(new Random(42));
            for (int step = 0; step < 60; step++) {
                on.writing(history::step);
            }
            before = RandomHistory.everythingReadable(on);
        }
        try (Scenario again = Scenario.reopened(reopen(), new AccountId(1))) {
            assertThat(RandomHistory.everythingReadable(again)).isEqualTo(before);
        }
    }

    @Test
    default void numbersGoOnAfterReopening() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.write().startEpoch(Scenario.NOON);
        }
        try (Scenario again = Scenario.reopened(reopen(), new AccountId(1))) {
            assertThat(again.create("b", "2", ANN)).isEqualTo(new Sequence(2));
            assertThat(again.number("b")).isEqualTo(new ObjectNumber(2 + Epoch.NUMBERS_SKIPPED));
            assertThat(again.read().head().epoch()).isEqualTo(Scenario.NOON.getEpochSecond());
            assertThat(again.read().epochs()).hasSize(1);
            assertThat(Scenario.newAccount(again.storage(), "next").id()).isEqualTo(new AccountId(2));
        }
    }
}
