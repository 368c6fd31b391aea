package io.tidemark.catalog.meeting;

import io.tidemark.catalog.json.JsonFields;
import io.tidemark.catalog.json.JsonObjectType;
import io.tidemark.catalog.json.JsonValues;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.Removal;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.DirectoryReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the two kinds of busy slots have in common: they belong to the user who sent them, nobody else gets
/// them, and they occupy that user (meeting API 5.9). The owner is a field of the stored object that no wire
/// shape has.
abstract sealed class BusySlots extends JsonObjectType permits CalendarEntryType, CalendarRecurrenceType {
    static final String OWNER = "Owner";

    private final JsonFields json;

    BusySlots(TypeId id, JsonFields json) {
        super(id, json, "Id");
        this.json = json;
    }

    /// The stretch of time that the slot covers; empty when it covers none.
    abstract Optional<Stretch> stretch(Fields fields);

    /// Why the slot cannot be meant; empty when it is sound.
    abstract Optional<Ruling.Refused> refusal(Fields fields);

    /// A half-open stretch of time.
    record Stretch(Instant start, Instant end) {}

    @Override
    public String mergeGroup(String field) {
        return "slot";
    }

    @Override
    public boolean differs(Fields held, Fields now, int detection) {
        return !held.equals(now);
    }

    @Override
    public Set<Principal> audience(Fields fields, DirectoryReader directory) {
        return Set.of();
    }

    @Override
    public List<Span> spans(Fields fields, DirectoryReader directory) {
        Principal owner = owner(fields);
        return stretch(fields)
                .filter(stretch -> stretch.end().isAfter(stretch.start()))
                .map(stretch -> new Span(owner, stretch.start(), stretch.end()))
                .stream()
                .toList();
    }

    private Principal owner(Fields fields) {
        return new Principal(json.object(fields).text(OWNER).orElseThrow());
    }

    @Override
    public Ruling create(Fields wanted, RuleContext context) {
        Fields owned = wanted.with(
                OWNER, JsonValues.text(Principal.of(context.actor().id()).name()));
        Optional<Ruling.Refused> refusal = refusal(owned);
        return refusal.isPresent() ? refusal.get() : new Ruling.Accepted(owned);
    }

    @Override
    public Ruling change(Fields before, Fields wanted, RuleContext context) {
        if (!owner(before).equals(Principal.of(context.actor().id()))) {
            return new Ruling.Refused(ErrorCode.NOT_PERMITTED, "This slot is in the calendar of somebody else.");
        }
        return create(wanted, context);
    }

    @Override
    public Removal delete(Fields before, boolean mistaken, RuleContext context) {
        return !before.equals(Fields.NONE)
                        && owner(before).equals(Principal.of(context.actor().id()))
                ? new Removal.Remove()
                : new Removal.Refused(ErrorCode.NOT_PERMITTED, "This slot is in the calendar of somebody else.");
    }
}
