package io.tidemark.storage.contract;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import io.tidemark.core.storage.WriteTransaction.Appended;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A storage with one account, and short words for what tests do to it. Closes the storage. Thread-safe.
public final class Scenario implements AutoCloseable {
    /// The type of the objects that the short words make.
    public static final TypeId TASK = new TypeId("task");
    /// The clock of the short words.
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    static final Principal ANN = Principal.of(new UserId(1));
    static final Principal BOB = Principal.of(new UserId(2));
    static final Origin ORIGIN = new Origin(new UserId(1), "phone", "test/call", "digest");
    static final ObjectNumber START = new ObjectNumber(ObjectNumber.BEFORE_ALL);

    private final Storage storage;
    private final AccountId account;

    private Scenario(Storage storage, AccountId account) {
        this.storage = storage;
        this.account = account;
    }

    /// An empty account in an empty storage.
    public static Scenario in(Storage storage) {
        return new Scenario(storage, newAccount(storage, "acme").id());
    }

    /// An account that exists already.
    public static Scenario reopened(Storage storage, AccountId account) {
        return new Scenario(storage, account);
    }

    /// The same storage, seen from another, new account. Closing either closes the storage.
    Scenario neighbour(String name) {
        return new Scenario(storage, newAccount(storage, name).id());
    }

    static Account newAccount(Storage storage, String name) {
        return storage.accounts().create(new NewAccount(name, name + " Ltd", ZoneOffset.UTC, new byte[32]));
    }

    Storage storage() {
        return storage;
    }

    /// The account.
    public AccountId account() {
        return account;
    }

    /// Reads, with each call as a work of its own.
    ReadTransaction read() {
        return eachCall(ReadTransaction.class, call -> read(call::apply));
    }

    /// Writes, with each call as a work of its own.
    WriteTransaction write() {
        return eachCall(WriteTransaction.class, call -> write(call::apply));
    }

    private static <T> T eachCall(Class<T> type, Function<Function<Object, @Nullable Object>, @Nullable Object> run) {
        InvocationHandler handler = (proxy, method, arguments) -> run.apply(transaction -> {
            try {
                return method.invoke(transaction, arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException thrown) {
                    throw thrown;
                }
                throw new IllegalStateException(e);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /// Runs a reading work.
    public <T extends @Nullable Object> T read(Function<ReadTransaction, T> work) {
        return storage.read(account, work);
    }

    /// Runs a writing work.
    public <T extends @Nullable Object> T write(Function<WriteTransaction, T> work) {
        return storage.write(account, work);
    }

    /// Runs a writing work without a result.
    public void writing(Consumer<WriteTransaction> work) {
        storage.write(account, transaction -> {
            work.accept(transaction);
            return true;
        });
    }

    /// Creates an object, or creates it again, for some principals, and returns the number of the change.
    public Sequence create(String id, String body, Principal... audience) {
        return apply(NOON, id, ChangeKind.CREATED, state(body, audience));
    }

    Sequence change(String id, String body, Principal... audience) {
        return apply(NOON, id, ChangeKind.CHANGED, state(body, audience));
    }

    Sequence delete(String id) {
        return apply(NOON, id, ChangeKind.DELETED, Change.State.GONE);
    }

    Sequence apply(Instant clock, String id, ChangeKind kind, Change.State state) {
        return write(transaction -> {
            StoredObject previous = transaction.lock(key(id)).orElse(null);
            Appended appended = transaction.append(List.of(changeOf(id, kind, previous, state)), clock);
            return appended.entries().getFirst().sequence();
        });
    }

    ObjectNumber number(String id) {
        return read(transaction -> transaction.object(key(id)).orElseThrow().number());
    }

    static ObjectKey key(String id) {
        return new ObjectKey(TASK, id);
    }

    static Change changeOf(String id, ChangeKind kind, @Nullable StoredObject previous, Change.State state) {
        return Change.of(key(id), kind, previous, state, Set.of("title"), ORIGIN);
    }

    static Change created(String id, String body, Principal... audience) {
        return changeOf(id, ChangeKind.CREATED, null, state(body, audience));
    }

    static Change.State state(String body, Principal... audience) {
        return new Change.State(bytes(body), false, Set.of(audience), List.of());
    }

    static Change.State state(String body, List<Span> spans) {
        return new Change.State(
                bytes(body), false, spans.stream().map(Span::principal).collect(Collectors.toSet()), spans);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static List<ObjectNumber> numbers(long... values) {
        return Arrays.stream(values).mapToObj(ObjectNumber::new).toList();
    }

    @Override
    public void close() {
        storage.close();
    }
}
