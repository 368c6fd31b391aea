package io.tidemark.core.handshake;

import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One object that an answer tells the device about.
///
/// @param number the object
/// @param key its key
/// @param state what it is to the device
/// @param clientId the device's own name for it; null if it never gave one
/// @param lastModified the device's own time of change, as last sent; null if it never sent one
record Delivery(
        ObjectNumber number,
        ObjectKey key,
        DeliveryState state,
        @Nullable String clientId,
        @Nullable Instant lastModified) {}
