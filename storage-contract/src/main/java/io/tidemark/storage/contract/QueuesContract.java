package io.tidemark.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What a storage does with works that wait for its threads: their number and their patience have bounds, and no
/// caller is left without an answer.
public interface QueuesContract {
    /// Who has the objects.
    Principal ANN = new Principal("u1");

    /// The database, which is empty at first, with a queue that is long enough.
    Storage reopen();

    /// The same with another queue.
    Storage reopen(int queueMax, Duration patience);

    /// How many writing works wait.
    int writesWaiting(Storage storage);

    @Test
    default void anImpatientCallerTakesItsWorkBackAndMakesRoom() throws Exception {
        Scenario.in(reopen()).close();
        try (Scenario on = Scenario.reopened(reopen(1, Duration.ofMillis(100)), new AccountId(1));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch release = new CountDownLatch(1);
            Future<Boolean> slow = Queued.occupy(on, callers, release);
            Queued.refuses(() -> on.create("impatient", "x", ANN), ErrorCode.BUSY, "in time");
            Queued.refuses(() -> on.create("impatient too", "x", ANN), ErrorCode.BUSY, "in time");
            release.countDown();

            assertThat(slow.get()).as("a work that has begun is waited for").isTrue();
            assertThat(on.<Sequence>read(transaction -> transaction.head().sequence()))
                    .as("a work taken back has no effect")
                    .isEqualTo(Sequence.ZERO);
        }
    }

    @Test
    default void aFullQueueRefusesAtOnce() throws Exception {
        Storage storage = reopen(1, Duration.ofSeconds(30));
        try (Scenario on = Scenario.in(storage);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch release = new CountDownLatch(1);
            Future<Boolean> slow = Queued.occupy(on, callers, release);
            Future<Sequence> waiting = callers.submit(() -> on.create("waiting", "x", ANN));
            while (writesWaiting(storage) == 0) {
                Thread.onSpinWait();
            }
            Queued.refuses(() -> on.create("no room", "x", ANN), ErrorCode.BUSY, "limit");
            release.countDown();

            assertThat(slow.get()).isTrue();
            assertThat(waiting.get()).isEqualTo(new Sequence(1));
        }
    }

    @Test
    default void anInterruptedCallerTakesAWaitingWorkBackAndWaitsForARunningOne() throws Exception {
        try (Scenario on = Scenario.in(reopen());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            FutureTask<Boolean> begun = new FutureTask<>(() -> {
                on.writing(transaction -> {
                    running.countDown();
                    Queued.awaitLatch(release);
                });
                return Thread.interrupted();
            });
            Thread caller = Thread.ofPlatform().start(begun);
            running.await();
            caller.interrupt();
            Future<?> waiting = callers.submit(() -> {
                Thread.currentThread().interrupt();
                return on.create("waiting", "x", ANN);
            });
            assertThatThrownBy(waiting::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SyncException.class);
            release.countDown();
            assertThat(begun.get()).as("the interruption is kept").isTrue();
            assertThat(on.create("after", "x", ANN)).isEqualTo(new Sequence(1));
        }
    }

    @Test
    default void closingFinishesTheWorksThatWait() throws Exception {
        List<Future<Sequence>> writes = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Scenario on = Scenario.in(reopen());
            CountDownLatch started = new CountDownLatch(20);
            for (int i = 0; i < 50; i++) {
                String id = "id" + i;
                writes.add(callers.submit(() -> {
                    started.countDown();
                    return on.create(id, "x", ANN);
                }));
            }
            started.await();
            on.close();
        }
        long confirmed = 0;
        for (Future<Sequence> write : writes) {
            try {
                write.get();
                confirmed++;
            } catch (ExecutionException refused) {
                assertThat(refused).hasRootCauseInstanceOf(SyncException.class);
            }
        }
        try (Storage again = reopen()) {
            assertThat(again.<Sequence>read(
                                    new AccountId(1),
                                    transaction -> transaction.head().sequence())
                            .value())
                    .isEqualTo(confirmed);
        }
    }

    /// How a thread of a storage is kept busy.
    final class Queued {
        private Queued() {}

        /// Starts a work that keeps the writer busy until the latch opens.
        public static Future<Boolean> occupy(Scenario on, ExecutorService callers, CountDownLatch release)
                throws InterruptedException {
            CountDownLatch running = new CountDownLatch(1);
            Future<Boolean> slow = callers.submit(() -> on.write(transaction -> {
                running.countDown();
                awaitLatch(release);
                return true;
            }));
            running.await();
            return slow;
        }

        static void awaitLatch(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        public static void refuses(ThrowingCallable call, ErrorCode code, String words) {
            assertThatThrownBy(call).isInstanceOfSatisfying(SyncException.class, refusal -> {
                assertThat(refusal.code()).isEqualTo(code);
                assertThat(refusal).hasMessageContaining(words);
            });
        }
    }
}
