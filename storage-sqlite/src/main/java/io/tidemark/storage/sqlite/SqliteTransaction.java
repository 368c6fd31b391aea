package io.tidemark.storage.sqlite;

import io.tidemark.core.log.Head;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A transaction of one account: its parts over one connection. Confined to its work.
///
/// Locks need no statements: writing works run one after the other.
final class SqliteTransaction
        implements WriteTransaction,
                SqliteLog,
                SqliteNamings,
                SqliteObjects,
                SqliteSelections,
                SqliteConcerns,
                SqliteHandshake,
                SqliteDirectory,
                SqliteBookmarks,
                SqliteConnect,
                SqliteListUses,
                SqliteRetention,
                AutoCloseable {
    static final String SELECT_LAST_NUMBER = "SELECT max(coalesce((SELECT number FROM object NOT INDEXED"
            + " WHERE account = ?1 AND key > (?1 << 40) AND key < ((?1 + 1) << 40) ORDER BY key DESC LIMIT 1), 0),"
            + " coalesce((SELECT max(skipped) FROM epoch WHERE account = ?1), 0))";

    private static final String SELECT_ZONE = "SELECT zone FROM account WHERE account = ?";

    private final SqliteSession session;
    private final long account;
    private final KnownUsers knownUsers = new KnownUsers();
    private final Map<ObjectKey, ObjectNumber> reserved = new HashMap<>();
    private @Nullable ZoneId zone;
    private long lastNumber = -1;
    private boolean ended;
    private boolean appended;

    private SqliteTransaction(SqliteSession session, long account) {
        this.session = session;
        this.account = account;
    }

    /// @throws IllegalArgumentException when there is no such account
    static SqliteTransaction begin(SqliteSession session, AccountId account) {
        SqliteTransaction transaction = new SqliteTransaction(session, account.value());
        if (transaction.findHead().isEmpty()) {
            throw new IllegalArgumentException("no such account");
        }
        return transaction;
    }

    @Override
    public SqliteSession session() {
        if (ended) {
            throw new IllegalStateException("a transaction does not outlive its work");
        }
        return session;
    }

    @Override
    public long account() {
        return account;
    }

    @Override
    public KnownUsers knownUsers() {
        return knownUsers;
    }

    @Override
    public Head head() {
        return findHead().orElseThrow();
    }

    @Override
    public ZoneId zone() {
        ZoneId known = zone;
        if (known == null) {
            known = session()
                    .first(SELECT_ZONE, row -> ZoneId.of(row.getString(1)), account)
                    .orElseThrow();
            zone = known;
        }
        return known;
    }

    @Override
    public Optional<StoredObject> lock(ObjectKey key) {
        return object(key);
    }

    @Override
    public Optional<StoredObject> lock(ObjectNumber number) {
        return object(number);
    }

    @Override
    public ObjectNumber reserve(ObjectKey key) {
        return object(key).map(StoredObject::number).orElseGet(() -> newNumber(key));
    }

    /// The number of an object that does not exist yet.
    ObjectNumber newNumber(ObjectKey key) {
        return reserved.computeIfAbsent(key, unknown -> nextNumber());
    }

    private ObjectNumber nextNumber() {
        if (lastNumber < 0) {
            lastNumber = lastNumber().value();
        }
        return new ObjectNumber(++lastNumber);
    }

    @Override
    public ObjectNumber lastNumber() {
        return new ObjectNumber(session().number(SELECT_LAST_NUMBER, account));
    }

    @Override
    public Appended append(List<Change> changes, Instant notBefore) {
        if (appended || changes.isEmpty()) {
            throw new IllegalStateException("a transaction appends at most once, and something");
        }
        appended = true;
        return new SqliteAppend(this).append(changes, notBefore);
    }

    @Override
    public void close() {
        ended = true;
    }
}
