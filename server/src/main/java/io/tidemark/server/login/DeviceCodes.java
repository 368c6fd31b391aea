package io.tidemark.server.login;

import io.tidemark.api.command.LoginDesk.DeviceRequest;
import io.tidemark.api.command.LoginDesk.DeviceSetup;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Exchanges device codes for credentials (command API 4.4).
///
/// A device that was set up has a session, as after a login, with one access token that lives as long as the
/// session; so it is recognised by both protocols, and ends with whatever ends sessions. Its API key names the
/// session and ends with it. The code is marked as used in the transaction that makes both.
///
/// A new device does not know its contract, so without one the code is looked for in every account, one after the
/// other.
/// Thread-safe.
final class DeviceCodes {
    /// A device stays until somebody withdraws it.
    private static final Duration DEVICE_LIFE = Duration.ofDays(36_525);

    private static final int DEVICE_NAME_MAX = 200;

    private final Storage storage;
    private final LoginThrottle throttle;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    DeviceCodes(Storage storage, LoginThrottle throttle, InstantSource clock) {
        this.storage = storage;
        this.throttle = throttle;
        this.clock = clock;
    }

    DeviceSetup exchange(DeviceRequest request) {
        Duration wait = throttle.beginCode(request.address());
        if (!wait.isZero()) {
            return new DeviceSetup.Throttled(wait);
        }
        Optional<DeviceSetup.Granted> granted;
        try {
            granted = find(request);
        } catch (SyncException e) {
            throttle.codeWithdrawn(request.address());
            throw e;
        }
        granted.ifPresent(found -> throttle.codeWithdrawn(request.address()));
        return granted.isPresent() ? granted.get() : new DeviceSetup.UnknownCode();
    }

    private Optional<DeviceSetup.Granted> find(DeviceRequest request) {
        Instant now = clock.instant();
        String hash = Secret.typedDeviceCode(request.code()).hash();
        List<Account> accounts = request.account()
                .map(List::of)
                .orElseGet(() -> storage.accounts().all());
        for (Account account : accounts) {
            boolean usable = storage.read(
                    account.id(),
                    tx -> tx.deviceCode(hash)
                            .filter(code -> isUsable(code, now))
                            .isPresent());
            if (usable) {
                Optional<DeviceSetup.Granted> granted =
                        storage.write(account.id(), tx -> take(tx, account, hash, name(request), now));
                if (granted.isPresent()) {
                    return granted;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<DeviceSetup.Granted> take(
            WriteTransaction tx, Account account, String codeHash, String name, Instant now) {
        Optional<DeviceCode> code = tx.deviceCode(codeHash).filter(found -> isUsable(found, now));
        Optional<User> user = code.flatMap(found -> tx.user(found.user())).filter(User::mayLogIn);
        if (code.isEmpty() || user.isEmpty()) {
            return Optional.empty();
        }
        Session session = new Session(
                RefreshTokens.random(random),
                user.get().id(),
                // of a refresh token that nobody gets
                RefreshTokens.hash(RefreshTokens.random(random)),
                now,
                now.plus(DEVICE_LIFE),
                name,
                null);
        Secret key = Secret.apiKey();
        tx.putDeviceCode(new DeviceCode(codeHash, session.user(), code.get().expiresAt(), now));
        tx.putSession(session);
        tx.putApiKey(new ApiKey(key.hash(), name, session.id()));
        String token = AccessTokens.write(
                account, new AccessTokens.Claims(account.id(), session.user(), session.id(), session.expiresAt()));
        return Optional.of(new DeviceSetup.Granted(
                account.id().value(), key.text(), user.get().email(), token));
    }

    private static boolean isUsable(DeviceCode code, Instant now) {
        return code.usedAt() == null && now.isBefore(code.expiresAt());
    }

    /// What goes into listings on terminals.
    private static String name(DeviceRequest request) {
        String name = request.deviceName().replaceAll("\\p{Cntrl}", " ").strip();
        if (name.isEmpty()) {
            return "device";
        }
        return name.substring(0, Math.min(name.length(), DEVICE_NAME_MAX));
    }
}
