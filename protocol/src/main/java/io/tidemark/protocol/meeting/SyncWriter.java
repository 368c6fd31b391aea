package io.tidemark.protocol.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.protocol.json.Scalar;
import io.tidemark.protocol.json.ShapeWriter;
import io.tidemark.protocol.json.WireObject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams the envelope of Sync (spec 3.2, 3.3) around objects that are stored as canonical bytes, which go out as they are.
 *
 * <p>Call order: items in the order of the collections, then {@link #end()}. The arrays without items are written too (spec
 * 2.2). The stream is the caller's to buffer, flush and close. Confined to one thread.
 */
public final class SyncWriter {
    private static final List<SyncCollection> MEETING_COLLECTIONS = List.of(
            SyncCollection.MEETINGS,
            SyncCollection.MEETING_RECURRENCES,
            SyncCollection.CALENDAR_ENTRIES,
            SyncCollection.CALENDAR_RECURRENCES);

    private final OutputStream out;
    private final List<SyncCollection> collections;
    private int open; // the place of the collection whose array is open
    private boolean empty = true;

    private SyncWriter(OutputStream out, List<SyncCollection> collections, @Nullable String syncToken)
            throws IOException {
        this.out = out;
        this.collections = collections;
        write(
                syncToken == null
                        ? "{"
                        : "{\"SyncToken\":" + Scalar.text(syncToken).json() + ",");
        openArray();
    }

    /** Begins a JSMeetingSynchronization; without a token if it is null. */
    public static SyncWriter meetings(OutputStream out, @Nullable String syncToken) throws IOException {
        return new SyncWriter(out, MEETING_COLLECTIONS, syncToken);
    }

    /** Begins a JSTaskSynchronization; without a token if it is null. */
    public static SyncWriter tasks(OutputStream out, @Nullable String syncToken) throws IOException {
        return new SyncWriter(out, List.of(SyncCollection.TASKS), syncToken);
    }

    /**
     * Writes one item.
     *
     * @param content the object's canonical bytes, trusted; null to leave it out
     * @throws IllegalStateException if items of a later collection were written already
     */
    public void item(
            SyncCollection collection,
            SyncState state,
            @Nullable String clientSyncId,
            @Nullable Instant lastModified,
            byte @Nullable [] content)
            throws IOException {
        while (collections.get(open) != collection) {
            nextArray();
        }
        if (!empty) {
            out.write(',');
        }
        empty = false;
        WireObject head = collection
                .itemShape()
                .empty()
                .with("State", state)
                .with("ClientSyncId", clientSyncId)
                .with("LastModified", lastModified);
        byte[] bytes = ShapeWriter.write(head);
        if (content == null) {
            out.write(bytes);
            return;
        }
        out.write(bytes, 0, bytes.length - 1); // without its closing brace
        write(",\"" + collection.contentName() + "\":");
        out.write(content);
        out.write('}');
    }

    /** Ends the message; nothing may follow. */
    public void end() throws IOException {
        while (open < collections.size() - 1) {
            nextArray();
        }
        write("]}");
    }

    private void nextArray() throws IOException {
        if (open == collections.size() - 1) {
            throw new IllegalStateException("items come in the order of their collections");
        }
        open++;
        empty = true;
        write("],");
        openArray();
    }

    private void openArray() throws IOException {
        write("\"" + collections.get(open).wireName() + "\":[");
    }

    private void write(String json) throws IOException {
        out.write(json.getBytes(UTF_8));
    }
}
