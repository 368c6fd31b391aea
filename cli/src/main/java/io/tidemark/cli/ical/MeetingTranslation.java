package io.tidemark.cli.ical;

import io.tidemark.calendar.ical.ImportedInstance;
import io.tidemark.calendar.ical.ImportedMeeting;
import io.tidemark.calendar.ical.ImportedRecurrence;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.catalog.meeting.Patterns;
import io.tidemark.catalog.people.People;
import io.tidemark.core.directory.User;
import io.tidemark.core.handshake.Importer;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes meetings. A meeting whose organizer can log in here is hosted by the organizer, so that the files of
/// two people who meet become one meeting; every other meeting is hosted by the user whose file it is.
/// Immutable.
///
/// @param user whose calendar the file is
/// @param users the users of the account by email
record MeetingTranslation(User user, Map<String, User> users) implements EventTranslation {
    /// The lengths that a device may send back.
    private static final int TITLE_CHARS_MAX = 1_000;

    private static final int PURPOSE_CHARS_MAX = 100_000;
    private static final int DEVIATIONS_MAX = 5_000;

    private static final String SCOPE = "meeting";
    private static final String CALLED_OFF = "It was called off.";

    MeetingTranslation {
        users = Map.copyOf(users);
    }

    @Override
    public Translated of(ImportedMeeting meeting) {
        String event = EventTranslation.named(meeting);
        if (meeting.cancelled()) {
            return Translated.nothing(event, CALLED_OFF);
        }
        Cast cast = Cast.of(meeting, user, users);
        List<Loss> losses = new ArrayList<>(cast.losses());
        WireObject content = peopled(content(meeting, losses), cast);
        return new Translated(
                event,
                Optional.of(new Importer.Item(
                        cast.host(),
                        MeetingType.ID,
                        EventTranslation.id(SCOPE, meeting.uid()),
                        MeetingType.FIELDS.patch(content))),
                losses);
    }

    @Override
    public Translated of(ImportedRecurrence recurrence) {
        ImportedMeeting template = recurrence.template();
        String event = EventTranslation.named(template);
        if (template.cancelled()) {
            return Translated.nothing(event, CALLED_OFF);
        }
        if (recurrence.instances().size() > DEVIATIONS_MAX
                || recurrence.pattern().exceptions().size() > DEVIATIONS_MAX) {
            return Translated.nothing(event, "More than 5,000 of its dates were changed.");
        }
        Cast cast = Cast.of(template, user, users);
        List<Loss> losses = new ArrayList<>(cast.losses());
        WireObject content = MeetingShapes.MEETING_RECURRENCE
                .empty()
                .with("Meeting", peopled(content(template, losses), cast))
                .with("Pattern", Patterns.wire(recurrence.pattern()))
                .with(
                        "MeetingInstances",
                        recurrence.instances().stream()
                                .map(instance -> instance(instance, cast.host(), losses))
                                .toList());
        return new Translated(
                event,
                Optional.of(new Importer.Item(
                        cast.host(),
                        MeetingRecurrenceType.ID,
                        EventTranslation.id(SCOPE, template.uid()),
                        MeetingRecurrenceType.FIELDS.patch(content))),
                losses);
    }

    @Override
    public boolean wantsContent() {
        return true;
    }

    /// A changed occurrence, hosted by the host of the others. What was lost of all of them is said once.
    private WireObject instance(ImportedInstance instance, User host, List<Loss> losses) {
        ImportedMeeting meeting = instance.meeting();
        Cast cast = Cast.of(meeting, user, users);
        cast.losses().stream()
                .filter(loss -> losses.stream().noneMatch(loss::isAlike))
                .forEach(losses::add);
        WireObject content = peopled(content(meeting, losses), new Cast(host, cast.invitations(), List.of()));
        return MeetingShapes.MEETING_INSTANCE
                .empty()
                .with("Id", EventTranslation.id(SCOPE, meeting.uid() + "/" + instance.originalDate()))
                .with("OriginalDate", instance.originalDate())
                .with("Meeting", content);
    }

    private static WireObject peopled(WireObject meeting, Cast cast) {
        WireObject hosted = meeting.with("Host", People.wire(cast.host()));
        return cast.invitations().isEmpty() ? hosted : hosted.with("Invitations", cast.invitations());
    }

    private static WireObject content(ImportedMeeting meeting, List<Loss> losses) {
        if (!meeting.busy()) {
            losses.add(Loss.part(
                    EventTranslation.named(meeting),
                    "It is marked as free time.",
                    "That mark: here a meeting takes the time of its people."));
        }
        return MeetingShapes.MEETING
                .empty()
                .with("Title", fitting(meeting, "title", meeting.title(), TITLE_CHARS_MAX, losses))
                .with("Start", meeting.start())
                .with("End", meeting.end())
                .with("Location", fitting(meeting, "location", meeting.location(), TITLE_CHARS_MAX, losses))
                .with("Purpose", fitting(meeting, "description", meeting.description(), PURPOSE_CHARS_MAX, losses))
                .with("AllDayEvent", meeting.allDay());
    }

    /// A text as devices can take it.
    private static String fitting(ImportedMeeting meeting, String what, String text, int charsMax, List<Loss> losses) {
        String legible = text.replace("\0", "");
        if (legible.length() <= charsMax) {
            return legible;
        }
        losses.add(Loss.part(
                EventTranslation.named(meeting),
                "Its " + what + " is longer than " + charsMax + " characters.",
                "The end of its " + what + "."));
        int end = Character.isHighSurrogate(legible.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return legible.substring(0, end);
    }
}
