package io.tidemark.catalog.meeting;

import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.catalog.json.JsonFields;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.json.Kind;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Repeating busy slots (meeting API 3.9, 5.9). On the wire they have no id of their own; here they have one
/// that never leaves the server.
public final class CalendarRecurrenceType extends BusySlots {
    /// The type's name.
    public static final TypeId ID = new TypeId("calendar-recurrence");

    private static final Shape STORED = Shape.of(
            "StoredCalendarRecurrence",
            Property.of("Id", Kind.ID),
            Property.of(OWNER, Kind.text(40)),
            Property.of("Pattern", Kind.nested(MeetingShapes.RECURRENCE_PATTERN)));

    /// Its fields.
    public static final JsonFields FIELDS = JsonFields.opening(STORED, "Pattern", Set.of("Pattern"));

    /// The type of repeating busy slots.
    public CalendarRecurrenceType() {
        super(ID, FIELDS);
    }

    /// A pattern as it comes from the wire, as content of this type.
    public static WireObject content(WireObject pattern) {
        return STORED.empty().with("Pattern", pattern);
    }

    /// The pattern of a stored slot.
    public static WireObject pattern(Fields fields) {
        return FIELDS.object(fields).object("Pattern").orElse(MeetingShapes.RECURRENCE_PATTERN.empty());
    }

    @Override
    Optional<Stretch> stretch(Fields fields) {
        RecurrencePattern pattern = Patterns.read(pattern(fields));
        Instant first = pattern.exceptions().stream()
                .map(exception -> exception.startDate())
                .reduce(pattern.startDate(), (a, b) -> a.isBefore(b) ? a : b);
        return Optional.of(new Stretch(first, Patterns.lastEnd(pattern)));
    }

    @Override
    Optional<Ruling.Refused> refusal(Fields fields) {
        return Patterns.refusal(pattern(fields));
    }
}
