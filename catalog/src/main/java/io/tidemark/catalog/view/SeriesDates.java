package io.tidemark.catalog.view;

import io.tidemark.catalog.people.Gathering;
import io.tidemark.catalog.people.People;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.RuleContext;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import io.tidemark.protocol.tree.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a change of a repeating event does to the dates of the repeating meeting that have something of their own:
/// whoever is taken off the event is taken off them, and a date that was taken away is gone. Stateless.
final class SeriesDates {
    /// Kept in an event: the date that was taken away last, as an instant, and behind a space a text that was never
    /// there before, so that a date can be taken away again after somebody has put it back.
    static final String TAKEN_AWAY = ".takenaway";

    private static final String INSTANCES = "MeetingInstances";
    private static final String INVITATIONS = "Invitations";
    private static final String ORIGINAL = "OriginalDate";

    private SeriesDates() {}

    static WireObject follow(JsonObject then, JsonObject event, WireObject recurrence, RuleContext context) {
        WireObject followed = recurrence;
        Set<Long> left = new HashSet<>(Told.numbers(then, "users"));
        left.removeAll(Told.numbers(event, "users"));
        if (!left.isEmpty()) {
            followed = without(left, event, followed, context);
        }
        if (Told.differ(then, event, TAKEN_AWAY)
                && !Told.text(event, TAKEN_AWAY).isEmpty()) {
            followed = without(Instant.parse(Told.text(event, TAKEN_AWAY).split(" ", 2)[0]), followed);
        }
        return followed;
    }

    private static List<WireObject> instances(WireObject recurrence) {
        return recurrence.items(INSTANCES).orElse(List.of());
    }

    private static WireObject without(Instant date, WireObject recurrence) {
        WireObject pattern = recurrence.object("Pattern").orElse(MeetingShapes.RECURRENCE_PATTERN.empty());
        List<WireObject> exceptions =
                new ArrayList<>(pattern.items("Exceptions").orElse(List.of()));
        exceptions.removeIf(exception -> isOf(exception, date));
        exceptions.add(MeetingShapes.RECURRENCE_EXCEPTION
                .empty()
                .with(ORIGINAL, date)
                .with("StartDate", date)
                .with("Duration", 0));
        WireObject gone = recurrence.with("Pattern", pattern.with("Exceptions", exceptions));
        return recurrence.has(INSTANCES)
                ? gone.with(
                        INSTANCES,
                        instances(recurrence).stream()
                                .filter(instance -> !isOf(instance, date))
                                .toList())
                : gone;
    }

    private static boolean isOf(WireObject dated, Instant date) {
        return dated.instant(ORIGINAL).filter(date::equals).isPresent();
    }

    private static WireObject without(Set<Long> left, JsonObject event, WireObject recurrence, RuleContext context) {
        if (!recurrence.has(INSTANCES)) {
            return recurrence;
        }
        Optional<User> owner = Told.user(Told.number(event, "userid"), context.transaction());
        return recurrence.with(
                INSTANCES,
                instances(recurrence).stream()
                        .map(instance -> instance.object("Meeting")
                                .map(meeting -> instance.with("Meeting", without(left, owner, meeting, context)))
                                .orElse(instance))
                        .toList());
    }

    private static WireObject without(Set<Long> left, Optional<User> owner, WireObject meeting, RuleContext context) {
        WireObject next = meeting;
        if (next.has(INVITATIONS)) {
            next = next.with(
                    INVITATIONS,
                    Gathering.invitations(next).stream()
                            .filter(invitation -> invitation.object("User").stream()
                                    .noneMatch(person -> isOne(person, left, context)))
                            .toList());
        }
        boolean hostLeft = next.object("Host")
                .filter(person -> isOne(person, left, context))
                .isPresent();
        return hostLeft && owner.isPresent() ? next.with("Host", People.wire(owner.get())) : next;
    }

    private static boolean isOne(WireObject person, Set<Long> users, RuleContext context) {
        return People.stored(person, context.transaction())
                .filter(user -> users.contains(user.id().value()))
                .isPresent();
    }
}
