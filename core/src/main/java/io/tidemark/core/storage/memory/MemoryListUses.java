package io.tidemark.core.storage.memory;

import io.tidemark.core.changes.ListUse;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ListUseReader;
import io.tidemark.core.storage.ListUseWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of a transaction that concerns what logins were told.
interface MemoryListUses extends ListUseReader, ListUseWriter {
    AccountTables tables();

    @Override
    default Optional<ListUse> listUse(UserId user, String login, TypeId type) {
        return tables().listUses.get(Key.of(user.value(), type.value(), login));
    }

    @Override
    default List<ListUse> listUses(UserId user, TypeId type) {
        return tables().listUses
                .under(Key.of(user.value(), type.value()))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    default void putListUse(ListUse use) {
        tables().listUses
                .put(
                        Key.of(use.user().value(), use.type().value(), use.login()),
                        new ListUse(
                                use.user(),
                                use.login(),
                                use.type(),
                                Millis.cut(use.received()),
                                use.to(),
                                use.isWhole(),
                                use.confirmed(),
                                Millis.cut(use.confirmedAt()),
                                Millis.cut(use.usedAt())));
    }

    @Override
    default int forgetListUsesBefore(Instant instant) {
        List<Key> old = tables().listUses
                .all()
                .filter(row -> row.getValue().usedAt().isBefore(instant))
                .map(Map.Entry::getKey)
                .toList();
        old.forEach(tables().listUses::remove);
        return old.size();
    }
}
