package io.tidemark.cli.ical;

import io.tidemark.calendar.ical.ImportedMeeting;
import io.tidemark.calendar.ical.ImportedRecurrence;
import io.tidemark.core.handshake.Importer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What becomes of events of a file. Immutable.
sealed interface EventTranslation permits MeetingTranslation, BusyTranslation {
    /// What becomes of one meeting.
    Translated of(ImportedMeeting meeting);

    /// What becomes of a repeated meeting.
    Translated of(ImportedRecurrence recurrence);

    /// Whether what the events have besides their times is wanted.
    boolean wantsContent();

    /// What became of one event.
    ///
    /// @param event what it is called
    /// @param item what to import; empty when nothing comes over
    /// @param losses what does not
    record Translated(String event, Optional<Importer.Item> item, List<Loss> losses) {
        public Translated {
            losses = List.copyOf(losses);
        }

        static Translated nothing(String event, String reason) {
            return new Translated(event, Optional.empty(), List.of(Loss.entire(event, reason)));
        }
    }

    /// The id of what an event becomes: the same whenever it is imported.
    ///
    /// @param scope keeps apart what one event may become several of
    static String id(String scope, String uid) {
        return UUID.nameUUIDFromBytes(("ical/" + scope + "/" + uid).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// What an event is called in a listing.
    static String named(ImportedMeeting meeting) {
        return meeting.title().isBlank() ? meeting.uid() : meeting.title().strip();
    }
}
