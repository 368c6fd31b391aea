package io.tidemark.storage.sql;

import static io.tidemark.storage.sql.SqlSession.instantOrNull;

import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.DirectoryWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The part of a transaction that concerns people.
interface SqlDirectory extends DirectoryReader, DirectoryWriter, InAccount {
    /// Users.
    String SELECT_USER =
            "SELECT user_id, wire_id, name, email, title, enabled, guest FROM account_user WHERE account = ?";
    /// By number.
    String SELECT_USER_BY_NUMBER = SELECT_USER + " AND user_id = ?";
    /// By email.
    String SELECT_USER_BY_EMAIL = SELECT_USER + " AND folded_email = ?";
    /// By id on the wire.
    String SELECT_USER_BY_WIRE_ID = SELECT_USER + " AND folded_wire_id = ?";
    /// A page of them.
    String SELECT_USERS = SELECT_USER + " AND user_id > ? ORDER BY user_id LIMIT ?";
    /// The next number.
    String SELECT_NEXT_USER = "SELECT coalesce(max(user_id), 0) + 1 FROM account_user WHERE account = ?";
    /// A new user.
    String INSERT_USER =
            "INSERT INTO account_user (account, user_id, wire_id, folded_wire_id, name, email, folded_email,"
                    + " title, enabled, guest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    /// What is known of a user.
    String UPDATE_USER = """
            UPDATE account_user SET wire_id = ?, folded_wire_id = ?, name = ?, email = ?, folded_email = ?, title = ?,
              enabled = ?, guest = ?
            WHERE account = ? AND user_id = ?
            """;
    /// A user's password.
    String SELECT_PASSWORD_HASH =
            "SELECT password_hash FROM account_user WHERE account = ? AND user_id = ? AND password_hash IS NOT NULL";
    /// A new one.
    String UPDATE_PASSWORD_HASH = "UPDATE account_user SET password_hash = ? WHERE account = ? AND user_id = ?";

    /// Teams.
    String SELECT_TEAMS = "SELECT team, name FROM team WHERE account = ? ORDER BY team";
    /// Who is in one.
    String SELECT_MEMBERS = "SELECT user_id FROM team_member WHERE account = ? AND team = ?";
    /// The next number.
    String SELECT_NEXT_TEAM = "SELECT coalesce(max(team), 0) + 1 FROM team WHERE account = ?";
    /// A new team.
    String INSERT_TEAM = "INSERT INTO team (account, team, name, folded_name) VALUES (?, ?, ?, ?)";
    /// Another name.
    String UPDATE_TEAM = "UPDATE team SET name = ?, folded_name = ? WHERE account = ? AND team = ?";
    /// Empties a team.
    String DELETE_MEMBERS = "DELETE FROM team_member WHERE account = ? AND team = ?";
    /// Fills it.
    String INSERT_MEMBER = "INSERT INTO team_member (account, team, user_id) VALUES (?, ?, ?)";

    /// Sessions.
    String SELECT_SESSION = "SELECT id, user_id, secret_hash, created_at, expires_at, device, ended_at FROM session"
            + " WHERE account = ?";
    /// By id.
    String SELECT_SESSION_BY_ID = SELECT_SESSION + " AND id = ?";
    /// Of a user.
    String SELECT_SESSIONS =
            SELECT_SESSION + " AND user_id = ? AND ended_at IS NULL ORDER BY created_at DESC, id LIMIT ?";
    /// By refresh token.
    String SELECT_SESSION_BY_SECRET = SELECT_SESSION + " AND secret_hash = ?";
    /// Adds or replaces one.
    String PUT_SESSION = """
            INSERT INTO session (account, id, user_id, secret_hash, created_at, expires_at, device, ended_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (account, id) DO UPDATE SET user_id = excluded.user_id, secret_hash = excluded.secret_hash,
              created_at = excluded.created_at, expires_at = excluded.expires_at, device = excluded.device,
              ended_at = excluded.ended_at
            """;
    /// Ends those of a user.
    String END_SESSIONS = "UPDATE session SET ended_at = ? WHERE account = ? AND user_id = ? AND ended_at IS NULL";
    /// Forgets old ones.
    String DELETE_SESSIONS = "DELETE FROM session WHERE account = ? AND (expires_at < ? OR ended_at < ?)";

    /// Forgets the API keys that ended with them; before them.
    String DELETE_API_KEYS = """
            DELETE FROM api_key WHERE account = ? AND session IN
              (SELECT id FROM session WHERE account = ? AND (expires_at < ? OR ended_at < ?))
            """;

    /// An API key.
    String SELECT_API_KEY = "SELECT key_hash, title, session FROM api_key WHERE account = ? AND key_hash = ?";
    /// A page of them.
    String SELECT_API_KEYS = "SELECT key_hash, title, session FROM api_key WHERE account = ? AND key_hash > ?"
            + " ORDER BY key_hash LIMIT ?";
    /// Withdraws one.
    String DELETE_API_KEY = "DELETE FROM api_key WHERE account = ? AND key_hash = ?";
    /// Adds or replaces one.
    String PUT_API_KEY = "INSERT INTO api_key (account, key_hash, title, session) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (account, key_hash) DO UPDATE SET title = excluded.title, session = excluded.session";
    /// A device code.
    String SELECT_DEVICE_CODE =
            "SELECT code_hash, user_id, expires_at, used_at FROM device_code WHERE account = ? AND code_hash = ?";
    /// Adds or replaces one.
    String PUT_DEVICE_CODE = "INSERT INTO device_code (account, code_hash, user_id, expires_at, used_at)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (account, code_hash) DO UPDATE SET user_id = excluded.user_id,"
            + " expires_at = excluded.expires_at, used_at = excluded.used_at";

    /// Forgets those that expired before an instant.
    String DELETE_DEVICE_CODES = "DELETE FROM device_code WHERE account = ? AND expires_at < ?";

    /// The users that this transaction has looked up.
    KnownUsers knownUsers();

    @Override
    default Optional<User> user(UserId id) {
        return find(SELECT_USER_BY_NUMBER, id.value());
    }

    @Override
    default Optional<User> userByEmail(String email) {
        return find(SELECT_USER_BY_EMAIL, fold(email));
    }

    @Override
    default Optional<User> userByWireId(String wireId) {
        return find(SELECT_USER_BY_WIRE_ID, fold(wireId));
    }

    private Optional<User> find(String sql, Object key) {
        return knownUsers().find(sql, key, () -> session().first(sql, SqlDirectory::user, account(), key));
    }

    @Override
    default List<User> users(long after, int limit) {
        return session().all(SELECT_USERS, SqlDirectory::user, account(), after, limit);
    }

    @Override
    default User addUser(User user) {
        knownUsers().forget();
        long number = session().number(SELECT_NEXT_USER, account());
        session()
                .execute(
                        INSERT_USER,
                        account(),
                        number,
                        user.wireId(),
                        fold(user.wireId()),
                        user.name(),
                        user.email(),
                        fold(user.email()),
                        user.title(),
                        user.enabled(),
                        user.guest());
        return new User(
                new UserId(number),
                user.wireId(),
                user.name(),
                user.email(),
                user.title(),
                user.enabled(),
                user.guest());
    }

    @Override
    default void updateUser(User user) {
        knownUsers().forget();
        requireOne(session()
                .execute(
                        UPDATE_USER,
                        user.wireId(),
                        fold(user.wireId()),
                        user.name(),
                        user.email(),
                        fold(user.email()),
                        user.title(),
                        user.enabled(),
                        user.guest(),
                        account(),
                        user.id().value()));
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                new UserId(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getBoolean(7));
    }

    @Override
    default Optional<String> passwordHash(UserId id) {
        return session().first(SELECT_PASSWORD_HASH, row -> row.getString(1), account(), id.value());
    }

    @Override
    default void setPasswordHash(UserId id, String hash) {
        requireOne(session().execute(UPDATE_PASSWORD_HASH, hash, account(), id.value()));
    }

    @Override
    default List<Team> teams() {
        return session()
                .all(SELECT_TEAMS, row -> new Team(row.getLong(1), row.getString(2), Set.of()), account())
                .stream()
                .map(team -> new Team(team.id(), team.name(), members(team.id())))
                .toList();
    }

    private Set<UserId> members(long team) {
        return new HashSet<>(session().all(SELECT_MEMBERS, row -> new UserId(row.getLong(1)), account(), team));
    }

    @Override
    default Team addTeam(String name, Set<UserId> members) {
        long number = session().number(SELECT_NEXT_TEAM, account());
        session().execute(INSERT_TEAM, account(), number, name, fold(name));
        addMembers(number, members);
        return new Team(number, name, members);
    }

    @Override
    default void updateTeam(Team team) {
        requireOne(session().execute(UPDATE_TEAM, team.name(), fold(team.name()), account(), team.id()));
        session().execute(DELETE_MEMBERS, account(), team.id());
        addMembers(team.id(), team.members());
    }

    private void addMembers(long team, Set<UserId> members) {
        members.forEach(member -> session().execute(INSERT_MEMBER, account(), team, member.value()));
    }

    @Override
    default Optional<Session> session(String id) {
        return session().first(SELECT_SESSION_BY_ID, SqlDirectory::login, account(), id);
    }

    @Override
    default Optional<Session> sessionBySecret(String secretHash) {
        return session().first(SELECT_SESSION_BY_SECRET, SqlDirectory::login, account(), secretHash);
    }

    @Override
    default void putSession(Session put) {
        session()
                .execute(
                        PUT_SESSION,
                        account(),
                        put.id(),
                        put.user().value(),
                        put.secretHash(),
                        put.createdAt(),
                        put.expiresAt(),
                        put.device(),
                        put.endedAt());
    }

    @Override
    default void endSessions(UserId user, Instant at) {
        session().execute(END_SESSIONS, at, account(), user.value());
    }

    @Override
    default void forgetSessionsBefore(Instant instant) {
        session().execute(DELETE_API_KEYS, account(), account(), instant, instant);
        session().execute(DELETE_SESSIONS, account(), instant, instant);
    }

    @Override
    default List<Session> sessions(UserId user, int limit) {
        return session().all(SELECT_SESSIONS, SqlDirectory::login, account(), user.value(), limit);
    }

    private static Session login(ResultSet row) throws SQLException {
        return new Session(
                row.getString(1),
                new UserId(row.getLong(2)),
                row.getString(3),
                Millis.toInstant(row.getLong(4)),
                Millis.toInstant(row.getLong(5)),
                row.getString(6),
                instantOrNull(row, 7));
    }

    @Override
    default Optional<ApiKey> apiKey(String keyHash) {
        return session().first(SELECT_API_KEY, SqlDirectory::apiKey, account(), keyHash);
    }

    @Override
    default List<ApiKey> apiKeys(String after, int limit) {
        return session().all(SELECT_API_KEYS, SqlDirectory::apiKey, account(), after, limit);
    }

    @Override
    default boolean removeApiKey(String keyHash) {
        return session().execute(DELETE_API_KEY, account(), keyHash) > 0;
    }

    private static ApiKey apiKey(ResultSet row) throws SQLException {
        return new ApiKey(row.getString(1), row.getString(2), row.getString(3));
    }

    @Override
    default void putApiKey(ApiKey key) {
        @Nullable String session = key.session();
        session().execute(PUT_API_KEY, account(), key.keyHash(), key.title(), session);
    }

    @Override
    default Optional<DeviceCode> deviceCode(String codeHash) {
        return session()
                .first(
                        SELECT_DEVICE_CODE,
                        row -> new DeviceCode(
                                row.getString(1),
                                new UserId(row.getLong(2)),
                                Millis.toInstant(row.getLong(3)),
                                instantOrNull(row, 4)),
                        account(),
                        codeHash);
    }

    @Override
    default void putDeviceCode(DeviceCode put) {
        @Nullable Instant usedAt = put.usedAt();
        session().execute(PUT_DEVICE_CODE, account(), put.codeHash(), put.user().value(), put.expiresAt(), usedAt);
    }

    @Override
    default int forgetDeviceCodesBefore(Instant instant) {
        return session().execute(DELETE_DEVICE_CODES, account(), instant);
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static void requireOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("there is none with this number");
        }
    }
}
