package io.tidemark.core.storage.memory;

import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.connect.LostDelivery;
import io.tidemark.core.storage.ConnectReader;
import io.tidemark.core.storage.ConnectWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of a transaction that concerns connected apps.
interface MemoryConnect extends ConnectReader, ConnectWriter {
    AccountTables tables();

    @Override
    default Optional<App> app(String publicId) {
        return tables().apps.get(Key.of(publicId));
    }

    @Override
    default List<App> apps(String after, int limit) {
        return tables().apps
                .under(Key.of(), Key.of(after))
                .map(Map.Entry::getValue)
                .limit(limit)
                .toList();
    }

    @Override
    default void putApp(App app) {
        tables().apps.put(Key.of(app.publicId()), app);
    }

    @Override
    default boolean removeApp(String publicId) {
        return tables().apps.remove(Key.of(publicId));
    }

    @Override
    default Optional<Connection> connection(String id) {
        return tables().connections.get(Key.of(id));
    }

    @Override
    default List<Connection> connections(String after, int limit) {
        return tables().connections
                .under(Key.of(), Key.of(after))
                .map(Map.Entry::getValue)
                .limit(limit)
                .toList();
    }

    @Override
    default void putConnection(Connection put) {
        tables().connections
                .put(
                        Key.of(put.id()),
                        new Connection(
                                put.id(), put.app(), put.user(), put.session(), Millis.cut(put.madeAt()), put.hooks()));
    }

    @Override
    default boolean removeConnection(String id) {
        tables().lostDeliveries.removeIf(Key.of(id), (key, lost) -> true);
        return tables().connections.remove(Key.of(id));
    }

    @Override
    default List<LostDelivery> lostDeliveries(String connection, int limit) {
        return tables().lostDeliveries
                .under(Key.of(connection))
                .map(Map.Entry::getValue)
                .limit(limit)
                .toList();
    }

    @Override
    default void putLostDelivery(LostDelivery put, int keep) {
        tables().lostDeliveries
                .put(
                        Key.of(put.connection(), -put.sequence().value(), (long) put.hook()),
                        new LostDelivery(
                                put.connection(), put.sequence(), put.hook(), Millis.cut(put.at()), put.reason()));
        List<Key> old = tables().lostDeliveries
                .under(Key.of(put.connection()))
                .skip(keep)
                .map(Map.Entry::getKey)
                .toList();
        old.forEach(tables().lostDeliveries::remove);
    }
}
