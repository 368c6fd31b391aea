package io.tidemark.core.directory;

import io.tidemark.core.object.AccountId;
import java.time.ZoneId;

/// An account: the tenant.
///
/// @param id its number; on the command API this is the contract
/// @param name short name in paths, 1 to 40 lower case letters, digits or `-`; unique in the installation
/// @param title display name
/// @param zone decides what "today" is
/// @param tokenKey 32 random bytes with which this account's tokens are signed; never leaves the server and is never
/// logged
public record Account(AccountId id, String name, String title, ZoneId zone, byte[] tokenKey) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Account that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /// Without the key.
    @Override
    public String toString() {
        return "Account[" + id.value() + " " + name + "]";
    }
}
