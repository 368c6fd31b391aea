package io.tidemark.storage.sql;

import io.tidemark.core.directory.User;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The users that a transaction has looked up. Rules ask for the same few people with every object, and a look-up
/// costs as much as a write. Confined to one transaction, which forgets it when it changes a user.
final class KnownUsers {
    /// A commit that names more people than that looks them up again.
    private static final int USERS_MAX = 1_000;

    private final Map<Key, Optional<User>> users = new HashMap<>();

    private record Key(String sql, Object value) {}

    Optional<User> find(String sql, Object value, Supplier<Optional<User>> lookUp) {
        Key key = new Key(sql, value);
        Optional<User> known = users.get(key);
        if (known == null) {
            known = lookUp.get();
            if (users.size() < USERS_MAX) {
                users.put(key, known);
            }
        }
        return known;
    }

    void forget() {
        users.clear();
    }
}
