package io.tidemark.storage.sql;

import io.tidemark.core.object.TypeId;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The numbers under which an account's rows name object types, as one transaction sees them. Confined to its
/// thread.
///
/// A number never changes once it was committed, so what a transaction has read is remembered for all, but not
/// what it gave: another one may never see that.
public final class TypeNumbers {
    private static final String SELECT_NUMBER = "SELECT type FROM type WHERE account = ? AND name = ?";
    private static final String SELECT_NAME = "SELECT name FROM type WHERE account = ? AND type = ?";
    private static final String SELECT_NEXT = "SELECT coalesce(max(type), 0) + 1 FROM type WHERE account = ?";
    private static final String INSERT = "INSERT INTO type (account, type, name) VALUES (?, ?, ?)";

    private final Known known;
    /// Numbers that this transaction gave, whether it keeps them or not.
    private final Set<Long> given = new HashSet<>();

    TypeNumbers(Known known) {
        this.known = known;
    }

    /// The number of a type, if the account has objects of it.
    OptionalLong find(SqlSession session, long account, TypeId type) {
        Long number = known.number(account, type);
        if (number != null) {
            return OptionalLong.of(number);
        }
        return session.first(SELECT_NUMBER, row -> row.getLong(1), account, type.value())
                .map(found -> {
                    remember(account, type, found);
                    return OptionalLong.of(found);
                })
                .orElse(OptionalLong.empty());
    }

    /// The number of a type, a new one if the account had none for it.
    long give(SqlSession session, long account, TypeId type) {
        return find(session, account, type).orElseGet(() -> {
            long number = session.number(SELECT_NEXT, account);
            given.add(number);
            session.execute(INSERT, account, number, type.value());
            return number;
        });
    }

    /// The type with a number that a row names.
    TypeId name(SqlSession session, long account, long number) {
        TypeId type = known.name(account, number);
        if (type == null) {
            type = new TypeId(session.first(SELECT_NAME, row -> row.getString(1), account, number)
                    .orElseThrow());
            remember(account, type, number);
        }
        return type;
    }

    /// The transaction has ended: what it gave is there for all, or nobody has it.
    void forgetGiven() {
        given.clear();
    }

    private void remember(long account, TypeId type, long number) {
        if (!given.contains(number)) {
            known.remember(account, type, number);
        }
    }

    /// What is remembered of committed numbers. Thread-safe.
    public static final class Known {
        /// An installation with more accounts times types than this reads some of them again.
        private static final int REMEMBERED_MAX = 20_000;

        private final Map<Named, Long> numbers = new ConcurrentHashMap<>();
        private final Map<Numbered, TypeId> names = new ConcurrentHashMap<>();

        private record Named(long account, TypeId type) {}

        private record Numbered(long account, long number) {}

        /// The database may have gone back to where some numbers were not given yet.
        public void forget() {
            numbers.clear();
            names.clear();
        }

        private @Nullable Long number(long account, TypeId type) {
            return numbers.get(new Named(account, type));
        }

        private @Nullable TypeId name(long account, long number) {
            return names.get(new Numbered(account, number));
        }

        private void remember(long account, TypeId type, long number) {
            if (numbers.size() >= REMEMBERED_MAX) {
                forget();
            }
            numbers.put(new Named(account, type), number);
            names.put(new Numbered(account, number), type);
        }
    }
}
