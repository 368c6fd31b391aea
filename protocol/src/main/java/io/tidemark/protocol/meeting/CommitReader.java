package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.ReadMode;
import io.tidemark.protocol.json.ShapeReader;
import io.tidemark.protocol.json.WireError;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.json.WireObject;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the bodies of SyncCommit, or in the mode {@link ReadMode#STORED} the answers of Sync, which have the same form.
 *
 * <p>A message is sound or it is refused whole with a {@link WireException}: a client that cannot write the protocol is
 * repaired sooner when nothing of what it sends takes effect. What a sound message may not do is decided per object,
 * elsewhere. {@link ReadLimits#topLevelItems()} bounds the objects of a message.
 *
 * <p>Thread-safe. Keep one per mode and limits.
 */
public final class CommitReader {
    private final ShapeReader reader;
    private final ReadMode mode;

    public CommitReader(ReadLimits limits, ReadMode mode) {
        this.reader = new ShapeReader(limits);
        this.mode = mode;
    }

    /** A reader of clients' commits within the default limits. */
    public static CommitReader ofClientInput() {
        return new CommitReader(ReadLimits.DEFAULT, ReadMode.CLIENT_INPUT);
    }

    /**
     * Reads the stream to its end and leaves it open.
     *
     * @throws WireException if the bytes are no such message
     * @throws java.io.UncheckedIOException if the stream fails
     */
    public MeetingCommit meetings(InputStream in) {
        WireObject message = reader.read(in, SyncShapes.MEETING_SYNCHRONIZATION, mode);
        return new MeetingCommit(
                syncToken(message).orElse(null),
                items(message, SyncCollection.MEETINGS),
                items(message, SyncCollection.MEETING_RECURRENCES),
                items(message, SyncCollection.CALENDAR_ENTRIES),
                items(message, SyncCollection.CALENDAR_RECURRENCES));
    }

    /** As {@link #meetings}, for tasks. */
    public TaskCommit tasks(InputStream in) {
        WireObject message = reader.read(in, SyncShapes.TASK_SYNCHRONIZATION, mode);
        return new TaskCommit(syncToken(message).orElse(null), items(message, SyncCollection.TASKS));
    }

    /** An empty token is none: some clients keep "no token yet" as an empty text. */
    private static Optional<String> syncToken(WireObject message) {
        return message.text("SyncToken").filter(token -> !token.isEmpty());
    }

    private static List<SyncItem> items(WireObject message, SyncCollection collection) {
        List<WireObject> objects = message.items(collection.wireName()).orElse(List.of());
        List<SyncItem> items = new ArrayList<>(objects.size());
        for (WireObject object : objects) {
            SyncItem item = SyncItem.from(object, collection, items.size());
            requireContent(item, collection);
            if (collection == SyncCollection.CALENDAR_ENTRIES && item.content() != null) {
                requireOrder(item.content(), item.index());
            }
            items.add(item);
        }
        return items;
    }

    private static void requireContent(SyncItem item, SyncCollection collection) {
        if (item.content() == null && item.state() != SyncState.DELETED && item.clientSyncId() == null) {
            throw new WireException(
                    WireError.MISSING_PROPERTY,
                    collection.wireName() + "[" + item.index() + "]." + collection.contentName(),
                    "The object is missing; only a deleted one or one with a ClientSyncId may go without it.",
                    WireException.NO_OFFSET);
        }
    }

    /** Spec 5.9: a slot that ends before it starts is refused [inferred]. */
    private static void requireOrder(WireObject entry, int index) {
        Optional<Instant> start = entry.instant("Start");
        Optional<Instant> end = entry.instant("End");
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            throw new WireException(
                    WireError.END_BEFORE_START,
                    SyncCollection.CALENDAR_ENTRIES.wireName() + "[" + index + "].CalendarEntry.End",
                    "The slot ends before it starts; End must be Start or later.",
                    WireException.NO_OFFSET);
        }
    }
}
