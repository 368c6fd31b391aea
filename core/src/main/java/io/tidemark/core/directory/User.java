package io.tidemark.core.directory;

/// A person of an account (meeting API 3.13).
///
/// @param id the number inside the account
/// @param wireId the id on the wire, normally a GUID
/// @param name display name
/// @param email identifies the user in the account; lower case
/// @param title job title, may be empty
/// @param enabled a user that is not enabled cannot log in; what he should have waits for him
/// @param guest known by invitation only; cannot log in, and may become a user for whom all invitations waited
public record User(UserId id, String wireId, String name, String email, String title, boolean enabled, boolean guest) {
    /// Whether this user may log in.
    public boolean mayLogIn() {
        return enabled && !guest;
    }
}
