package io.tidemark.storage.sql;

import io.tidemark.core.directory.Account;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The register of accounts: the only statements that are not inside one account. Thread-safe.
public final class SqlAccounts implements Accounts {
    private static final String SELECT_NEXT = "SELECT coalesce(max(account), 0) + 1 FROM account";
    private static final String INSERT =
            "INSERT INTO account (account, name, title, zone, token_key) VALUES (?, ?, ?, ?, ?)";
    private static final String INSERT_HEAD = "INSERT INTO head (account, epoch, sequence, at) VALUES (?, 1, 0, 0)";
    private static final String SELECT = "SELECT account, name, title, zone, token_key FROM account";
    private static final String SELECT_BY_NUMBER = SELECT + " WHERE account = ?";
    private static final String SELECT_BY_NAME = SELECT + " WHERE name = ?";
    private static final String SELECT_ALL = SELECT + " ORDER BY account";

    private final Runner storage;

    /// @param storage runs the works
    public SqlAccounts(Runner storage) {
        this.storage = storage;
    }

    /// Runs works that are in no account, each in a transaction of its own.
    public interface Runner {
        /// Runs one that reads.
        <T> T read(Function<SqlSession, T> work);

        /// Runs one that writes.
        <T> T write(Function<SqlSession, T> work);
    }

    @Override
    public Account create(NewAccount account) {
        return storage.write(session -> {
            session.takeTurn();
            long number = session.number(SELECT_NEXT);
            session.execute(
                    INSERT,
                    number,
                    account.name(),
                    account.title(),
                    account.zone().getId(),
                    account.tokenKey());
            session.execute(INSERT_HEAD, number);
            return new Account(
                    new AccountId(number),
                    account.name(),
                    account.title(),
                    account.zone(),
                    account.tokenKey().clone());
        });
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return storage.read(session -> session.first(SELECT_BY_NUMBER, SqlAccounts::account, id.value()));
    }

    @Override
    public Optional<Account> find(String name) {
        return storage.read(session -> session.first(SELECT_BY_NAME, SqlAccounts::account, name));
    }

    @Override
    public List<Account> all() {
        return storage.read(session -> session.all(SELECT_ALL, SqlAccounts::account));
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new AccountId(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                ZoneId.of(row.getString(4)),
                row.getBytes(5));
    }
}
