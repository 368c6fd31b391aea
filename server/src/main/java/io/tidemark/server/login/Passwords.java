package io.tidemark.server.login;

import com.password4j.Argon2Function;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Hashes and checks passwords with Argon2id, on few threads of its own and with a bounded queue, so that a wave of
/// logins cannot take the processors from synchronization.
///
/// Every method throws [SyncException] with `BUSY` when the queue is full. Thread-safe.
public final class Passwords implements AutoCloseable {
    private static final int QUEUE_MAX = 64;
    private static final Duration BUSY_RETRY = Duration.ofSeconds(2);

    private final Argon2Settings settings;
    private final SecureRandom random;
    private final ThreadPoolExecutor workers;
    private final String hashOfNobody;

    /// @param settings the work of new hashes
    /// @param random where salts come from
    /// @param threads how many passwords are worked on at the same time
    public Passwords(Argon2Settings settings, SecureRandom random, int threads) {
        this.settings = settings;
        this.random = random;
        this.workers = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE_MAX),
                Thread.ofPlatform().daemon().name("password-", 0).factory());
        workers.allowCoreThreadTimeOut(true);
        byte[] unguessable = new byte[settings.saltBytes()];
        random.nextBytes(unguessable);
        this.hashOfNobody = hash(unguessable);
    }

    /// With the recommended work, on half of the processors.
    public static Passwords recommended() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new Passwords(Argon2Settings.RECOMMENDED, new SecureRandom(), threads);
    }

    /// A hash to store: it names the function, its parameters and the salt. The password is not changed.
    public String hash(char[] password) {
        byte[] bytes = utf8(password);
        try {
            return await(() -> hash(bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// Whether the hash was made from this password.
    public boolean matches(char[] password, String hash) {
        byte[] bytes = utf8(password);
        try {
            return await(() ->
                    Argon2Function.getInstanceFromHash(hash).check(bytes, hash.getBytes(StandardCharsets.US_ASCII)));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// The same work as [#matches] with nothing to match, so that the time of an answer does not tell whether a user
    /// exists.
    public void matchNobody(char[] password) {
        boolean matched = matches(password, hashOfNobody);
        if (matched) {
            throw new IllegalStateException("a random password was guessed");
        }
    }

    /// Ends the threads; what is queued is finished.
    @Override
    public void close() {
        workers.shutdown();
    }

    private String hash(byte[] password) {
        byte[] salt = new byte[settings.saltBytes()];
        random.nextBytes(salt);
        return settings.function().hash(password, salt).getResult();
    }

    private <T> T await(Callable<T> work) {
        try {
            return workers.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw SyncException.retryable(
                    ErrorCode.BUSY, "Too many people are logging in at this moment. Try again shortly.", BUSY_RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SyncException.retryable(ErrorCode.BUSY, "The server is ending. Try again shortly.", BUSY_RETRY);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password hash could not be computed", e.getCause());
        }
    }

    private static byte[] utf8(char[] text) {
        ByteBuffer buffer = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        buffer.clear();
        while (buffer.hasRemaining()) {
            buffer.put((byte) 0);
        }
        return bytes;
    }
}
