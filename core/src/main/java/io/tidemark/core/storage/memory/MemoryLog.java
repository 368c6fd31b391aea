package io.tidemark.core.storage.memory;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    default Head startEpoch(Instant now, Instant intact) {
        Head head = head();
        Epoch epoch = Epoch.after(head, tables().lastNumber(), Millis.cut(now), Millis.cut(intact));
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

    @Override
    default List<Concern> concerns(Sequence after, int limit) {
        return entriesAfter(after).limit(limit).map(this::concern).toList();
    }

    private Concern concern(LogEntry entry) {
        ObjectNumber number = entry.number();
        Sequence at = entry.sequence();
        Set<Principal> principals = new HashSet<>();
        Set<Principal> parted = new HashSet<>();
        Set<Long> members = new HashSet<>();
        if (number != null && (entry.kind().changesObject() || entry.kind() == ChangeKind.MOVED)) {
            tables().stays
                    .all()
                    .filter(row -> row.getKey().number(2) == number.value())
                    .forEach(row -> {
                        Edge stay = row.getValue().edge();
                        if (at.equals(stay.end())) {
                            parted.add(new Principal(row.getKey().text(0)));
                        } else if (stay.end() == null
                                && (entry.kind().changesObject() || stay.begin().equals(at))) {
                            principals.add(new Principal(row.getKey().text(0)));
                        }
                    });
            String group = tables().groups.get(Key.of(number.value())).orElse(null);
            tables().memberships
                    .all()
                    .filter(row -> row.getKey().text(1).equals(group))
                    .filter(row -> row.getValue().begin().equals(at)
                            || at.equals(row.getValue().end()))
                    .forEach(row -> members.add(row.getKey().number(0)));
        }
        boolean isOfEverybody = members.remove(AccountTables.EVERYBODY);
        return new Concern(
                at,
                entry.key().type(),
                entry.origin(),
                principals,
                parted,
                members.stream().map(UserId::new).collect(Collectors.toSet()),
                isOfEverybody);
    }

    private Stream<LogEntry> entriesAfter(Sequence after) {
        return tables().log.under(Key.of(), Key.of(after.value())).map(Map.Entry::getValue);
    }
}
