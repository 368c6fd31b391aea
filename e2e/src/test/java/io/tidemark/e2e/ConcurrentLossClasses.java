package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// The loss classes that take several writers at the same moment (`docs/loss-classes.md`).
abstract class ConcurrentLossClasses extends OnServer {
    @Test
    void lossClass10_numbersAreUniqueAndWithoutGapsUnderConcurrentWriters()
            throws InterruptedException, ExecutionException {
        everyoneDoes(8, writer -> {
            for (int i = 0; i < 10; i++) {
                ida.commit(CommitBody.withoutToken().created("Meeting", "'Title':'" + writer + "-" + i + "'"))
                        .ok();
            }
        });
        List<Long> numbers = server.storage.read(
                server.account.id(),
                tx -> tx.log(Sequence.ZERO, 1_000).stream()
                        .map(entry -> entry.sequence().value())
                        .toList());
        assertThat(numbers)
                .as("each meeting is an event too")
                .hasSize(160)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(numbers.getLast() - numbers.getFirst()).isEqualTo(159);
    }

    @Test
    void lossClass26_copiesThatArriveTogetherHaveOneEffect() throws InterruptedException, ExecutionException {
        Device.Answer at = ida.sync();
        CommitBody work =
                CommitBody.under(at).created("Meeting", "'Title':'once'").named("c-1");
        CommitBody nameless = CommitBody.under(at).created("Meeting", "'Title':'once more'");
        everyoneDoes(8, copy -> {
            ida.commit(work).ok();
            ida.commit(nameless).ok();
        });
        assertThat(meetingsOf(IDA)).hasSize(2);
    }

    @Test
    void lossClass33_ofConcurrentWritersExactlyOneSeesUnchangedSince() throws InterruptedException, ExecutionException {
        int writers = 8;
        for (int race = 0; race < 5; race++) {
            String id = "m-" + race;
            meeting(id, "'Title':'0'");
            List<Device> devices = new ArrayList<>();
            List<Device.Answer> known = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                devices.add(server.device(IDA));
                known.add(devices.get(i).settled());
            }
            List<List<String>> outcomes = everyoneAsks(
                    writers,
                    writer -> devices.get(writer)
                            .commit(CommitBody.under(known.get(writer))
                                    .modified("Meeting", "'Id':'" + id + "','Title':'writer " + writer + "'"))
                            .ok()
                            .outcomes());
            assertThat(outcomes.stream().flatMap(List::stream).filter("APPLIED"::equals))
                    .hasSize(1);
            assertThat(outcomes.stream().flatMap(List::stream).filter("CONFLICT"::equals))
                    .hasSize(writers - 1);
            int winner = outcomes.indexOf(List.of("APPLIED"));
            assertThat(meetingOf(IDA, id).path("Title").asString()).isEqualTo("writer " + winner);
        }
    }

    @Test
    void lossClass34_everyLoserStaysReadableWithItsDevice() throws InterruptedException, ExecutionException {
        meeting("m-A", "'Title':'0'");
        int writers = 4;
        List<Device> devices = new ArrayList<>();
        List<Device.Answer> known = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            devices.add(server.device(IDA));
            known.add(devices.get(i).settled());
        }
        everyoneDoes(
                writers,
                writer -> devices.get(writer)
                        .commit(CommitBody.under(known.get(writer))
                                .modified("Meeting", "'Id':'m-A','Title':'writer " + writer + "'"))
                        .ok());
        Set<String> seenFrom = new HashSet<>();
        StringBuilder readable = new StringBuilder(meetingOf(IDA, "m-A").toString());
        for (LogEntry entry : server.history(MeetingType.ID, "m-A")) {
            seenFrom.add(String.valueOf(entry.origin().device()));
            readable.append(entry.offered() == null ? "" : new String(entry.offered(), UTF_8));
        }
        for (int writer = 0; writer < writers; writer++) {
            assertThat(readable.toString()).contains("writer " + writer);
        }
        assertThat(seenFrom).hasSize(writers + 1);
    }

    private static void everyoneDoes(int workers, IntConsumer work) throws InterruptedException, ExecutionException {
        everyoneAsks(workers, worker -> {
            work.accept(worker);
            return worker;
        });
    }

    private static <T> List<T> everyoneAsks(int workers, IntFunction<T> question)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                calls.add(() -> question.apply(worker));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
