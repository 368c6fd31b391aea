package io.tidemark.simulation;

import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.object.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer of Sync, read to its end.
///
/// @param token the token
/// @param items what is told, in the order of the answer
public record Answer(String token, List<Told> items) {
    public Answer {
        items = List.copyOf(items);
    }

    /// One object that is told.
    ///
    /// @param state what it is to the device
    /// @param id its id
    /// @param fields its content; none when it is gone
    /// @param clientId the device's own name for it, or null
    /// @param lastModified the device's own time of change, or null
    public record Told(
            DeliveryState state,
            String id,
            Fields fields,
            @Nullable String clientId,
            @Nullable Instant lastModified) {}

    /// The ids of what is told, in order.
    public List<String> ids() {
        return items.stream().map(Told::id).toList();
    }
}
