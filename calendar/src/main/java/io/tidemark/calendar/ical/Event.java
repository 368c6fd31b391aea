package io.tidemark.calendar.ical;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code VEVENT}, understood but not yet joined with others of its UID. Immutable.
 *
 * @param line of its {@code BEGIN}
 * @param uid the event's, or one that is made of its text
 * @param meeting at the event's own time
 * @param recurrenceId the occurrence that the event stands for
 * @param thisAndFuture whether it is meant to stand for the later ones as well
 * @param version which of two events for the same occurrence is the newer
 */
record Event(
        int line,
        String uid,
        Moment start,
        Duration length,
        ImportedMeeting meeting,
        @Nullable Moment recurrenceId,
        boolean thisAndFuture,
        Version version,
        Repetition repetition,
        List<Note> notes) {

    /**
     * Orders by sequence number, then by time of the last change, then by place in the file.
     *
     * @param stamp {@code LAST-MODIFIED} or {@code DTSTAMP} as written; UTC by RFC 5545, so its text has the order of time
     */
    record Version(int sequence, String stamp, int line) implements Comparable<Version> {
        @Override
        public int compareTo(Version other) {
            int bySequence = Integer.compare(sequence, other.sequence);
            int byStamp = bySequence != 0 ? bySequence : stamp.compareTo(other.stamp);
            return byStamp != 0 ? byStamp : Integer.compare(line, other.line);
        }
    }

    /**
     * What {@code RRULE}, {@code EXRULE}, {@code RDATE} and {@code EXDATE} say; dates are aligned with the event's start.
     */
    record Repetition(
            List<EventRule> rules, List<EventRule> excludedRules, List<Moment> dates, List<Moment> excludedDates) {

        boolean isNone() {
            return rules.isEmpty() && dates.isEmpty();
        }
    }

    /** The meeting at another occurrence. A day lasts a day, also when the clocks change. */
    ImportedMeeting meetingAt(String meetingUid, Instant at) {
        Instant end = start.isDate() ? start.instantOf(start.localOf(at).plus(length)) : at.plus(length);
        return meeting.at(meetingUid, at, end);
    }

    Skipped skipped(Skipped.Extent extent, String reason, String lost) {
        String title = meeting.title().isEmpty() ? null : meeting.title();
        return new Skipped(line, uid, title, "VEVENT", extent, reason, lost);
    }

    /** Rounded up to whole minutes. */
    int durationMinutes() {
        long minutes = length.plusSeconds(59).truncatedTo(ChronoUnit.MINUTES).toMinutes();
        return Math.toIntExact(minutes);
    }

    String standaloneUid(Instant original) {
        return uid + "/" + original;
    }
}
