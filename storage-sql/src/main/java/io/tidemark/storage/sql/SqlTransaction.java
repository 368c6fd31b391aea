package io.tidemark.storage.sql;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A transaction of one account: its parts over one connection. Confined to its work.
///
/// Whatever is locked, the account's turn is taken ([SqlSession#takeTurn]): it keeps out everybody who could change
/// anything of the account.
public final class SqlTransaction
        implements WriteTransaction,
                SqlLog,
                SqlNamings,
                SqlObjects,
                SqlSelections,
                SqlConcerns,
                SqlHandshake,
                SqlDirectory,
                SqlBookmarks,
                SqlConnect,
                SqlListUses,
                SqlRetention,
                AutoCloseable {
    private static final String SELECT_ZONE = "SELECT zone FROM account WHERE account = ?";

    private final SqlSession session;
    private final long account;
    private final KnownUsers knownUsers = new KnownUsers();
    private final Map<ObjectKey, ObjectNumber> reserved = new HashMap<>();
    private @Nullable ZoneId zone;
    private long lastNumber = -1;
    private boolean ended;
    private boolean appended;

    private SqlTransaction(SqlSession session, long account) {
        this.session = session;
        this.account = account;
    }

    /// A transaction of an account, which is looked up.
    ///
    /// @throws IllegalArgumentException when there is no such account
    public static SqlTransaction begin(SqlSession session, AccountId account) {
        SqlTransaction transaction = new SqlTransaction(session, account.value());
        if (transaction.findHead().isEmpty()) {
            throw new IllegalArgumentException("no such account");
        }
        return transaction;
    }

    /// A transaction of an account, which is looked up unless it is known.
    ///
    /// @param known accounts that were found before, which stay
    /// @throws IllegalArgumentException when there is no such account
    public static SqlTransaction begin(SqlSession session, AccountId account, Set<Long> known) {
        if (known.contains(account.value())) {
            return new SqlTransaction(session, account.value());
        }
        SqlTransaction transaction = begin(session, account);
        known.add(account.value());
        return transaction;
    }

    @Override
    public SqlSession session() {
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
        session().takeTurn();
        return object(key);
    }

    @Override
    public Optional<StoredObject> lock(ObjectNumber number) {
        session().takeTurn();
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

    @Override
    public ObjectNumber lastNumber() {
        return new ObjectNumber(session().number(session().statements().selectLastNumber, account, account));
    }

    private ObjectNumber nextNumber() {
        if (lastNumber < 0) {
            lastNumber = lastNumber().value();
        }
        return new ObjectNumber(++lastNumber);
    }

    @Override
    public Appended append(List<Change> changes, Instant notBefore) {
        if (appended || changes.isEmpty()) {
            throw new IllegalStateException("a transaction appends at most once, and something");
        }
        appended = true;
        return new SqlAppend(this).append(changes, notBefore);
    }

    @Override
    public void close() {
        ended = true;
    }
}
