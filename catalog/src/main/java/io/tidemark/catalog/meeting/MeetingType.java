package io.tidemark.catalog.meeting;

import io.tidemark.catalog.json.JsonFields;
import io.tidemark.catalog.json.JsonObjectType;
import io.tidemark.catalog.people.Attendance;
import io.tidemark.catalog.people.Gathering;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Counterpart;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Removal;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.InvitationStatus;
import io.tidemark.protocol.meeting.MeetingShapes;
import io.tidemark.protocol.meeting.PropertiesFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Single meetings (meeting API 3.10, 5.12). A meeting belongs to its host; co-hosts edit it, attendees
/// answer the invitation, and whoever declines no longer has it.
public final class MeetingType extends JsonObjectType {
    /// The type's name.
    public static final TypeId ID = new TypeId("meeting");

    /// Its fields.
    public static final JsonFields FIELDS = JsonFields.of(MeetingShapes.MEETING);

    private static final String TIME = "time";
    private static final Detection DETECTION = Detection.of(PropertiesFilter.ALL_OF_MEETINGS, "");

    private final @Nullable Counterpart counterpart;

    /// The type of single meetings that no other protocol knows.
    public MeetingType() {
        super(ID, FIELDS, "Id");
        this.counterpart = null;
    }

    /// The type of single meetings.
    ///
    /// @param counterpart how another protocol sees them
    public MeetingType(Counterpart counterpart) {
        super(ID, FIELDS, "Id");
        this.counterpart = counterpart;
    }

    @Override
    public Optional<Counterpart> counterpart(ObjectKey key) {
        return Optional.ofNullable(counterpart);
    }

    /// Start and end move together; everything else is merged for itself.
    @Override
    public String mergeGroup(String field) {
        return field.equals("Start") || field.equals("End") || field.equals("AllDayEvent") ? TIME : field;
    }

    @Override
    public Optional<String> mergeInside(
            String field, @Nullable String base, @Nullable String current, @Nullable String wanted) {
        return field.equals("Invitations") ? Attendance.merged(base, current, wanted) : Optional.empty();
    }

    @Override
    public boolean differs(Fields held, Fields now, int detection) {
        return DETECTION.differs(held, now, detection);
    }

    @Override
    public Set<Principal> audience(Fields fields, DirectoryReader directory) {
        return Gathering.audience(FIELDS.object(fields), directory);
    }

    @Override
    public List<Span> spans(Fields fields, DirectoryReader directory) {
        WireObject meeting = FIELDS.object(fields);
        Optional<Instant> start = meeting.instant("Start");
        Optional<Instant> end = meeting.instant("End");
        if (start.isEmpty() || end.isEmpty() || !end.get().isAfter(start.get())) {
            return List.of();
        }
        return Gathering.audience(meeting, directory).stream()
                .map(principal -> new Span(principal, start.get(), end.get()))
                .toList();
    }

    @Override
    public Ruling create(Fields wanted, RuleContext context) {
        return ruling(MeetingRules.created(FIELDS.object(wanted), context));
    }

    @Override
    public Ruling change(Fields before, Fields wanted, RuleContext context) {
        WireObject then = FIELDS.object(before);
        WireObject now = FIELDS.object(wanted);
        if (Gathering.isOrganizer(then, context.actor())) {
            return ruling(MeetingRules.organized(then, now, context));
        }
        Optional<WireObject> answered =
                Gathering.invitation(then, context.actor()).isPresent()
                        ? Attendance.onlyAnswered(then, now, context.actor(), context.transaction())
                        : Optional.empty();
        return answered.isPresent()
                ? new Ruling.Accepted(FIELDS.fields(answered.get()))
                : ruling(MeetingRules.notTheirs());
    }

    private static Ruling ruling(MeetingRules.Verdict verdict) {
        return switch (verdict) {
            case MeetingRules.Verdict.Fine(WireObject meeting) -> new Ruling.Accepted(FIELDS.fields(meeting));
            case MeetingRules.Verdict.Not(Ruling ruling) -> ruling;
        };
    }

    @Override
    public Removal delete(Fields before, boolean mistaken, RuleContext context) {
        WireObject meeting = FIELDS.object(before);
        if (Gathering.isHost(meeting, context.actor())) {
            return new Removal.Remove();
        }
        if (mistaken && Gathering.invitation(meeting, context.actor()).isPresent()) {
            return new Removal.Replace(
                    FIELDS.fields(Gathering.answered(meeting, context.actor(), InvitationStatus.DECLINED)));
        }
        return new Removal.Refused(
                ErrorCode.NOT_PERMITTED, "Only the host can delete this meeting. Decline the invitation instead.");
    }
}
