package io.tidemark.simulation;

import io.tidemark.core.handshake.Upload;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One item of a commit as a device composes it; see [Upload]. Immutable.
///
/// @param type what it is
/// @param intent what the device says it did; null if it does not say
/// @param id the object's id, or null
/// @param clientId the device's own name, or null
/// @param lastModified the device's own time of change, or null
/// @param content the fields it speaks of
public record Item(
        TypeId type,
        Upload.@Nullable Intent intent,
        @Nullable String id,
        @Nullable String clientId,
        @Nullable Instant lastModified,
        Patch content) {

    /// A note with all its content.
    public static Item note(
            Upload.@Nullable Intent intent, @Nullable String id, @Nullable String clientId, Fields fields) {
        return new Item(NoteType.ID, intent, id, clientId, null, Patch.settingAll(fields));
    }

    /// A deletion of a note.
    public static Item gone(@Nullable String id, @Nullable String clientId) {
        return new Item(NoteType.ID, Upload.Intent.DELETED, id, clientId, null, Patch.NOTHING);
    }

    /// A busy slot.
    public static Item slot(Upload.Intent intent, String clientId, Patch content) {
        return new Item(SlotType.ID, intent, null, clientId, null, content);
    }

    /// This item with a time of change.
    public Item at(@Nullable Instant time) {
        return new Item(type, intent, id, clientId, time, content);
    }

    Upload upload(int index) {
        return new Upload(type.value(), index, type, intent, id, clientId, lastModified, content);
    }
}
