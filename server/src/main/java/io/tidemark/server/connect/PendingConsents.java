package io.tidemark.server.connect;

import io.tidemark.core.connect.App;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Users who logged in to connect an app and have not decided yet. Each is known by a ticket that only the page
/// that he got has, and that counts once: no other site can decide for him, and no decision is made twice.
///
/// In memory: after a restart, the user begins again. Holds at most [#PENDING_MAX]; the oldest goes first.
/// Thread-safe.
public final class PendingConsents {
    static final int PENDING_MAX = 1_000;
    static final Duration LIFE = Duration.ofMinutes(10);
    private static final int TICKET_BYTES = 32;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Held> held = new LinkedHashMap<>();

    /// @param clock the time
    public PendingConsents(InstantSource clock) {
        this.clock = clock;
    }

    /// What is decided about.
    ///
    /// @param account the account
    /// @param user who logged in
    /// @param app who asks
    /// @param request for what
    public record Pending(Account account, UserId user, App app, ConnectRequest request) {}

    /// Holds a decision, and gives its ticket.
    public synchronized String hold(Pending pending) {
        byte[] bytes = new byte[TICKET_BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        held.put(ticket, new Held(pending, clock.instant().plus(LIFE)));
        if (held.size() > PENDING_MAX) {
            held.remove(held.keySet().iterator().next());
        }
        return ticket;
    }

    /// What the ticket is about; empty when it was used, is too old, or never was one.
    public synchronized Optional<Pending> take(String ticket) {
        @Nullable Held found = held.remove(ticket);
        return Optional.ofNullable(found)
                .filter(live -> clock.instant().isBefore(live.until()))
                .map(Held::pending);
    }

    private record Held(Pending pending, Instant until) {}
}
