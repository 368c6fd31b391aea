package io.tidemark.core.storage.memory;

import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The part of a transaction that concerns the log.
interface MemoryLog extends WriteTransaction {
    AccountTables tables();

    @Override
    default Head head() {
        return tables().head();
    }

    @Override
    default List<Epoch> epochs() {
        return tables().epochs.all().map(Map.Entry::getValue).toList();
    }

    @Override
    default Head startEpoch(Instant now) {
        Head head = head();
        Epoch epoch = Epoch.after(head, tables().lastNumber(), Millis.cut(now));
        tables().epochs.put(Key.of(epoch.number()), epoch);
        tables().setHead(new Head(epoch.number(), head.sequence(), epoch.begin()));
        return head();
    }

    @Override
    default Head promise(Instant instant) {
        Head head = head();
        Instant promised = Millis.cut(instant);
        if (promised.isAfter(head.at())) {
            tables().setHead(new Head(head.epoch(), head.sequence(), promised));
        }
        return head();
    }

    @Override
    default Sequence positionBefore(Instant instant) {
        Instant first = Millis.cut(instant);
        return entriesAfter(Sequence.ZERO)
                .takeWhile(entry -> entry.at().isBefore(first))
                .reduce((before, last) -> last)
                .map(LogEntry::sequence)
                .orElse(Sequence.ZERO);
    }

    @Override
    default List<LogEntry> log(Sequence after, int limit) {
        return entriesAfter(after).limit(limit).toList();
    }

    @Override
    default List<LogEntry> history(ObjectNumber number, Sequence after, int limit) {
        return entriesAfter(after)
                .filter(entry -> number.equals(entry.number()))
                .limit(limit)
                .toList();
    }

    private Stream<LogEntry> entriesAfter(Sequence after) {
        return tables().log.under(Key.of(), Key.of(after.value())).map(Map.Entry::getValue);
    }
}
