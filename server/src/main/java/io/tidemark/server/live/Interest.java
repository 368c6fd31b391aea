package io.tidemark.server.live;

import io.tidemark.core.object.TypeId;
import io.tidemark.server.login.Identity;

/// Who waits, and for what. Immutable.
///
/// @param who the login of the device
/// @param types of what it wants to hear
public record Interest(Identity who, TypeChoice types) {
    /// Whether a touch concerns the device, of which its user is known to hear.
    ///
    /// @param writer the login that wrote what was touched; empty when its own device is to hear of it too
    boolean takes(TypeId type, String writer) {
        return types.takes(type) && (writer.isEmpty() || !writer.equals(who.session()));
    }
}
