package io.tidemark.simulation;

import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Function;

/// A storage that reports every call of a transaction before it is made: to count them, or to fail one of them.
/// The report may throw; then the work fails as if the storage had. As thread-safe as the storage behind it and
/// the observer.
public final class CountingStorage implements Storage {
    private final Storage storage;
    private final Consumer<String> observer;

    /// @param observer gets the name of each call: that of the transaction's method, or `begin read`, `begin
    /// write` and, after a work is done and before it is made durable, `end write`
    public CountingStorage(Storage storage, Consumer<String> observer) {
        this.storage = storage;
        this.observer = observer;
    }

    @Override
    public Accounts accounts() {
        return storage.accounts();
    }

    @Override
    public <T> T read(AccountId account, Function<ReadTransaction, T> work) {
        observer.accept("begin read");
        return storage.read(account, tx -> work.apply(observed(ReadTransaction.class, tx)));
    }

    @Override
    public <T> T write(AccountId account, Function<WriteTransaction, T> work) {
        observer.accept("begin write");
        return storage.write(account, tx -> {
            T result = work.apply(observed(WriteTransaction.class, tx));
            observer.accept("end write");
            return result;
        });
    }

    @Override
    public void probe() {
        storage.probe();
    }

    @Override
    public void close() {
        storage.close();
    }

    private <T> T observed(Class<T> kind, T transaction) {
        return kind.cast(
                Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
                    observer.accept(method.getName());
                    return call(transaction, method, arguments);
                }));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
