package io.tidemark.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Many objects of one size, and ways to watch a scan of them.
public final class ScanFixture {
    /// The size of each.
    public static final int BODY_BYTES = 450;

    private static final int AT_ONCE = 5_000;

    private ScanFixture() {}

    /// Creates as many objects.
    ///
    /// @param principal who has them
    public static void fill(Scenario on, int objects, Principal principal) {
        for (int from = 0; from < objects; from += AT_ONCE) {
            List<Change> changes = IntStream.range(from, from + AT_ONCE)
                    .mapToObj(i -> Change.of(
                            new ObjectKey(Scenario.TASK, "id" + i),
                            ChangeKind.CREATED,
                            null,
                            new Change.State(new byte[BODY_BYTES], false, Set.of(principal), List.of()),
                            Set.of(),
                            new Origin(null, null, "test", null)))
                    .toList();
            on.writing(transaction -> transaction.append(changes, Scenario.NOON));
        }
    }

    /// Reads all pages, each of which must keep to its bound.
    ///
    /// @return how many objects there were
    public static long readAll(Scenario on, Principal principal) {
        long heldMax = 0;
        long seen = 0;
        Optional<ObjectNumber> after = Optional.of(new ObjectNumber(ObjectNumber.BEFORE_ALL));
        while (after.isPresent()) {
            Page page = page(on, after.get(), principal);
            heldMax = Math.max(heldMax, page.bytes());
            seen += page.objects();
            after = page.next();
        }
        assertThat(heldMax).isLessThanOrEqualTo(PageLimit.STREAMING.bytesMax() + BODY_BYTES);
        return seen;
    }

    private static Page page(Scenario on, ObjectNumber after, Principal principal) {
        return on.<Page>read(transaction -> {
            long[] sums = new long[2];
            Optional<ObjectNumber> next = transaction.scan(
                    principal,
                    Scenario.TASK,
                    transaction.head().sequence(),
                    after,
                    PageLimit.STREAMING,
                    (number, version, modifiedAtMillis, body) -> {
                        sums[0]++;
                        sums[1] += body.length;
                    });
            return new Page(sums[0], sums[1], next);
        });
    }

    /// What reading one page allocates on the thread that reads.
    public static long bytesAllocatedByOneScan(Scenario on, Principal principal) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return on.<Long>read(transaction -> {
            long before = threads.getCurrentThreadAllocatedBytes();
            transaction.scan(
                    principal,
                    Scenario.TASK,
                    transaction.head().sequence(),
                    new ObjectNumber(ObjectNumber.BEFORE_ALL),
                    PageLimit.STREAMING,
                    (number, version, modifiedAtMillis, body) -> {});
            return threads.getCurrentThreadAllocatedBytes() - before;
        });
    }

    /// What one page held.
    private record Page(long objects, long bytes, Optional<ObjectNumber> next) {}
}
