package io.tidemark.storage.sqlite;

import io.tidemark.core.object.TypeId;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The numbers under which an account's rows name object types. Confined to its session's thread.
///
/// A number never changes, so what was read is remembered; after a rollback it is forgotten, because the
/// transaction may have given the number.
final class TypeNumbers {
    private static final String SELECT_NUMBER = "SELECT type FROM type WHERE account = ? AND name = ?";
    private static final String SELECT_NAME = "SELECT name FROM type WHERE account = ? AND type = ?";
    private static final String SELECT_NEXT = "SELECT coalesce(max(type), 0) + 1 FROM type WHERE account = ?";
    private static final String INSERT = "INSERT INTO type (account, type, name) VALUES (?, ?, ?)";

    /// An installation with more accounts times types than this reads some of them again.
    private static final int REMEMBERED_MAX = 20_000;

    private final SqliteSession session;
    private final Map<Place, Long> numbers = new HashMap<>();
    private final Map<Long, Map<Long, TypeId>> names = new HashMap<>();

    TypeNumbers(SqliteSession session) {
        this.session = session;
    }

    /// The number of a type, if the account has objects of it.
    OptionalLong find(long account, TypeId type) {
        Place place = new Place(account, type);
        Long known = numbers.get(place);
        if (known != null) {
            return OptionalLong.of(known);
        }
        return session.first(SELECT_NUMBER, row -> row.getLong(1), account, type.value())
                .map(number -> {
                    remember(place, number);
                    return OptionalLong.of(number);
                })
                .orElse(OptionalLong.empty());
    }

    /// The number of a type, a new one if the account had none for it.
    long give(long account, TypeId type) {
        return find(account, type).orElseGet(() -> {
            long number = session.number(SELECT_NEXT, account);
            session.execute(INSERT, account, number, type.value());
            return number;
        });
    }

    /// The type with a number that a row names.
    TypeId name(long account, long number) {
        Map<Long, TypeId> ofAccount = names.computeIfAbsent(account, key -> new HashMap<>());
        TypeId known = ofAccount.get(number);
        if (known == null) {
            known = new TypeId(session.first(SELECT_NAME, row -> row.getString(1), account, number)
                    .orElseThrow());
            remember(new Place(account, known), number);
        }
        return known;
    }

    void forget() {
        numbers.clear();
        names.clear();
    }

    private void remember(Place place, long number) {
        if (numbers.size() >= REMEMBERED_MAX) {
            forget();
        }
        numbers.put(place, number);
        names.computeIfAbsent(place.account(), key -> new HashMap<>()).put(number, place.type());
    }

    private record Place(long account, TypeId type) {}
}
