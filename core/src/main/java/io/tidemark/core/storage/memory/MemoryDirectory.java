package io.tidemark.core.storage.memory;

import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.DirectoryWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The part of a transaction that concerns people.
interface MemoryDirectory extends DirectoryReader, DirectoryWriter {
    AccountTables tables();

    @Override
    default Optional<User> user(UserId id) {
        return tables().users.get(Key.of(id.value()));
    }

    @Override
    default Optional<User> userByEmail(String email) {
        return allUsers().filter(user -> same(user.email(), email)).findFirst();
    }

    @Override
    default Optional<User> userByWireId(String wireId) {
        return allUsers().filter(user -> same(user.wireId(), wireId)).findFirst();
    }

    @Override
    default List<User> users(long after, int limit) {
        return allUsers().filter(user -> user.id().value() > after).limit(limit).toList();
    }

    @Override
    default User addUser(User user) {
        User added = new User(
                new UserId(tables().users.nextNumber()),
                user.wireId(),
                user.name(),
                user.email(),
                user.title(),
                user.enabled(),
                user.guest());
        putUser(added);
        return added;
    }

    @Override
    default void updateUser(User user) {
        requirePresent(user(user.id()));
        putUser(user);
    }

    private void putUser(User put) {
        boolean taken = allUsers()
                .filter(user -> !user.id().equals(put.id()))
                .anyMatch(user -> same(user.email(), put.email()) || same(user.wireId(), put.wireId()));
        if (taken) {
            throw new IllegalStateException("the user's email or wire id is taken");
        }
        tables().users.put(Key.of(put.id().value()), put);
    }

    private Stream<User> allUsers() {
        return tables().users.all().map(Map.Entry::getValue);
    }

    @Override
    default Optional<String> passwordHash(UserId id) {
        return tables().passwordHashes.get(Key.of(id.value()));
    }

    @Override
    default void setPasswordHash(UserId id, String hash) {
        requirePresent(user(id));
        tables().passwordHashes.put(Key.of(id.value()), hash);
    }

    @Override
    default List<Team> teams() {
        return tables().teams.all().map(Map.Entry::getValue).toList();
    }

    @Override
    default Team addTeam(String name, Set<UserId> members) {
        Team added = new Team(tables().teams.nextNumber(), name, members);
        putTeam(added);
        return added;
    }

    @Override
    default void updateTeam(Team team) {
        requirePresent(tables().teams.get(Key.of(team.id())));
        putTeam(team);
    }

    private void putTeam(Team put) {
        if (teams().stream().anyMatch(team -> team.id() != put.id() && same(team.name(), put.name()))) {
            throw new IllegalStateException("the team's name is taken");
        }
        tables().teams.put(Key.of(put.id()), put);
    }

    @Override
    default Optional<Session> session(String id) {
        return tables().sessions.get(Key.of(id));
    }

    @Override
    default Optional<Session> sessionBySecret(String secretHash) {
        return allSessions()
                .filter(session -> session.secretHash().equals(secretHash))
                .findFirst();
    }

    @Override
    default void putSession(Session session) {
        boolean taken = allSessions()
                .anyMatch(other ->
                        !other.id().equals(session.id()) && other.secretHash().equals(session.secretHash()));
        if (taken) {
            throw new IllegalStateException("two sessions have one secret");
        }
        keep(session, session.endedAt());
    }

    @Override
    default void endSessions(UserId user, Instant at) {
        allSessions()
                .filter(session -> session.user().equals(user) && session.endedAt() == null)
                .toList()
                .forEach(session -> keep(session, at));
    }

    @Override
    default void forgetSessionsBefore(Instant instant) {
        Instant limit = Millis.cut(instant);
        Set<String> forgotten = allSessions()
                .filter(session -> session.expiresAt().isBefore(limit) || endedBefore(session, limit))
                .map(Session::id)
                .collect(Collectors.toSet());
        tables().sessions.removeIf(Key.of(), (id, session) -> forgotten.contains(session.id()));
        tables().apiKeys.removeIf(Key.of(), (hash, key) -> key.session() != null && forgotten.contains(key.session()));
    }

    private static boolean endedBefore(Session session, Instant limit) {
        Instant ended = session.endedAt();
        return ended != null && ended.isBefore(limit);
    }

    @Override
    default List<Session> sessions(UserId user, int limit) {
        return allSessions()
                .filter(session -> session.user().equals(user) && session.endedAt() == null)
                .sorted(Comparator.comparing(Session::createdAt).reversed().thenComparing(Session::id))
                .limit(limit)
                .toList();
    }

    private void keep(Session session, @Nullable Instant endedAt) {
        tables().sessions
                .put(
                        Key.of(session.id()),
                        new Session(
                                session.id(),
                                session.user(),
                                session.secretHash(),
                                Millis.cut(session.createdAt()),
                                Millis.cut(session.expiresAt()),
                                session.device(),
                                Millis.cutNullable(endedAt)));
    }

    private Stream<Session> allSessions() {
        return tables().sessions.all().map(Map.Entry::getValue);
    }

    @Override
    default Optional<ApiKey> apiKey(String keyHash) {
        return tables().apiKeys.get(Key.of(keyHash));
    }

    @Override
    default List<ApiKey> apiKeys(String after, int limit) {
        return tables().apiKeys
                .all()
                .map(Map.Entry::getValue)
                .filter(key -> key.keyHash().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    default void putApiKey(ApiKey key) {
        tables().apiKeys.put(Key.of(key.keyHash()), key);
    }

    @Override
    default boolean removeApiKey(String keyHash) {
        return tables().apiKeys.remove(Key.of(keyHash));
    }

    @Override
    default Optional<DeviceCode> deviceCode(String codeHash) {
        return tables().deviceCodes.get(Key.of(codeHash));
    }

    @Override
    default void putDeviceCode(DeviceCode code) {
        tables().deviceCodes
                .put(
                        Key.of(code.codeHash()),
                        new DeviceCode(
                                code.codeHash(),
                                code.user(),
                                Millis.cut(code.expiresAt()),
                                Millis.cutNullable(code.usedAt())));
    }

    @Override
    default int forgetDeviceCodesBefore(Instant instant) {
        Instant limit = Millis.cut(instant);
        List<Key> expired = tables().deviceCodes
                .all()
                .filter(row -> row.getValue().expiresAt().isBefore(limit))
                .map(Map.Entry::getKey)
                .toList();
        expired.forEach(tables().deviceCodes::remove);
        return expired.size();
    }

    private static boolean same(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    private static void requirePresent(Optional<?> row) {
        if (row.isEmpty()) {
            throw new IllegalStateException("there is none with this number");
        }
    }
}
