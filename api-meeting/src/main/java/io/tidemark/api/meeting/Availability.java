package io.tidemark.api.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.calendar.recurrence.Expansion;
import io.tidemark.calendar.recurrence.Occurrence;
import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.catalog.json.JsonValues;
import io.tidemark.catalog.meeting.CalendarRecurrenceType;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.Patterns;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.SpanHit;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.json.WireObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who is not available when: an extension of ours that makes the calendar worth sending (meeting API 5.9; the
/// original has no request for it). It counts meetings, the occurrences of repeating meetings and busy slots,
/// and answers times only, never titles, so anybody in the account may ask about anybody. Thread-safe.
final class Availability {
    private static final int USERS_MAX = 50;
    private static final Duration SPAN_MAX = Duration.ofDays(370);
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int HITS_MAX = 20_000;
    private static final int TIMES_MAX = 5_000;

    private final Storage storage;

    Availability(Storage storage) {
        this.storage = storage;
    }

    private record Busy(Instant start, Instant end) {}

    Answer answer(Caller caller, String users, String from, String to) {
        Instant begin = instant("from", from);
        Instant end = instant("to", to);
        if (!end.isAfter(begin) || Duration.between(begin, end).compareTo(SPAN_MAX) > 0) {
            throw new SyncException(
                    ErrorCode.MALFORMED_REQUEST, "The time span goes forward and covers at most 370 days.");
        }
        List<String> named = List.of(users.split(",", -1)).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (named.isEmpty() || named.size() > USERS_MAX) {
            throw new SyncException(
                    ErrorCode.MALFORMED_REQUEST, "users names 1 to 50 users by email or id, separated by commas.");
        }
        String body = storage.read(caller.account(), tx -> body(tx, named, begin, end));
        return Answer.of(200, Map.of(), body.getBytes(UTF_8));
    }

    private static Instant instant(String name, String text) {
        try {
            Instant instant =
                    OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
            if (!instant.isBefore(FIRST) && instant.isBefore(END)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // the sentence below says it better
        }
        throw new SyncException(
                ErrorCode.MALFORMED_REQUEST,
                name + " is a date and time of the years 1 to 9999, such as 2031-04-02T07:30:00Z.");
    }

    private static String body(ReadTransaction tx, List<String> named, Instant from, Instant to) {
        StringJoiner users = new StringJoiner(",", "{\"Users\":[", "]}");
        for (String name : named) {
            Optional<User> user = name.indexOf('@') >= 0 ? tx.userByEmail(name) : tx.userByWireId(name);
            User known = user.orElseThrow(() -> new SyncException(
                    ErrorCode.MALFORMED_REQUEST, "users names somebody who is not a user of this account."));
            users.add(user(known, busy(tx, known, from, to)));
        }
        return users.toString();
    }

    private static String user(User user, BusyTimes found) {
        List<Busy> times = found.times();
        StringJoiner busy = new StringJoiner(",", "[", "]");
        boolean cut = times.size() > TIMES_MAX;
        for (Busy time : cut ? times.subList(0, TIMES_MAX) : times) {
            busy.add("{\"Start\":" + JsonValues.instant(time.start()) + ",\"End\":" + JsonValues.instant(time.end())
                    + "}");
        }
        return "{\"User\":{\"Id\":" + JsonValues.text(user.wireId()) + ",\"Name\":" + JsonValues.text(user.name())
                + ",\"Email\":" + JsonValues.text(user.email()) + "},\"Complete\":" + (found.complete() && !cut)
                + ",\"Busy\":" + busy + "}";
    }

    private static BusyTimes busy(ReadTransaction tx, User user, Instant from, Instant to) {
        List<Busy> busy = new ArrayList<>();
        List<SpanHit> hits = tx.spans(Principal.of(user.id()), from, to, HITS_MAX + 1);
        for (SpanHit hit : hits.subList(0, Math.min(hits.size(), HITS_MAX))) {
            repetitions(tx, hit, user)
                    .ifPresentOrElse(
                            repetitions -> repetitions
                                    .between(from, to)
                                    .forEach(occurrence -> busy.add(
                                            new Busy(later(occurrence.start(), from), earlier(occurrence.end(), to)))),
                            () -> busy.add(new Busy(
                                    later(hit.span().start(), from),
                                    earlier(hit.span().end(), to))));
        }
        return new BusyTimes(merged(busy), hits.size() <= HITS_MAX);
    }

    /// When somebody is busy.
    ///
    /// @param times merged, by start
    /// @param complete whether nothing was left out
    private record BusyTimes(List<Busy> times, boolean complete) {}

    /// The occurrences of something that repeats, as far as they concern one user.
    private record Repetitions(RecurrencePattern pattern, Predicate<Occurrence> concern) {
        Stream<Occurrence> between(Instant from, Instant to) {
            return Expansion.of(pattern).occurrences(from, to, TIMES_MAX + 1).filter(concern);
        }
    }

    private static Optional<Repetitions> repetitions(ReadTransaction tx, SpanHit hit, User user) {
        TypeId type = hit.key().type();
        if (type.equals(MeetingRecurrenceType.ID)) {
            byte[] body = tx.object(hit.number()).orElseThrow().body();
            WireObject recurrence = MeetingRecurrenceType.FIELDS.object(MeetingRecurrenceType.FIELDS.split(body));
            return Optional.of(new Repetitions(
                    Patterns.ofMeeting(recurrence),
                    occurrence -> MeetingRecurrenceType.concerns(recurrence, occurrence.originalDate(), user, tx)));
        }
        if (type.equals(CalendarRecurrenceType.ID)) {
            byte[] body = tx.object(hit.number()).orElseThrow().body();
            WireObject pattern = CalendarRecurrenceType.pattern(CalendarRecurrenceType.FIELDS.split(body));
            return Optional.of(new Repetitions(Patterns.read(pattern), occurrence -> true));
        }
        return Optional.empty();
    }

    /// Times that touch or overlap become one: the answer says when, not how often.
    private static List<Busy> merged(List<Busy> times) {
        times.sort(Comparator.comparing(Busy::start));
        List<Busy> merged = new ArrayList<>();
        for (Busy time : times) {
            Busy last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && !time.start().isAfter(last.end())) {
                merged.set(merged.size() - 1, new Busy(last.start(), later(last.end(), time.end())));
            } else {
                merged.add(time);
            }
        }
        return merged;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
