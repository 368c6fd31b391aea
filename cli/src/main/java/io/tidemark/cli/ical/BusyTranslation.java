package io.tidemark.cli.ical;

import io.tidemark.calendar.ical.ImportedInstance;
import io.tidemark.calendar.ical.ImportedMeeting;
import io.tidemark.calendar.ical.ImportedRecurrence;
import io.tidemark.calendar.ical.Participation;
import io.tidemark.calendar.recurrence.RecurrenceException;
import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.catalog.meeting.CalendarEntryType;
import io.tidemark.catalog.meeting.CalendarRecurrenceType;
import io.tidemark.catalog.meeting.Patterns;
import io.tidemark.core.directory.User;
import io.tidemark.core.handshake.Importer;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.json.WireObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes busy slots of one user: times only, no titles, no people (meeting API 5.9). Immutable.
///
/// @param user whose calendar the file is
record BusyTranslation(User user) implements EventTranslation {
    @Override
    public Translated of(ImportedMeeting meeting) {
        Optional<String> free = whyFree(meeting);
        if (free.isPresent()) {
            return Translated.nothing(EventTranslation.named(meeting), free.get());
        }
        WireObject slot = CalendarEntryType.FIELDS
                .shape()
                .empty()
                .with("Start", meeting.start())
                .with("End", meeting.end());
        return translated(meeting, CalendarEntryType.ID, CalendarEntryType.FIELDS.patch(slot));
    }

    @Override
    public Translated of(ImportedRecurrence recurrence) {
        ImportedMeeting template = recurrence.template();
        Optional<String> free = whyFree(template);
        if (free.isPresent()) {
            return Translated.nothing(EventTranslation.named(template), free.get());
        }
        WireObject content = CalendarRecurrenceType.content(Patterns.wire(withInstances(recurrence)));
        return translated(template, CalendarRecurrenceType.ID, CalendarRecurrenceType.FIELDS.patch(content));
    }

    @Override
    public boolean wantsContent() {
        return false;
    }

    private Translated translated(ImportedMeeting meeting, TypeId type, Patch content) {
        String id = EventTranslation.id("busy/" + user.wireId(), meeting.uid());
        return new Translated(
                EventTranslation.named(meeting), Optional.of(new Importer.Item(user, type, id, content)), List.of());
    }

    /// Moved occurrences are exceptions here, since a busy slot has no instances (meeting API 5.10).
    private RecurrencePattern withInstances(ImportedRecurrence recurrence) {
        List<RecurrenceException> exceptions =
                new ArrayList<>(recurrence.pattern().exceptions());
        for (ImportedInstance instance : recurrence.instances()) {
            ImportedMeeting meeting = instance.meeting();
            int minutes = Math.toIntExact(
                    Duration.between(meeting.start(), meeting.end()).toMinutes());
            exceptions.add(
                    whyFree(meeting).isPresent()
                            ? RecurrenceException.deleted(instance.originalDate())
                            : new RecurrenceException(instance.originalDate(), meeting.start(), minutes));
        }
        return recurrence.pattern().withExceptions(exceptions);
    }

    private Optional<String> whyFree(ImportedMeeting meeting) {
        if (meeting.cancelled()) {
            return Optional.of("It was called off.");
        }
        if (!meeting.busy()) {
            return Optional.of("It is marked as free time.");
        }
        boolean declined = meeting.attendees().stream()
                .anyMatch(attendee -> attendee.person().email().equals(user.email())
                        && attendee.participation() == Participation.DECLINED);
        return declined ? Optional.of("The user declined it.") : Optional.empty();
    }
}
