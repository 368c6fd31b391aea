package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.changeOf;
import static io.tidemark.storage.contract.Scenario.created;
import static io.tidemark.storage.contract.Scenario.key;
import static io.tidemark.storage.contract.Scenario.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.WriteTransaction.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many writers and readers at once.
@Timeout(60)
interface ConcurrencyContract extends EmptyStorage {
    /// How many threads write at once.
    int WRITERS = 8;
    /// How many works each of them runs.
    int WORKS = 25;

    /// Loss classes 1 and 2: whatever a reader saw as the end of the log, nothing appears behind it later.
    @Test
    default void lossClasses1And2ReadersSeePrefixesOnly() throws Exception {
        try (Scenario on = Scenario.in(newStorage())) {
            AtomicBoolean writing = new AtomicBoolean(true);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<List<Long>>> writers = startWriters(on, threads);
                Future<Integer> reader = threads.submit(() -> watch(on, writing));
                for (Future<List<Long>> writer : writers) {
                    writer.get();
                }
                writing.set(false);
                assertThat(reader.get()).isEqualTo(WRITERS * WORKS);
            }
        }
    }

    private static int watch(Scenario on, AtomicBoolean writing) {
        List<LogEntry> before = List.of();
        boolean last;
        do {
            last = !writing.get();
            List<LogEntry> now = on.read(transaction -> {
                List<LogEntry> log = transaction.log(Sequence.ZERO, WRITERS * WORKS + 1);
                assertThat(transaction.head().sequence().value()).isEqualTo(log.size());
                return log;
            });
            assertThat(now)
                    .extracting(entry -> entry.sequence().value())
                    .isEqualTo(LongStream.rangeClosed(1, now.size()).boxed().toList());
            assertThat(now).extracting(LogEntry::at).isSorted();
            assertThat(now.subList(0, before.size()))
                    .extracting(Description::of)
                    .isEqualTo(before.stream().map(Description::of).toList());
            before = now;
        } while (!last);
        return before.size();
    }

    /// Loss class 10: two changes never share a number.
    @Test
    default void lossClass10ManyWritersGetEachNumberOnce() throws Exception {
        try (Scenario on = Scenario.in(newStorage());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Long> given = new ArrayList<>();
            for (Future<List<Long>> writer : startWriters(on, threads)) {
                given.addAll(writer.get());
            }
            assertThat(given)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, WRITERS * WORKS).boxed().toList());
        }
    }

    /// Each writer's clock is off by its own amount.
    private static List<Future<List<Long>>> startWriters(Scenario on, ExecutorService threads) {
        return IntStream.range(0, WRITERS)
                .mapToObj(writer -> threads.submit(() -> IntStream.range(0, WORKS)
                        .mapToObj(work -> on.write()
                                .append(List.of(created(writer + "-" + work, "x", ANN)), NOON.plusSeconds(writer)))
                        .map(Appended::entries)
                        .map(entries -> entries.getFirst().sequence().value())
                        .toList()))
                .toList();
    }

    /// Loss class 33: of many writers that want to change an unchanged object, exactly one finds it unchanged.
    @Test
    default void lossClass33OneOfManyWritersSeesTheObjectUnchanged() throws Exception {
        try (Scenario on = Scenario.in(newStorage());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Sequence version = on.create("a", "0", ANN);
            Callable<Boolean> writer = () -> on.write(transaction -> {
                StoredObject current = transaction.lock(key("a")).orElseThrow();
                if (!current.version().equals(version)) {
                    return false;
                }
                transaction.append(List.of(changeOf("a", ChangeKind.CHANGED, current, state("1", ANN))), NOON);
                return true;
            });
            assertThat(winners(threads, writer)).isEqualTo(1);
        }
    }

    /// The same for an object that does not exist yet: exactly one creates it.
    @Test
    default void lossClass33OneOfManyWritersCreatesAnObject() throws Exception {
        try (Scenario on = Scenario.in(newStorage());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> writer = () -> on.write(transaction -> {
                if (transaction.lock(key("a")).isPresent()) {
                    return false;
                }
                transaction.append(List.of(created("a", "1", ANN)), NOON);
                return true;
            });
            assertThat(winners(threads, writer)).isEqualTo(1);
        }
    }

    private static long winners(ExecutorService threads, Callable<Boolean> writer)
            throws InterruptedException, ExecutionException {
        long winners = 0;
        for (Future<Boolean> result :
                IntStream.range(0, 32).mapToObj(i -> threads.submit(writer)).toList()) {
            winners += result.get() ? 1 : 0;
        }
        return winners;
    }

    @Test
    default void aReaderSeesOneStateFromItsFirstReadToItsLast() throws Exception {
        try (Scenario on = Scenario.in(newStorage());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            on.create("a", "1", ANN);
            CountDownLatch reading = new CountDownLatch(1);
            CountDownLatch written = new CountDownLatch(1);
            Future<Sequence> writer = threads.submit(() -> {
                reading.await();
                Sequence sequence = on.create("b", "2", ANN);
                written.countDown();
                return sequence;
            });
            on.read(transaction -> {
                Sequence first = transaction.head().sequence();
                reading.countDown();
                awaitBriefly(written);
                assertThat(transaction.head().sequence()).isEqualTo(first);
                assertThat(transaction.object(key("b"))).isEmpty();
                return true;
            });
            assertThat(writer.get()).isEqualTo(new Sequence(2));
        }
    }

    /// A storage may keep writers out while a reader reads, so the wait may end without the write.
    private static void awaitBriefly(CountDownLatch latch) {
        try {
            assertThat(latch.await(200, TimeUnit.MILLISECONDS)).isIn(true, false);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
