package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.WireObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSTaskSynchronization (spec 3.3): what a client commits, and what Sync answers. Immutable.
 *
 * @param syncToken the round that the commit confirms; null for one that confirms nothing (spec 5.6)
 * @param tasks items with a {@link MeetingShapes#TASK}, in the order of the message
 */
public record TaskCommit(@Nullable String syncToken, List<SyncItem> tasks) {

    public TaskCommit {
        tasks = List.copyOf(tasks);
    }

    /** The message. */
    public WireObject toWire() {
        List<WireObject> items =
                tasks.stream().map(item -> item.toWire(SyncCollection.TASKS)).toList();
        return SyncShapes.TASK_SYNCHRONIZATION
                .empty()
                .with("SyncToken", syncToken)
                .with("Tasks", items);
    }
}
