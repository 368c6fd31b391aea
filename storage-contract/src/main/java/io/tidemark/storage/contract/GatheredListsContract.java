package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.changes.ChangeLists;
import io.tidemark.core.changes.ChangePart;
import io.tidemark.core.changes.ChangeQuestion;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Change lists whose objects go out with others that belong to them: a part ends by what its reader gathered.
interface GatheredListsContract extends EmptyStorage {
    @Test
    default void partsEndByWhatTheirReadersGatheredAndTellEverythingOnce() {
        try (Scenario on = Scenario.in(newStorage())) {
            int objects = 250;
            on.create("before", "0", ANN);
            for (int n = 0; n < objects; n++) {
                on.create("id" + n, Integer.toString(n), ANN);
            }
            List<Long> all = LongStream.rangeClosed(1, objects + 1).boxed().toList();
            for (int bytes : new int[] {1, 300, 1_000, 65_000, 1_000_000}) {
                assertThat(told(on, Instant.EPOCH, bytes))
                        .as("everything, in parts of " + bytes)
                        .containsExactlyElementsOf(all);
                assertThat(told(on, NOON, bytes))
                        .as("what changed, in parts of " + bytes)
                        .containsExactlyElementsOf(all);
            }
        }
    }

    private static List<Long> told(Scenario on, Instant since, int bytesMax) {
        ChangeLists lists = new ChangeLists(on.storage(), new PageLimit(2_000, bytesMax));
        Account account = on.storage().accounts().find(on.account()).orElseThrow();
        ChangeQuestion question = new ChangeQuestion(new UserId(1), ANN, TASK, since, Instant.EPOCH, "list");
        List<Long> told = new ArrayList<>();
        ChangePart part = lists.first(account, question, NOON.plusSeconds(60));
        Optional<String> next;
        do {
            List<Heavy> readers = new ArrayList<>();
            next = part.read(tx -> {
                readers.add(new Heavy(tx));
                return readers.getLast();
            });
            List<Long> toldNow = readers.getLast().told;
            if (next.isPresent()) {
                assertThat(toldNow)
                        .as("a part ends with the object that fills it")
                        .hasSize((bytesMax + Heavy.BYTES - 1) / Heavy.BYTES);
                part = lists.next(account, question, next.get());
            }
            told.addAll(toldNow);
        } while (next.isPresent());
        return told;
    }

    /// A reader for whom every object weighs the same, and who looks at it again.
    final class Heavy implements ChangePart.Gatherer {
        private static final int BYTES = 300;

        private final ReadTransaction tx;
        private final List<Long> told = new ArrayList<>();

        Heavy(ReadTransaction tx) {
            this.tx = tx;
        }

        @Override
        public void present(long number, long version, long modifiedAtMillis, byte[] body) {
            assertThat(tx.object(new ObjectNumber(number)).orElseThrow().body()).isEqualTo(body);
            told.add(number);
        }

        @Override
        public void gone(ObjectNumber number) {
            told.add(number.value());
        }

        @Override
        public long bytes() {
            return (long) told.size() * BYTES;
        }
    }
}
