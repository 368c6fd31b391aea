package io.tidemark.catalog.meeting;

import io.tidemark.catalog.people.Gathering;
import io.tidemark.catalog.people.People;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the changed occurrences of a repeating meeting right (meeting API 3.15, 5.10). The date that the pattern
/// gives an occurrence names it: one that comes without an id keeps the id that it has, and of several for one
/// date the last counts. Confined to one thread.
final class InstanceRules {
    private static final String ID = "Id";
    private static final String MEETING = "Meeting";
    private static final String INVITATIONS = "Invitations";

    private final WireObject templateBefore;
    private final Map<Instant, WireObject> before;
    private final WireObject template;
    private final RuleContext context;

    /// @param before the repeating meeting as it was; empty if it is new
    /// @param template its template as it will be, put right
    InstanceRules(WireObject before, WireObject template, RuleContext context) {
        this.templateBefore = MeetingRecurrenceType.template(before);
        this.before = byDate(MeetingRecurrenceType.instances(before));
        this.template = template;
        this.context = context;
    }

    /// What became of the occurrences.
    sealed interface Verdict {
        record Fine(List<WireObject> instances) implements Verdict {}

        record Not(Ruling.Refused refusal) implements Verdict {}
    }

    Verdict putRight(List<WireObject> wanted) {
        List<WireObject> right = new ArrayList<>();
        for (Map.Entry<Instant, WireObject> instance : byDate(wanted).entrySet()) {
            WireObject known = before.get(instance.getKey());
            WireObject identified = identified(instance.getValue(), known);
            Optional<WireObject> meeting = identified.object(MEETING);
            if (meeting.isEmpty()) {
                right.add(identified);
                continue;
            }
            if (MeetingRules.endsBeforeItStarts(meeting.get(), instance.getKey())) {
                return new Verdict.Not(new Ruling.Refused(
                        ErrorCode.IMPOSSIBLE_VALUE, "A changed occurrence ends before it starts. Send a later End."));
            }
            WireObject was = known == null ? MeetingShapes.MEETING.empty() : MeetingRecurrenceType.meeting(known);
            switch (seated(MeetingRules.invitationsSent(was, meeting.get()), was)) {
                case Gathering.Seating.Seated(WireObject seated) -> right.add(identified.with(MEETING, seated));
                case Gathering.Seating.Nobody(Ruling.Refused refusal) -> {
                    return new Verdict.Not(refusal);
                }
            }
        }
        return new Verdict.Fine(right);
    }

    private static Map<Instant, WireObject> byDate(List<WireObject> instances) {
        Map<Instant, WireObject> byDate = new LinkedHashMap<>();
        for (WireObject instance : instances) {
            byDate.put(instance.instant("OriginalDate").orElseThrow(), instance);
        }
        return byDate;
    }

    private WireObject identified(WireObject instance, @Nullable WireObject known) {
        if (instance.text(ID).isPresent()) {
            return instance;
        }
        Optional<String> id = known == null ? Optional.empty() : known.text(ID);
        return instance.with(ID, id.orElseGet(() -> context.ids().objectId()));
    }

    /// An occurrence that names no people has those of the template, one that names no host its host.
    private Gathering.Seating seated(WireObject meeting, WireObject was) {
        if (!meeting.has("Host") && !meeting.has(INVITATIONS)) {
            return new Gathering.Seating.Seated(meeting);
        }
        User host = template.object("Host")
                .flatMap(person -> People.stored(person, context.transaction()))
                .orElse(context.actor());
        return Gathering.seat(meeting, host, was.has(INVITATIONS) ? was : templateBefore, context);
    }
}
