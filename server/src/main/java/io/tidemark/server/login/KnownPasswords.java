package io.tidemark.server.login;

import io.tidemark.core.object.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Remembers for a short time which passwords were right, so that a client that sends one with every request does not
/// cost the work of a password hash each time.
///
/// What is remembered is a *proof*: a keyed hash over account, user name, stored hash and password, under a key that
/// lives as long as the process. No password and nothing to try passwords on without the key is kept. The stored
/// hash is part of it, so a changed password is a forgotten one. Whether the user may still log in is for the
/// caller to look up.
///
/// Holds at most [#ENTRIES_MAX]; the oldest is forgotten first. Thread-safe.
final class KnownPasswords {
    static final int ENTRIES_MAX = 10_000;
    static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;
    private final InstantSource clock;
    private final Map<String, Instant> endByProof = new LinkedHashMap<>();

    KnownPasswords(SecureRandom random, InstantSource clock) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.clock = clock;
    }

    /// The same for the same four values, and different for any others.
    String proof(AccountId account, String username, String storedHash, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(account.value()).flip());
            for (String part : new String[] {username, storedHash, password}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // with its length, so that no two lists of parts look alike
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                mac.update(bytes);
            }
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    synchronized boolean contains(String proof) {
        Instant end = endByProof.get(proof);
        if (end != null && !clock.instant().isBefore(end)) {
            endByProof.remove(proof);
            return false;
        }
        return end != null;
    }

    synchronized void add(String proof) {
        endByProof.remove(proof);
        endByProof.put(proof, clock.instant().plus(REMEMBERED));
        if (endByProof.size() > ENTRIES_MAX) {
            endByProof.remove(endByProof.keySet().iterator().next());
        }
    }

    synchronized int size() {
        return endByProof.size();
    }
}
