package io.tidemark.storage.sql;

import io.tidemark.core.changes.ListUse;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ListUseReader;
import io.tidemark.core.storage.ListUseWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The part of a transaction that concerns what logins were told.
interface SqlListUses extends ListUseReader, ListUseWriter, InAccount {
    /// What all logins of a user were told of a type.
    String SELECT_LIST_USES = "SELECT user_id, login, type, received, position, whole, confirmed, confirmed_at, used_at"
            + " FROM list_use WHERE account = ? AND user_id = ? AND type = ? ORDER BY login";
    /// What one login was told of a type.
    String SELECT_LIST_USE = "SELECT user_id, login, type, received, position, whole, confirmed, confirmed_at, used_at"
            + " FROM list_use WHERE account = ? AND user_id = ? AND type = ? AND login = ?";
    /// Adds or replaces it.
    String PUT_LIST_USE = "INSERT INTO list_use (account, user_id, login, type, received, position, whole,"
            + " confirmed, confirmed_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (account, user_id, type, login) DO UPDATE SET received = excluded.received,"
            + " position = excluded.position, whole = excluded.whole, confirmed = excluded.confirmed,"
            + " confirmed_at = excluded.confirmed_at, used_at = excluded.used_at";
    /// Forgets what is old.
    String DELETE_LIST_USES = "DELETE FROM list_use WHERE account = ? AND used_at < ?";

    @Override
    default Optional<ListUse> listUse(UserId user, String login, TypeId type) {
        return session().first(SELECT_LIST_USE, SqlListUses::use, account(), user.value(), type.value(), login);
    }

    @Override
    default List<ListUse> listUses(UserId user, TypeId type) {
        return session().all(SELECT_LIST_USES, SqlListUses::use, account(), user.value(), type.value());
    }

    @Override
    default void putListUse(ListUse use) {
        session()
                .execute(
                        PUT_LIST_USE,
                        account(),
                        use.user().value(),
                        use.login(),
                        use.type().value(),
                        use.received().toEpochMilli(),
                        use.to().value(),
                        use.isWhole(),
                        use.confirmed().value(),
                        use.confirmedAt().toEpochMilli(),
                        use.usedAt().toEpochMilli());
    }

    @Override
    default int forgetListUsesBefore(Instant instant) {
        return session().execute(DELETE_LIST_USES, account(), instant.toEpochMilli());
    }

    private static ListUse use(ResultSet row) throws SQLException {
        return new ListUse(
                new UserId(row.getLong(1)),
                row.getString(2),
                new TypeId(row.getString(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                new Sequence(row.getLong(5)),
                row.getBoolean(6),
                new Sequence(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)));
    }
}
