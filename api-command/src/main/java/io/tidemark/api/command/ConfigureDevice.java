package io.tidemark.api.command;

import io.tidemark.api.command.LoginDesk.DeviceRequest;
import io.tidemark.api.command.LoginDesk.DeviceSetup;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;

/// `ConfigureDevice`: exchanges a device code for credentials, once (command API 4.4). The only command that needs no
/// login.
///
/// **Which `apikey` it hands out.** Keys are kept as hashes only, so no key of the account can be given again, and a
/// shared one could not be taken away from one device. The device gets a key that is made for it in the same
/// transaction, and that ends with the device's access token: what is withdrawn is withdrawn whole. With contract and
/// access token the device needs the key no more; it is there for clients that insist on sending one.
///
/// Thread-safe.
final class ConfigureDevice implements Command {
    private final LoginDesk logins;

    ConfigureDevice(LoginDesk logins) {
        this.logins = logins;
    }

    @Override
    public String name() {
        return "ConfigureDevice";
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        String code = inputs.text("code");
        String deviceName = (inputs.text("remoteagent") + " " + inputs.text("imei")).strip();
        return switch (logins.configureDevice(
                new DeviceRequest(caller.knownAccount(), code, deviceName, caller.address()))) {
            case DeviceSetup.Granted granted ->
                CommandResult.of(JsonObject.EMPTY
                        .with("contract", JsonNumber.of(granted.contract()))
                        .with("apikey", new JsonText(granted.apiKey()))
                        .with("username", new JsonText(granted.username()))
                        .with("accesstoken", new JsonText(granted.accessToken())));
            case DeviceSetup.UnknownCode unknown ->
                throw CommandException.badValue(
                        "code", "holds no code that can be used. Check it for a typing error, or ask for a new code.");
            case DeviceSetup.Throttled throttled ->
                throw new CommandException(
                        CommandError.NO_ACCESS,
                        "Too many codes were tried from here. Wait "
                                + throttled.retryIn().plusNanos(999_999_999).toSeconds() + " seconds.");
        };
    }
}
