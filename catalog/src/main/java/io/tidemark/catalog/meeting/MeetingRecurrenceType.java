package io.tidemark.catalog.meeting;

import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.catalog.json.JsonFields;
import io.tidemark.catalog.json.JsonObjectType;
import io.tidemark.catalog.people.Attendance;
import io.tidemark.catalog.people.Gathering;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.directory.User;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Repeating meetings (meeting API 3.14, 5.10): a template, a pattern, and the occurrences that deviate.
/// One object on the wire and here; its id is the template's.
public final class MeetingRecurrenceType extends JsonObjectType {
    /// The type's name.
    public static final TypeId ID = new TypeId("meeting-recurrence");

    /// Its fields.
    public static final JsonFields FIELDS =
            JsonFields.opening(MeetingShapes.MEETING_RECURRENCE, "Meeting", Set.of("Meeting", "Pattern"));

    private static final String PATTERN = "Pattern/";
    private static final String EXCEPTIONS = "Pattern/Exceptions";
    private static final String INSTANCES = "MeetingInstances";
    private static final Detection DETECTION = Detection.of(PropertiesFilter.ALL_OF_MEETINGS, "Meeting/");

    private final @Nullable Counterpart counterpart;

    /// The type of repeating meetings that no other protocol knows.
    public MeetingRecurrenceType() {
        super(ID, FIELDS, "Meeting/Id");
        this.counterpart = null;
    }

    /// The type of repeating meetings.
    ///
    /// @param counterpart how another protocol sees them
    public MeetingRecurrenceType(Counterpart counterpart) {
        super(ID, FIELDS, "Meeting/Id");
        this.counterpart = counterpart;
    }

    @Override
    public Optional<Counterpart> counterpart(ObjectKey key) {
        return Optional.ofNullable(counterpart);
    }

    /// A pattern is one thing, together with the times of the template; its exceptions are another.
    @Override
    public String mergeGroup(String field) {
        boolean time = field.equals("Meeting/Start") || field.equals("Meeting/End");
        return time || (field.startsWith(PATTERN) && !field.equals(EXCEPTIONS)) ? PATTERN : field;
    }

    /// The chosen properties of the template, and always the pattern, its exceptions and the deviating
    /// occurrences (5.7).
    @Override
    public boolean differs(Fields held, Fields now, int detection) {
        return DETECTION.differs(held, now, detection)
                || held.differingFrom(now).stream()
                        .anyMatch(field -> field.startsWith(PATTERN) || field.equals(INSTANCES));
    }

    @Override
    public Optional<String> mergeInside(
            String field, @Nullable String base, @Nullable String current, @Nullable String wanted) {
        return field.equals("Meeting/Invitations") ? Attendance.merged(base, current, wanted) : Optional.empty();
    }

    @Override
    public Set<Principal> audience(Fields fields, DirectoryReader directory) {
        return audience(FIELDS.object(fields), directory);
    }

    private static Set<Principal> audience(WireObject recurrence, DirectoryReader directory) {
        Set<Principal> audience = new LinkedHashSet<>(Gathering.audience(template(recurrence), directory));
        instances(recurrence)
                .forEach(instance -> instance.object("Meeting")
                        .ifPresent(meeting -> audience.addAll(Gathering.audience(meeting, directory))));
        return audience;
    }

    @Override
    public List<Span> spans(Fields fields, DirectoryReader directory) {
        WireObject recurrence = FIELDS.object(fields);
        RecurrencePattern pattern = Patterns.ofMeeting(recurrence);
        Instant first = pattern.exceptions().stream()
                .map(exception -> exception.startDate())
                .reduce(pattern.startDate(), (a, b) -> a.isBefore(b) ? a : b);
        Instant end = Patterns.lastEnd(pattern);
        return audience(recurrence, directory).stream()
                .map(principal -> new Span(principal, first, end))
                .toList();
    }

    /// Whether an occurrence concerns a user: those of the template, unless the occurrence has people of its
    /// own.
    ///
    /// @param originalDate which occurrence
    public static boolean concerns(WireObject recurrence, Instant originalDate, User user, DirectoryReader directory) {
        WireObject meeting = instances(recurrence).stream()
                .filter(instance -> instance.instant("OriginalDate")
                        .filter(originalDate::equals)
                        .isPresent())
                .flatMap(instance -> instance.object("Meeting").stream())
                .filter(instance -> instance.has("Host") || instance.has("Invitations"))
                .findFirst()
                .orElseGet(() -> template(recurrence));
        return Gathering.audience(meeting, directory).contains(Principal.of(user.id()));
    }

    static WireObject template(WireObject recurrence) {
        return recurrence.object("Meeting").orElse(MeetingShapes.MEETING.empty());
    }

    static List<WireObject> instances(WireObject recurrence) {
        return recurrence.items(INSTANCES).orElse(List.of());
    }

    @Override
    public Ruling create(Fields wanted, RuleContext context) {
        WireObject recurrence = FIELDS.object(wanted);
        Optional<Ruling.Refused> impossible = Patterns.refusalOfMeeting(recurrence);
        return impossible.isPresent()
                ? impossible.get()
                : putRight(
                        MeetingShapes.MEETING_RECURRENCE.empty(),
                        recurrence,
                        MeetingRules.created(template(recurrence), context),
                        context);
    }

    @Override
    public Ruling change(Fields before, Fields wanted, RuleContext context) {
        WireObject then = FIELDS.object(before);
        WireObject now = FIELDS.object(wanted);
        if (Gathering.isOrganizer(template(then), context.actor())) {
            Optional<Ruling.Refused> impossible = Patterns.refusalOfMeeting(now);
            return impossible.isPresent()
                    ? impossible.get()
                    : putRight(then, now, MeetingRules.organized(template(then), template(now), context), context);
        }
        boolean invited = audience(then, context.transaction())
                        .contains(Principal.of(context.actor().id()))
                || Gathering.invitation(template(then), context.actor()).isPresent();
        Optional<WireObject> answered = invited ? answered(then, now, context) : Optional.empty();
        return answered.isPresent()
                ? new Ruling.Accepted(FIELDS.fields(answered.get()))
                : ruling(MeetingRules.notTheirs());
    }

    private static Ruling ruling(MeetingRules.Verdict verdict) {
        return switch (verdict) {
            case MeetingRules.Verdict.Fine(WireObject meeting) ->
                throw new IllegalStateException("a template alone is no repeating meeting: " + meeting);
            case MeetingRules.Verdict.Not(Ruling ruling) -> ruling;
        };
    }

    /// The repeating meeting with the actor's own answers, if `now` changes nothing else.
    private static Optional<WireObject> answered(WireObject then, WireObject now, RuleContext context) {
        List<WireObject> before = instances(then);
        List<WireObject> after = instances(now);
        Optional<WireObject> template =
                Attendance.onlyAnswered(template(then), template(now), context.actor(), context.transaction());
        if (template.isEmpty() || before.size() != after.size()) {
            return Optional.empty();
        }
        List<WireObject> instances = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            WireObject was = meeting(before.get(i));
            WireObject wanted = meeting(after.get(i));
            Optional<WireObject> answer = Attendance.onlyAnswered(was, wanted, context.actor(), context.transaction());
            if (answer.isEmpty()
                    || !after.get(i).with("Meeting", was).equals(before.get(i).with("Meeting", was))) {
                return Optional.empty();
            }
            instances.add(before.get(i).has("Meeting") ? before.get(i).with("Meeting", answer.get()) : before.get(i));
        }
        WireObject rest = now.with("Meeting", template(then)).without(INSTANCES);
        if (!rest.equals(then.without(INSTANCES))) {
            return Optional.empty();
        }
        WireObject result = then.with("Meeting", template.get());
        return Optional.of(then.has(INSTANCES) ? result.with(INSTANCES, instances) : result);
    }

    static WireObject meeting(WireObject instance) {
        return instance.object("Meeting").orElse(MeetingShapes.MEETING.empty());
    }

    /// Puts template and occurrences right.
    private static Ruling putRight(
            WireObject before, WireObject wanted, MeetingRules.Verdict template, RuleContext context) {
        if (template instanceof MeetingRules.Verdict.Not(Ruling ruling)) {
            return ruling;
        }
        if (!(template instanceof MeetingRules.Verdict.Fine(WireObject meeting))) {
            throw new IllegalStateException("a verdict is one of two");
        }
        InstanceRules.Verdict right = new InstanceRules(before, meeting, context).putRight(instances(wanted));
        return switch (right) {
            case InstanceRules.Verdict.Not(Ruling.Refused refusal) -> refusal;
            case InstanceRules.Verdict.Fine(List<WireObject> instances) -> {
                WireObject whole = wanted.with("Meeting", meeting);
                boolean has = wanted.has(INSTANCES) && !wanted.isNull(INSTANCES);
                yield new Ruling.Accepted(FIELDS.fields(has ? whole.with(INSTANCES, instances) : whole));
            }
        };
    }

    @Override
    public Removal delete(Fields before, boolean mistaken, RuleContext context) {
        WireObject recurrence = FIELDS.object(before);
        if (Gathering.isHost(template(recurrence), context.actor())) {
            return new Removal.Remove();
        }
        if (mistaken) {
            return new Removal.Replace(FIELDS.fields(recurrence.with(
                    "Meeting", Gathering.answered(template(recurrence), context.actor(), InvitationStatus.DECLINED))));
        }
        return new Removal.Refused(
                ErrorCode.NOT_PERMITTED,
                "Only the host can delete this repeating meeting. Decline the invitation instead.");
    }
}
