package io.tidemark.e2e;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.MDC;

/// A storage whose next write goes wrong as the test says; everything else is done by the storage behind
/// it. Thread-safe.
public final class FaultyStorage implements Storage {
    private final Storage behind;
    private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
    private final AtomicReference<Fault> nextOfARequest = new AtomicReference<>(Fault.NONE);

    /// @param behind does everything else
    public FaultyStorage(Storage behind) {
        this.behind = behind;
    }

    /// What can go wrong with a write.
    public enum Fault {
        /// Nothing.
        NONE,
        /// The queue is full: nothing is done.
        BUSY_BEFORE,
        /// A defect before anything is done.
        DEFECT_BEFORE,
        /// A defect inside the transaction, after everything was written: nothing may stay of it.
        DEFECT_INSIDE,
        /// The store gives up inside the transaction, after everything was written: nothing may stay of it.
        GIVEN_UP_INSIDE,
        /// It is durable, and the caller never hears of it.
        UNAVAILABLE_AFTER
    }

    /// The next write fails, whose it is.
    public void failNextWrite(Fault fault) {
        next.set(fault);
    }

    /// Whether a fault still waits for its write.
    public boolean isArmed() {
        return next.get() != Fault.NONE;
    }

    /// The next write of a request fails, whatever followers of the log write meanwhile.
    void failNextWriteOfARequest(Fault fault) {
        nextOfARequest.set(fault);
    }

    private Fault taken() {
        Fault fault = MDC.get("request") == null ? Fault.NONE : nextOfARequest.getAndSet(Fault.NONE);
        return fault == Fault.NONE ? next.getAndSet(Fault.NONE) : fault;
    }

    @Override
    public Accounts accounts() {
        return behind.accounts();
    }

    @Override
    public <T> T read(AccountId account, Function<ReadTransaction, T> work) {
        return behind.read(account, work);
    }

    @Override
    public <T> T write(AccountId account, Function<WriteTransaction, T> work) {
        return switch (taken()) {
            case NONE -> behind.write(account, work);
            case BUSY_BEFORE -> throw new SyncException(ErrorCode.BUSY, "The store is busy. Try again.");
            case DEFECT_BEFORE -> throw new IllegalStateException("a defect, as the test wants it");
            case DEFECT_INSIDE ->
                behind.write(account, tx -> {
                    T lost = work.apply(tx);
                    throw new IllegalStateException("a defect, as the test wants it, which loses " + lost);
                });
            case GIVEN_UP_INSIDE ->
                behind.write(account, tx -> {
                    T lost = work.apply(tx);
                    throw new SyncException(
                            ErrorCode.STORAGE_UNAVAILABLE, "The store went away and lost " + lost + ".");
                });
            case UNAVAILABLE_AFTER -> {
                behind.write(account, work);
                throw new SyncException(ErrorCode.STORAGE_UNAVAILABLE, "The store went away. Try again.");
            }
        };
    }

    @Override
    public void probe() {
        behind.probe();
    }

    @Override
    public void close() {
        behind.close();
    }
}
