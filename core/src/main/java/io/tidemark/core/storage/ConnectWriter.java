package io.tidemark.core.storage;

import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.connect.LostDelivery;

/// The apps of the account and what is connected, for writing. Confined to its transaction.
public interface ConnectWriter {
    /// Adds an app, or replaces the one with this public id.
    void putApp(App app);

    /// Withdraws an app; its connections stay until they are removed.
    ///
    /// @return whether there was one
    boolean removeApp(String publicId);

    /// Adds a connection, or replaces the one with this id.
    void putConnection(Connection connection);

    /// Removes a connection and what is known of its lost deliveries; its bookmark and its session are others'
    /// matter.
    ///
    /// @return whether there was one
    boolean removeConnection(String id);

    /// Notes that a connection was not told something, in place of an earlier note about the same, and forgets
    /// the notes about the oldest changes when there would be more than `keep` of this connection.
    void putLostDelivery(LostDelivery lost, int keep);
}
