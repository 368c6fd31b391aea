package io.tidemark.core.storage;

import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import java.time.Instant;
import java.util.Set;

/// The people of the account, for writing.
public interface DirectoryWriter {
    /// Adds a user with the next number.
    ///
    /// @param user the user; its `id` is ignored
    /// @return the user with its number
    /// @throws IllegalStateException when the email or the wire id is taken
    User addUser(User user);

    /// Replaces what is known of the user with this number.
    ///
    /// @throws IllegalStateException when there is none, or the email or the wire id is taken
    void updateUser(User user);

    /// Sets a user's password hash.
    ///
    /// @throws IllegalStateException when there is no such user
    void setPasswordHash(UserId id, String hash);

    /// Adds a team with the next number.
    ///
    /// @throws IllegalStateException when the name is taken
    Team addTeam(String name, Set<UserId> members);

    /// Replaces name and members of the team with this number.
    ///
    /// @throws IllegalStateException when there is none, or the name is taken
    void updateTeam(Team team);

    /// Adds a session, or replaces the one with this id.
    ///
    /// @throws IllegalStateException when another session has this secret
    void putSession(Session session);

    /// Ends the sessions of a user that were not ended before.
    void endSessions(UserId user, Instant at);

    /// Removes sessions that ended or expired before an instant, and the API keys that ended with them.
    void forgetSessionsBefore(Instant instant);

    /// Adds an API key, or replaces the one with this hash.
    void putApiKey(ApiKey key);

    /// Withdraws an API key.
    ///
    /// @return whether there was one with this hash
    boolean removeApiKey(String keyHash);

    /// Adds a device code, or replaces the one with this hash.
    void putDeviceCode(DeviceCode code);

    /// Removes device codes that expired before an instant, used or not.
    ///
    /// @return how many
    int forgetDeviceCodesBefore(Instant instant);
}
