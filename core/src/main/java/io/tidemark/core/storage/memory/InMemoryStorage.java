package io.tidemark.core.storage.memory;

import io.tidemark.core.directory.Account;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// A storage in memory: sorted tables behind one lock. A work runs on its caller's thread; one at a time, in any
/// account.
///
/// Thread-safe.
public final class InMemoryStorage implements Storage {
    /// Fair: whoever is in line gets his turn, however many others write again and again.
    private final ReentrantLock lock = new ReentrantLock(true);
    private final List<Account> accounts = new ArrayList<>();
    private final List<AccountTables> tables = new ArrayList<>();
    private boolean closed;

    @Override
    public Accounts accounts() {
        return new Register();
    }

    @Override
    public <T> T read(AccountId account, Function<ReadTransaction, T> work) {
        return run(account, work::apply);
    }

    @Override
    public <T> T write(AccountId account, Function<WriteTransaction, T> work) {
        return run(account, work::apply);
    }

    @Override
    public void probe() {
        locked(() -> true);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private <T> T run(AccountId account, Function<MemoryTransaction, T> work) {
        return locked(() -> {
            MemoryTransaction transaction = new MemoryTransaction(tablesOf(account));
            boolean done = false;
            try {
                T result = work.apply(transaction);
                done = true;
                return result;
            } finally {
                transaction.end(done);
            }
        });
    }

    private AccountTables tablesOf(AccountId account) {
        if (account.value() > tables.size()) {
            throw new IllegalArgumentException("no such account");
        }
        return tables.get((int) account.value() - 1);
    }

    private <T> T locked(Supplier<T> step) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a work must not run another one");
        }
        lock.lock();
        try {
            if (closed) {
                throw SyncException.retryable(
                        ErrorCode.STORAGE_UNAVAILABLE, "The storage is closed.", Duration.ofSeconds(5));
            }
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    private final class Register implements Accounts {
        @Override
        public Account create(NewAccount account) {
            return locked(() -> {
                if (accounts.stream().anyMatch(other -> other.name().equals(account.name()))) {
                    throw new IllegalStateException("the account's name is taken");
                }
                Account created = new Account(
                        new AccountId(accounts.size() + 1L),
                        account.name(),
                        account.title(),
                        account.zone(),
                        account.tokenKey().clone());
                accounts.add(created);
                tables.add(new AccountTables(created.zone()));
                return created;
            });
        }

        @Override
        public Optional<Account> find(AccountId id) {
            return all().stream().filter(account -> account.id().equals(id)).findFirst();
        }

        @Override
        public Optional<Account> find(String name) {
            return all().stream().filter(account -> account.name().equals(name)).findFirst();
        }

        @Override
        public List<Account> all() {
            return locked(() -> List.copyOf(accounts));
        }
    }
}
