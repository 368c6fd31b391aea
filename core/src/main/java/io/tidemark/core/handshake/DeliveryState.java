package io.tidemark.core.handshake;

/// What a delivered object is to the device that gets it (meeting API 3.1).
public enum DeliveryState {
    /// The device is not known to hold it.
    NEW,
    /// The device holds another version of it.
    MODIFIED,
    /// The device may hold it and should not any more: it was deleted, or left the user's selection.
    DELETED
}
