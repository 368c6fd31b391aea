package io.tidemark.api.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.catalog.json.JsonFields;
import io.tidemark.catalog.json.JsonValues;
import io.tidemark.catalog.meeting.CalendarEntryType;
import io.tidemark.catalog.meeting.CalendarRecurrenceType;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Upload;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.json.ShapeWriter;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.CommitAnswer;
import io.tidemark.protocol.meeting.ItemOutcome;
import io.tidemark.protocol.meeting.MeetingCommit;
import io.tidemark.protocol.meeting.OutcomeType;
import io.tidemark.protocol.meeting.SyncCollection;
import io.tidemark.protocol.meeting.SyncItem;
import io.tidemark.protocol.meeting.SyncState;
import io.tidemark.protocol.meeting.TaskCommit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A SyncCommit on its way in, and its outcomes on their way out. Stateless.
final class CommitTranslation {
    private CommitTranslation() {}

    /// The items of a commit, in the order in which they take effect: calendar before meetings before
    /// recurrences (meeting API 5.6).
    static List<Upload> uploads(MeetingCommit commit) {
        List<Upload> uploads = new ArrayList<>(commit.size());
        add(uploads, SyncCollection.CALENDAR_ENTRIES, commit.calendarEntries());
        add(uploads, SyncCollection.CALENDAR_RECURRENCES, commit.calendarRecurrences());
        add(uploads, SyncCollection.MEETINGS, commit.meetings());
        add(uploads, SyncCollection.MEETING_RECURRENCES, commit.meetingRecurrences());
        return uploads;
    }

    /// The items of a commit of tasks.
    static List<Upload> uploads(TaskCommit commit) {
        List<Upload> uploads = new ArrayList<>(commit.tasks().size());
        add(uploads, SyncCollection.TASKS, commit.tasks());
        return uploads;
    }

    private static void add(List<Upload> uploads, SyncCollection collection, List<SyncItem> items) {
        for (SyncItem item : items) {
            WireObject content = item.content();
            uploads.add(new Upload(
                    collection.wireName(),
                    item.index(),
                    type(collection),
                    intent(item.state()),
                    content == null ? null : collection.idOf(content).orElse(null),
                    item.clientSyncId(),
                    item.lastModified(),
                    content == null ? Patch.NOTHING : patch(collection, content)));
        }
    }

    private static Upload.@Nullable Intent intent(@Nullable SyncState state) {
        if (state == null) {
            return null;
        }
        return switch (state) {
            case NEW -> Upload.Intent.NEW;
            case MODIFIED -> Upload.Intent.MODIFIED;
            case DELETED -> Upload.Intent.DELETED;
        };
    }

    private static TypeId type(SyncCollection collection) {
        return switch (collection) {
            case MEETINGS -> MeetingType.ID;
            case MEETING_RECURRENCES -> MeetingRecurrenceType.ID;
            case CALENDAR_ENTRIES -> CalendarEntryType.ID;
            case CALENDAR_RECURRENCES -> CalendarRecurrenceType.ID;
            case TASKS -> TaskType.ID;
        };
    }

    /// The id is not part of the content: it only names the object, in whatever case the client writes it.
    private static Patch patch(SyncCollection collection, WireObject content) {
        return switch (collection) {
            case MEETINGS -> withoutId(MeetingType.FIELDS, content, "Id");
            case MEETING_RECURRENCES -> withoutId(MeetingRecurrenceType.FIELDS, content, "Meeting/Id");
            case TASKS -> withoutId(TaskType.FIELDS, content, "Id");
            case CALENDAR_ENTRIES -> withoutId(CalendarEntryType.WIRE_FIELDS, content, "Id");
            case CALENDAR_RECURRENCES -> CalendarRecurrenceType.FIELDS.patch(CalendarRecurrenceType.content(content));
        };
    }

    private static Patch withoutId(JsonFields fields, WireObject content, String id) {
        Patch patch = fields.patch(content);
        if (!patch.values().containsKey(id)) {
            return patch;
        }
        LinkedHashMap<String, Optional<String>> values = new LinkedHashMap<>(patch.values());
        values.remove(id);
        return new Patch(values);
    }

    /// The outcomes as an answer: 200, or 403 when nothing was permitted (design: "The handshake").
    static Answer answer(List<Outcome> outcomes) {
        boolean nothingPermitted =
                !outcomes.isEmpty() && outcomes.stream().allMatch(outcome -> outcome.kind() == Outcome.Kind.REFUSED);
        CommitAnswer answer =
                new CommitAnswer(outcomes.stream().map(CommitTranslation::wire).toList());
        WireObject body = answer.toWire();
        if (!nothingPermitted) {
            return Answer.of(200, Map.of(), ShapeWriter.write(body));
        }
        return Answer.of(403, Map.of(), refusedWhole(outcomes.getFirst(), ShapeWriter.write(body)));
    }

    /// A JSApiError (3.21) that also carries the outcomes.
    private static byte[] refusedWhole(Outcome first, byte[] outcomes) {
        String message = first.message() == null ? "Nothing in this commit is permitted." : first.message();
        String code = first.code() == null ? "" : first.code();
        String head = "{\"Message\":" + JsonValues.text(message) + ",\"Code\":" + JsonValues.text(code) + ",";
        byte[] headBytes = head.getBytes(UTF_8);
        byte[] body = Arrays.copyOf(headBytes, headBytes.length + outcomes.length - 1);
        System.arraycopy(outcomes, 1, body, headBytes.length, outcomes.length - 1);
        return body;
    }

    private static ItemOutcome wire(Outcome outcome) {
        SyncCollection collection = Arrays.stream(SyncCollection.values())
                .filter(candidate -> candidate.wireName().equals(outcome.collection()))
                .findFirst()
                .orElseThrow();
        return new ItemOutcome(
                collection,
                outcome.index(),
                outcome.id(),
                outcome.clientId(),
                type(outcome.kind()),
                outcome.code(),
                outcome.message());
    }

    private static OutcomeType type(Outcome.Kind kind) {
        return switch (kind) {
            case CREATED -> OutcomeType.CREATED;
            case APPLIED, CONFLICT_WON -> OutcomeType.APPLIED;
            case MERGED -> OutcomeType.MERGED;
            case CONFIRMED -> OutcomeType.UNCHANGED;
            case CONFLICT_LOST -> OutcomeType.CONFLICT;
            case DELETED -> OutcomeType.DELETED;
            case IGNORED -> OutcomeType.IGNORED;
            case REFUSED -> OutcomeType.REFUSED;
        };
    }
}
