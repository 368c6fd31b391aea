package io.tidemark.catalog.meeting;

import io.tidemark.catalog.json.JsonFields;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.json.Kind;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.util.Optional;

/// Single busy slots (meeting API 3.8, 5.9).
public final class CalendarEntryType extends BusySlots {
    /// The type's name.
    public static final TypeId ID = new TypeId("calendar-entry");

    private static final Shape STORED = Shape.of(
            "StoredCalendarEntry",
            Property.of("Id", Kind.ID),
            Property.of(OWNER, Kind.text(40)),
            Property.of("Start", Kind.DATE_TIME),
            Property.of("End", Kind.DATE_TIME));

    /// Its fields.
    public static final JsonFields FIELDS = JsonFields.of(STORED);

    /// The fields of a slot as it comes from the wire, which has no owner.
    public static final JsonFields WIRE_FIELDS = JsonFields.of(MeetingShapes.CALENDAR_ENTRY);

    /// The type of single busy slots.
    public CalendarEntryType() {
        super(ID, FIELDS);
    }

    @Override
    Optional<Stretch> stretch(Fields fields) {
        WireObject slot = FIELDS.object(fields);
        return slot.instant("Start").flatMap(start -> slot.instant("End").map(end -> new Stretch(start, end)));
    }

    @Override
    Optional<Ruling.Refused> refusal(Fields fields) {
        Optional<Stretch> stretch = stretch(fields);
        if (stretch.isEmpty()) {
            return Optional.of(new Ruling.Refused(ErrorCode.IMPOSSIBLE_VALUE, "A busy slot needs a Start and an End."));
        }
        return stretch.get().end().isBefore(stretch.get().start())
                ? Optional.of(new Ruling.Refused(
                        ErrorCode.IMPOSSIBLE_VALUE, "The busy slot ends before it starts. Send a later End."))
                : Optional.empty();
    }
}
