package io.tidemark.core.storage;

import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.connect.LostDelivery;
import java.util.List;
import java.util.Optional;

/// The apps of the account and what is connected, for reading. Confined to its transaction.
public interface ConnectReader {
    /// The app with this public id.
    Optional<App> app(String publicId);

    /// Apps by public id, beginning after `after` (empty for all).
    List<App> apps(String after, int limit);

    /// The connection with this id.
    Optional<Connection> connection(String id);

    /// Connections by id, beginning after `after` (empty for all).
    List<Connection> connections(String after, int limit);

    /// What a connection was not told, the latest change first, then by hook.
    List<LostDelivery> lostDeliveries(String connection, int limit);
}
