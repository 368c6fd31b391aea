package io.tidemark.server.login;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

/// How much work a password costs. A stored hash names its own parameters, so a change here affects new passwords only.
/// Immutable.
///
/// @param memoryKib memory of one computation
/// @param iterations passes over that memory
/// @param parallelism lanes
/// @param hashBytes length of the result
/// @param saltBytes length of the salt
public record Argon2Settings(int memoryKib, int iterations, int parallelism, int hashBytes, int saltBytes) {
    /// The first choice of the OWASP Password Storage Cheat Sheet for Argon2id with one lane.
    public static final Argon2Settings RECOMMENDED = new Argon2Settings(19_456, 2, 1, 32, 16);

    Argon2Function function() {
        return Argon2Function.getInstance(memoryKib, iterations, parallelism, hashBytes, Argon2.ID);
    }
}
