package io.tidemark.server;

import io.tidemark.core.object.IdSource;
import java.security.SecureRandom;
import java.util.UUID;

/// Identifiers from the machine's randomness. Thread-safe.
public final class RandomIds implements IdSource {
    private final SecureRandom random = new SecureRandom();

    @Override
    public String objectId() {
        return UUID.randomUUID().toString();
    }

    @Override
    public long number() {
        long number;
        do {
            number = random.nextLong() & Long.MAX_VALUE;
        } while (number == 0);
        return number;
    }
}
