package io.tidemark.api.command;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import java.time.Duration;
import java.util.Optional;

/// What commands ask of whoever keeps the logins. Thread-safe.
public interface LoginDesk {
    /// Who is looking at a page that was opened with this session token (command API 4.2); empty when the token is not
    /// valid in this account, for whatever reason.
    Optional<User> userOfSessionToken(Account account, String sessionToken);

    /// Exchanges a device code for credentials, once (command API 4.4).
    DeviceSetup configureDevice(DeviceRequest request);

    /// A device that wants to be set up.
    ///
    /// @param account where to look for the code; empty: everywhere, since a new device does not know its contract
    /// @param code as typed in
    /// @param deviceName what the device calls itself, for the operator; may be empty
    /// @param address where the request comes from
    record DeviceRequest(Optional<Account> account, String code, String deviceName, String address) {
        /// Without the code.
        @Override
        public String toString() {
            return "DeviceRequest[" + deviceName + "]";
        }
    }

    /// What became of it.
    sealed interface DeviceSetup {
        /// The device's credentials: they are its own, and end together.
        ///
        /// @param contract the number of the account
        /// @param apiKey a key that was made for this device
        /// @param username the user's email
        /// @param accessToken proves, with the contract, who the device is
        record Granted(long contract, String apiKey, String username, String accessToken) implements DeviceSetup {
            /// Without key and token.
            @Override
            public String toString() {
                return "Granted[" + contract + "]";
            }
        }

        /// The code is wrong, used or expired, or its user cannot log in; which of them is not said.
        record UnknownCode() implements DeviceSetup {}

        /// Too many codes were tried from there; this one was not looked at.
        ///
        /// @param retryIn how long to wait
        record Throttled(Duration retryIn) implements DeviceSetup {}
    }
}
