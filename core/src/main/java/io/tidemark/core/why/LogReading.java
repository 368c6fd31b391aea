package io.tidemark.core.why;

import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Looks things up in an account's log. Confined to its transaction.
public final class LogReading {
    /// Entries in one page of the log.
    private static final int PAGE = 200;

    /// So far before an entry another one of the same call is looked for: a call changes the objects of one request.
    private static final int CALL_MAX = 2_000;

    private final ReadTransaction tx;

    /// The log that a transaction sees.
    public LogReading(ReadTransaction tx) {
        this.tx = tx;
    }

    /// The entry with a number.
    ///
    /// @return empty when there is none
    public Optional<LogEntry> entry(Sequence sequence) {
        return sequence.equals(Sequence.ZERO)
                ? Optional.empty()
                : tx.log(new Sequence(sequence.value() - 1), 1).stream().findFirst();
    }

    /// The last change before another one that was made in the same call, and that fits.
    public Optional<LogEntry> sameCall(LogEntry later, Predicate<LogEntry> fits) {
        long end = later.sequence().value();
        long start = end;
        while (start > 1 && end - start < CALL_MAX) {
            long from = Math.max(1, start - PAGE);
            List<LogEntry> page = tx.log(new Sequence(from - 1), (int) (start - from));
            for (LogEntry entry : page.reversed()) {
                if (!entry.at().equals(later.at()) || !entry.origin().equals(later.origin())) {
                    return Optional.empty();
                }
                if (fits.test(entry)) {
                    return Optional.of(entry);
                }
            }
            start = from;
        }
        return Optional.empty();
    }

    /// Entries of an object that fit, the oldest first.
    ///
    /// @param after only those after this position
    /// @param until only those not after this position
    public List<LogEntry> history(ObjectNumber number, Sequence after, Sequence until, Predicate<LogEntry> fits) {
        List<LogEntry> found = new ArrayList<>();
        Sequence from = after;
        while (true) {
            List<LogEntry> page = tx.history(number, from, PAGE);
            for (LogEntry entry : page) {
                if (entry.sequence().isAfter(until)) {
                    return found;
                }
                if (fits.test(entry)) {
                    found.add(entry);
                }
            }
            if (page.size() < PAGE) {
                return found;
            }
            from = page.getLast().sequence();
        }
    }
}
