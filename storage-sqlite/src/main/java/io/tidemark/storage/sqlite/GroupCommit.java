package io.tidemark.storage.sqlite;

import io.tidemark.storage.sql.Work;
import io.tidemark.storage.sql.WorkQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The one writing thread. It takes all works that wait, runs each behind a savepoint of its own in one
/// transaction, commits, and only then lets their callers go on: one flush of the disk serves many (ADR 0006).
///
/// A work that fails is rolled back alone. When the transaction itself fails, every work in it fails.
final class GroupCommit implements Runnable {
    private static final String BEGIN = "BEGIN IMMEDIATE";
    private static final String COMMIT = "COMMIT";
    private static final String ROLLBACK = "ROLLBACK";
    private static final String SAVEPOINT = "SAVEPOINT work";
    private static final String RELEASE = "RELEASE work";
    private static final String ROLLBACK_TO = "ROLLBACK TO work";
    private static final String CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)";

    /// A commit takes no more works than this, and none after this long, so that the first does not wait for
    /// the last.
    private static final int WORKS_MAX = 256;

    private static final long GATHERING_NANOS = Duration.ofMillis(50).toNanos();
    /// After a checkpoint that readers were in the way of, the log may grow by this part of its bound before the
    /// next try: often enough that a few tries fit between the bound and twice the bound, seldom enough that
    /// writers do not wait for readers all the time.
    private static final int CHECKPOINT_TRIES_PER_BOUND = 4;

    private final SqliteSession session;
    private final WorkQueue queue;
    private final Path wal;
    private final long walBytesMax;
    private final long checkpointStepBytes;
    private long checkpointAtBytes;

    private final LongAdder commits = new LongAdder();
    private final LongAdder works = new LongAdder();
    private final LongAdder worksFailed = new LongAdder();
    private volatile long lastCommitNanos;
    private volatile long walBytes;

    GroupCommit(SqliteSession session, WorkQueue queue, Path file, long walBytesMax) {
        this.session = session;
        this.queue = queue;
        this.wal = file.resolveSibling(file.getFileName() + "-wal");
        this.walBytesMax = walBytesMax;
        this.checkpointStepBytes = walBytesMax / CHECKPOINT_TRIES_PER_BOUND;
        this.checkpointAtBytes = walBytesMax;
    }

    SqliteStatistics statistics(int readsWaiting) {
        return new SqliteStatistics(
                queue.length(), readsWaiting, commits.sum(), works.sum(), worksFailed.sum(), lastCommitNanos, walBytes);
    }

    @Override
    public void run() {
        Optional<Work<?>> first = queue.take();
        while (first.isPresent()) {
            commitWith(first.get());
            boundWal();
            first = queue.take();
        }
    }

    private void commitWith(Work<?> first) {
        List<Work<?>> done = new ArrayList<>();
        List<Work<?>> failed = new ArrayList<>();
        try {
            session.execute(BEGIN);
            gather(first, done, failed);
            long start = System.nanoTime();
            session.execute(COMMIT);
            lastCommitNanos = System.nanoTime() - start;
            commits.increment();
            works.add(done.size());
        } catch (RuntimeException | Error thrown) {
            abandon(done, failed, first, thrown);
        }
        session.endTransaction();
        worksFailed.add(failed.size());
        done.forEach(Work::announce);
        failed.forEach(Work::announce);
    }

    private void gather(Work<?> first, List<Work<?>> done, List<Work<?>> failed) {
        long deadline = System.nanoTime() + GATHERING_NANOS;
        Work<?> next = first;
        while (next != null) {
            if (next.begin()) {
                done.add(next);
                if (!runBehindSavepoint(next)) {
                    done.remove(next);
                    failed.add(next);
                }
            }
            boolean room = done.size() + failed.size() < WORKS_MAX && System.nanoTime() < deadline;
            next = room ? queue.poll() : null;
        }
    }

    /// Runs one work so that a failure leaves nothing of it.
    ///
    /// @return whether it succeeded
    /// @throws RuntimeException when the whole transaction is lost: SQLite ends it by itself on a full disk,
    ///     for instance, and then there is no savepoint to return to
    private boolean runBehindSavepoint(Work<?> work) {
        session.execute(SAVEPOINT);
        Throwable thrown = attempt(work);
        if (thrown == null) {
            session.execute(RELEASE);
            return true;
        }
        try {
            session.execute(ROLLBACK_TO);
            session.execute(RELEASE);
        } catch (RuntimeException lost) {
            if (thrown instanceof RuntimeException cause) {
                cause.addSuppressed(lost);
                throw cause;
            }
            throw lost;
        }
        work.fail(thrown);
        return false;
    }

    @SuppressWarnings("CatchingUnchecked")
    private @Nullable Throwable attempt(Work<?> work) {
        try {
            work.run(session);
            return null;
        } catch (Throwable thrown) {
            return thrown;
        } finally {
            Thread.interrupted();
        }
    }

    private void abandon(List<Work<?>> done, List<Work<?>> failed, Work<?> first, Throwable thrown) {
        try {
            session.execute(ROLLBACK);
        } catch (RuntimeException ended) {
            // SQLite has ended the transaction by itself.
            thrown.addSuppressed(ended);
        }
        if (done.isEmpty() && failed.isEmpty() && first.begin()) {
            done.add(first);
        }
        done.forEach(work -> work.fail(thrown));
        failed.addAll(done);
        done.clear();
    }

    /// Makes the log start over when it has grown too large, which waits for the readers that still use it;
    /// SQLite's own checkpoints never do, and under steady reading would let it grow for ever.
    private void boundWal() {
        try {
            walBytes = Files.exists(wal) ? Files.size(wal) : 0;
            if (walBytes < checkpointAtBytes) {
                return;
            }
            boolean blocked = session.number(CHECKPOINT) != 0;
            checkpointAtBytes = blocked ? walBytes + checkpointStepBytes : walBytesMax;
        } catch (IOException | RuntimeException e) {
            checkpointAtBytes = walBytes + checkpointStepBytes;
            System.getLogger(GroupCommit.class.getName())
                    .log(System.Logger.Level.WARNING, "The write-ahead log could not be shortened", e);
        }
    }
}
