package io.tidemark.storage.sql;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A work on its way through a queue to a thread of the storage and back to its caller.
///
/// A caller that is interrupted or loses patience takes the work back if it has not begun; one that has begun
/// is waited for, so its caller always learns what became of it.
public final class Work<T extends @Nullable Object> {
    private enum Stage {
        WAITING,
        BEGUN,
        TAKEN_BACK
    }

    private final Function<SqlSession, T> function;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private @Nullable Runnable announcement;

    public Work(Function<SqlSession, T> function) {
        this.function = function;
    }

    /// Claims the work for a thread of the storage.
    ///
    /// @return false when its caller took it back
    public boolean begin() {
        return stage.compareAndSet(Stage.WAITING, Stage.BEGUN);
    }

    /// Runs the work and keeps what it gave until [#announce].
    ///
    /// May be called again, when what it did was undone.
    ///
    /// @throws RuntimeException as the work does, or as the first statement that failed in it
    public void run(SqlSession session) {
        session.forgetFailure();
        T value = function.apply(session);
        RuntimeException failure = session.failure();
        if (failure != null) {
            throw failure;
        }
        announcement = () -> result.complete(value);
    }

    /// Keeps a failure until [#announce].
    public void fail(Throwable thrown) {
        announcement = () -> result.completeExceptionally(thrown);
    }

    /// Lets the caller go on.
    public void announce() {
        if (announcement != null) {
            announcement.run();
        }
    }

    /// Waits for what becomes of the work.
    public T await(Duration patience) {
        boolean interrupted = false;
        try {
            return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            takeBack();
        } catch (InterruptedException e) {
            interrupted = true;
            takeBack();
        } catch (ExecutionException e) {
            throw unchecked(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return awaitEnd();
    }

    private void takeBack() {
        if (stage.compareAndSet(Stage.WAITING, Stage.TAKEN_BACK)) {
            throw Refusals.busy("The database did not come to this request in time. Nothing was applied.");
        }
    }

    private T awaitEnd() {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        return switch (e.getCause()) {
            case RuntimeException thrown -> thrown;
            case Error thrown -> throw thrown;
            case null, default -> new IllegalStateException(e);
        };
    }
}
