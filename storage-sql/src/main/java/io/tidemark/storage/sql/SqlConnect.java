package io.tidemark.storage.sql;

import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.connect.Hook;
import io.tidemark.core.connect.LostDelivery;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.storage.ConnectReader;
import io.tidemark.core.storage.ConnectWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The part of a transaction that concerns connected apps.
interface SqlConnect extends ConnectReader, ConnectWriter, InAccount {
    /// Apps.
    String SELECT_APP = "SELECT public_id, title, secret_key, hosts FROM app WHERE account = ?";
    /// By public id.
    String SELECT_APP_BY_ID = SELECT_APP + " AND public_id = ?";
    /// A page of them.
    String SELECT_APPS = SELECT_APP + " AND public_id > ? ORDER BY public_id LIMIT ?";
    /// Adds or replaces one.
    String PUT_APP = "INSERT INTO app (account, public_id, title, secret_key, hosts) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (account, public_id) DO UPDATE SET title = excluded.title,"
            + " secret_key = excluded.secret_key, hosts = excluded.hosts";
    /// Withdraws one.
    String DELETE_APP = "DELETE FROM app WHERE account = ? AND public_id = ?";

    /// Connections.
    String SELECT_CONNECTION = "SELECT id, app, user_id, session, made_at FROM connection WHERE account = ?";
    /// By id.
    String SELECT_CONNECTION_BY_ID = SELECT_CONNECTION + " AND id = ?";
    /// A page of them.
    String SELECT_CONNECTIONS = SELECT_CONNECTION + " AND id > ? ORDER BY id LIMIT ?";
    /// Adds or replaces one.
    String PUT_CONNECTION =
            "INSERT INTO connection (account, id, app, user_id, session, made_at) VALUES (?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (account, id) DO UPDATE SET app = excluded.app, user_id = excluded.user_id,"
                    + " session = excluded.session, made_at = excluded.made_at";
    /// Removes one.
    String DELETE_CONNECTION = "DELETE FROM connection WHERE account = ? AND id = ?";
    /// What one asked for.
    String SELECT_HOOKS = "SELECT modcode, name, title, url FROM connection_hook WHERE account = ? AND connection = ?"
            + " ORDER BY place";
    /// Adds to that.
    String INSERT_HOOK = "INSERT INTO connection_hook (account, connection, place, modcode, name, title, url)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    /// Empties it.
    String DELETE_HOOKS = "DELETE FROM connection_hook WHERE account = ? AND connection = ?";

    /// What a connection was not told.
    String SELECT_LOST = "SELECT connection, sequence, hook, at, reason FROM lost_delivery"
            + " WHERE account = ? AND connection = ? ORDER BY sequence DESC, hook LIMIT ?";
    /// Adds or replaces a note.
    String PUT_LOST = "INSERT INTO lost_delivery (account, connection, sequence, hook, at, reason)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (account, connection, sequence, hook)"
            + " DO UPDATE SET at = excluded.at, reason = excluded.reason";
    /// How many notes there are.
    String COUNT_LOST = "SELECT count(*) FROM lost_delivery WHERE account = ? AND connection = ?";
    /// The note about the oldest change.
    String SELECT_OLDEST_LOST = "SELECT connection, sequence, hook, at, reason FROM lost_delivery"
            + " WHERE account = ? AND connection = ? ORDER BY sequence, hook DESC LIMIT 1";
    /// Forgets one.
    String DELETE_LOST = "DELETE FROM lost_delivery WHERE account = ? AND connection = ? AND sequence = ? AND hook = ?";
    /// Forgets all of a connection.
    String DELETE_ALL_LOST = "DELETE FROM lost_delivery WHERE account = ? AND connection = ?";

    @Override
    default Optional<App> app(String publicId) {
        return session().first(SELECT_APP_BY_ID, SqlConnect::app, account(), publicId);
    }

    @Override
    default List<App> apps(String after, int limit) {
        return session().all(SELECT_APPS, SqlConnect::app, account(), after, limit);
    }

    private static App app(ResultSet row) throws SQLException {
        return new App(row.getString(1), row.getString(2), row.getString(3), Words.split(row.getString(4)));
    }

    @Override
    default void putApp(App app) {
        session().execute(PUT_APP, account(), app.publicId(), app.title(), app.secretKey(), Words.join(app.hosts()));
    }

    @Override
    default boolean removeApp(String publicId) {
        return session().execute(DELETE_APP, account(), publicId) > 0;
    }

    @Override
    default Optional<Connection> connection(String id) {
        return session()
                .first(SELECT_CONNECTION_BY_ID, SqlConnect::connection, account(), id)
                .map(this::withHooks);
    }

    @Override
    default List<Connection> connections(String after, int limit) {
        return session().all(SELECT_CONNECTIONS, SqlConnect::connection, account(), after, limit).stream()
                .map(this::withHooks)
                .toList();
    }

    private static Connection connection(ResultSet row) throws SQLException {
        return new Connection(
                row.getString(1),
                row.getString(2),
                new UserId(row.getLong(3)),
                row.getString(4),
                Millis.toInstant(row.getLong(5)),
                List.of());
    }

    private Connection withHooks(Connection bare) {
        List<Hook> hooks = session()
                .all(
                        SELECT_HOOKS,
                        row -> new Hook(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        account(),
                        bare.id());
        return new Connection(bare.id(), bare.app(), bare.user(), bare.session(), bare.madeAt(), hooks);
    }

    @Override
    default void putConnection(Connection put) {
        session()
                .execute(
                        PUT_CONNECTION,
                        account(),
                        put.id(),
                        put.app(),
                        put.user().value(),
                        put.session(),
                        put.madeAt());
        session().execute(DELETE_HOOKS, account(), put.id());
        int place = 0;
        for (Hook hook : put.hooks()) {
            session()
                    .execute(
                            INSERT_HOOK,
                            account(),
                            put.id(),
                            place++,
                            hook.modcode(),
                            hook.name(),
                            hook.title(),
                            hook.url());
        }
    }

    @Override
    default boolean removeConnection(String id) {
        session().execute(DELETE_HOOKS, account(), id);
        session().execute(DELETE_ALL_LOST, account(), id);
        return session().execute(DELETE_CONNECTION, account(), id) > 0;
    }

    @Override
    default List<LostDelivery> lostDeliveries(String connection, int limit) {
        return session().all(SELECT_LOST, SqlConnect::lost, account(), connection, limit);
    }

    private static LostDelivery lost(ResultSet row) throws SQLException {
        return new LostDelivery(
                row.getString(1),
                new Sequence(row.getLong(2)),
                row.getInt(3),
                Millis.toInstant(row.getLong(4)),
                row.getString(5));
    }

    @Override
    default void putLostDelivery(LostDelivery put, int keep) {
        String connection = put.connection();
        session().execute(PUT_LOST, account(), connection, put.sequence().value(), put.hook(), put.at(), put.reason());
        for (long more = session().number(COUNT_LOST, account(), connection) - keep; more > 0; more--) {
            session()
                    .first(SELECT_OLDEST_LOST, SqlConnect::lost, account(), connection)
                    .ifPresent(oldest -> session()
                            .execute(
                                    DELETE_LOST,
                                    account(),
                                    connection,
                                    oldest.sequence().value(),
                                    oldest.hook()));
        }
    }
}
