package io.tidemark.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The body of a SyncCommit, written item by item. Texts are JSON with single quotes; an item's content is
/// named as on the wire (`Meeting`, `MeetingRecurrence`, `CalendarEntry`, `Pattern`, `Task`). Confined to
/// one thread.
final class CommitBody {
    private static final String MEETINGS = "Meetings";

    private final @Nullable String token;
    private final List<Item> items = new ArrayList<>();

    private CommitBody(@Nullable String token) {
        this.token = token;
    }

    private record Item(
            String kind,
            @Nullable String state,
            @Nullable String clientId,
            @Nullable String lastModified,
            @Nullable String fields) {
        String json() {
            List<String> parts = new ArrayList<>();
            add(parts, "State", state);
            add(parts, "ClientSyncId", clientId);
            add(parts, "LastModified", lastModified);
            if (fields != null) {
                parts.add("'" + kind + "':{" + fields + "}");
            }
            return "{" + String.join(",", parts) + "}";
        }

        private static void add(List<String> parts, String name, @Nullable String value) {
            if (value != null) {
                parts.add("'" + name + "':'" + value + "'");
            }
        }
    }

    /// A commit that confirms the answer with this token.
    static CommitBody under(String token) {
        return new CommitBody(token);
    }

    static CommitBody under(Device.Answer answer) {
        return new CommitBody(answer.token());
    }

    static CommitBody withoutToken() {
        return new CommitBody(null);
    }

    CommitBody created(String kind, String fields) {
        return item(new Item(kind, "NEW", null, null, fields));
    }

    CommitBody modified(String kind, String fields) {
        return item(new Item(kind, "MODIFIED", null, null, fields));
    }

    CommitBody deleted(String kind, String fields) {
        return item(new Item(kind, "DELETED", null, null, fields));
    }

    /// An item that gives a name and no object.
    CommitBody deletedByName(String kind, String clientId) {
        return item(new Item(kind, "DELETED", clientId, null, null));
    }

    CommitBody stateless(String kind, String fields) {
        return item(new Item(kind, null, null, null, fields));
    }

    private CommitBody item(Item item) {
        items.add(item);
        return this;
    }

    /// Gives the last item a ClientSyncId.
    CommitBody named(String clientId) {
        Item last = items.removeLast();
        return item(new Item(last.kind(), last.state(), clientId, last.lastModified(), last.fields()));
    }

    /// Gives the last item the client's own time of change.
    CommitBody at(String lastModified) {
        Item last = items.removeLast();
        return item(new Item(last.kind(), last.state(), last.clientId(), lastModified, last.fields()));
    }

    /// Whether it goes to MyTasks.
    boolean isOfTasks() {
        return items.stream().anyMatch(item -> item.kind().equals("Task"));
    }

    /// The JSON, with double quotes.
    String json() {
        TreeMap<String, List<String>> collections = new TreeMap<>();
        for (Item item : items) {
            collections
                    .computeIfAbsent(collection(item.kind()), key -> new ArrayList<>())
                    .add(item.json());
        }
        List<String> parts = new ArrayList<>();
        if (token != null) {
            parts.add("'SyncToken':'" + token + "'");
        }
        collections.forEach((name, members) -> parts.add("'" + name + "':[" + String.join(",", members) + "]"));
        return ("{" + String.join(",", parts) + "}").replace('\'', '"');
    }

    private static String collection(String kind) {
        return switch (kind) {
            case "Meeting" -> MEETINGS;
            case "CalendarEntry" -> "CalendarEntries";
            case "Pattern" -> "CalendarRecurrences";
            default -> kind + "s";
        };
    }
}
