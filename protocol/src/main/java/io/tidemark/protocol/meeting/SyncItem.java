package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.WireObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One object in a Sync answer or a SyncCommit: JSSyncObject with its content, spec 3.1. Immutable.
 *
 * @param state what happened to it; null if the client left it out (spec 5.6 says what that means)
 * @param clientSyncId the client's name for its copy, 1 to {@value SyncShapes#CLIENT_SYNC_ID_CHARS} characters; null if not
 *     given or empty
 * @param lastModified when the client's user changed it; null if not given
 * @param content the object; null only if the item is {@code DELETED} or has a ClientSyncId
 * @param index the item's place in its array, counted from 0
 */
public record SyncItem(
        @Nullable SyncState state,
        @Nullable String clientSyncId,
        @Nullable Instant lastModified,
        @Nullable WireObject content,
        int index) {

    static SyncItem from(WireObject item, SyncCollection collection, int index) {
        return new SyncItem(
                item.oneOf("State", SyncState.class).orElse(null),
                item.text("ClientSyncId").filter(id -> !id.isEmpty()).orElse(null),
                item.instant("LastModified").orElse(null),
                item.object(collection.contentName()).orElse(null),
                index);
    }

    WireObject toWire(SyncCollection collection) {
        WireObject item = collection
                .itemShape()
                .empty()
                .with("State", state)
                .with("ClientSyncId", clientSyncId)
                .with("LastModified", lastModified);
        return content == null ? item : item.with(collection.contentName(), content);
    }
}
