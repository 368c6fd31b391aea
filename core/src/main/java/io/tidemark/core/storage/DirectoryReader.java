package io.tidemark.core.storage;

import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The people of the account, for reading.
public interface DirectoryReader {
    /// The account's time zone, which decides what "today" is.
    ZoneId zone();

    /// The user with this number.
    Optional<User> user(UserId id);

    /// The user with this email, compared without regard to case.
    Optional<User> userByEmail(String email);

    /// The user with this id on the wire, compared without regard to case.
    Optional<User> userByWireId(String wireId);

    /// Users by number, beginning after `after` (0 for all).
    List<User> users(long after, int limit);

    /// The hash of a user's password, in the hash function's own encoding; empty when the user has none.
    Optional<String> passwordHash(UserId id);

    /// All teams, by number.
    List<Team> teams();

    /// The session with this id.
    Optional<Session> session(String id);

    /// The session whose refresh token has this hash.
    Optional<Session> sessionBySecret(String secretHash);

    /// Sessions of a user that were not ended, the newest first; some may have expired.
    List<Session> sessions(UserId user, int limit);

    /// The API key with this hash.
    Optional<ApiKey> apiKey(String keyHash);

    /// API keys by hash, beginning after `after` (empty for all).
    List<ApiKey> apiKeys(String after, int limit);

    /// The device code with this hash.
    Optional<DeviceCode> deviceCode(String codeHash);
}
