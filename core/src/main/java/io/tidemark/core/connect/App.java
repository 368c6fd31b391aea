package io.tidemark.core.connect;

import java.util.Set;

/// A program that users of an account may connect (command API 4.3), as the operator registered it. Immutable.
///
/// @param publicId the application key, which everybody may know; 1 to 100 characters
/// @param title what users are told is asking
/// @param secretKey what the program proves itself with: the server must be able to compute with it, so it is
///     kept as it is, like the account's token key. It never leaves the server and is never logged
/// @param hosts the hosts that addresses of the program may have, in lower case: the public key proves nothing,
///     so somebody else could ask in the program's name to have everything sent to him
public record App(String publicId, String title, String secretKey, Set<String> hosts) {
    public App {
        hosts = Set.copyOf(hosts);
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "App[" + publicId + "]";
    }
}
