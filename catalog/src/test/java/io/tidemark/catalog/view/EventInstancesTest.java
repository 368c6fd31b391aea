package io.tidemark.catalog.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.calendar.recurrence.RecurrenceException;
import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.calendar.recurrence.RecurrenceType;
import io.tidemark.calendar.recurrence.SeasonalOffsets;
import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.Patterns;
import io.tidemark.catalog.view.EventInstances.InstanceId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The dates of repeating events, against a walk from day to day.
class EventInstancesTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final ObjectNumber NUMBER = new ObjectNumber(417);
    private static final LocalDate FIRST = LocalDate.of(2031, 3, 1);
    private static final int MINUTES = 90;

    private final Storage storage = new InMemoryStorage();
    private final AccountId account = storage.accounts()
            .create(new NewAccount("acme", "Acme", ZONE, new byte[32]))
            .id();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theDatesAreThoseOfAWalkFromDayToDay(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 40; n++) {
            new Series(random).check("seed " + seed + ", series " + n);
        }
    }

    /// A daily series over both switches of the clock, some dates deleted or changed.
    private final class Series {
        private final Random random;
        private final int interval;
        private final LocalTime clock;
        private final Map<LocalDate, @Nullable Instant> changed = new HashMap<>();
        private final Map<LocalDate, String> titles = new HashMap<>();

        Series(Random random) {
            this.random = random;
            this.interval = 1 + random.nextInt(9);
            this.clock = LocalTime.of(4 + random.nextInt(20), random.nextInt(4) * 15);
            for (int n = 0; n < 20; n++) {
                LocalDate date = FIRST.plusDays((long) interval * random.nextInt(280 / interval));
                if (random.nextBoolean()) {
                    changed.put(date, null);
                } else {
                    changed.put(date, start(date).plusSeconds(3_600L * (random.nextInt(60) - 30)));
                    if (random.nextBoolean()) {
                        titles.put(date, "Own " + n);
                    }
                }
            }
        }

        private Instant start(LocalDate date) {
            return date.atTime(clock).atZone(ZONE).toInstant();
        }

        void check(String name) {
            LocalDate from = FIRST.plusDays(random.nextInt(280) - 10);
            LocalDate to = from.plusDays(1 + random.nextInt(60));
            Instant begin = from.atStartOfDay(ZONE).toInstant();
            Instant end = to.atStartOfDay(ZONE).toInstant();
            List<String> shown = EventInstances.between(event(), meeting(), begin, end, ZONE, 1_000)
                    .map(dated -> storage.read(account, dated::shown))
                    .map(Series::line)
                    .toList();
            assertThat(shown).as(name).isEqualTo(walk(begin, end));
        }

        private static String line(JsonObject event) {
            return String.join(
                    " ",
                    Told.text(event, "startdate"),
                    Told.text(event, "starttime"),
                    Told.text(event, "enddate"),
                    Told.text(event, "endtime"),
                    Told.text(event, "title"),
                    Told.text(event, "instanceid"));
        }

        private List<String> walk(Instant begin, Instant end) {
            record Date(Instant original, Instant start, String title) {}
            List<Date> dates = new ArrayList<>();
            for (LocalDate date = FIRST; date.getYear() == 2031; date = date.plusDays(interval)) {
                Instant start = changed.containsKey(date) ? changed.get(date) : start(date);
                if (start != null
                        && start.isBefore(end)
                        && start.plusSeconds(60L * MINUTES).isAfter(begin)) {
                    dates.add(new Date(start(date), start, titles.getOrDefault(date, "Round")));
                }
            }
            dates.sort(Comparator.comparing(Date::start).thenComparing(Date::original));
            return dates.stream()
                    .map(date -> {
                        LocalDateTime from = LocalDateTime.ofInstant(date.start(), ZONE);
                        LocalDateTime to = LocalDateTime.ofInstant(date.start().plusSeconds(60L * MINUTES), ZONE);
                        return String.join(
                                " ",
                                from.toLocalDate().toString(),
                                LocalTimes.time(from.toLocalTime()).value(),
                                to.toLocalDate().toString(),
                                LocalTimes.time(to.toLocalTime()).value(),
                                date.title(),
                                "417@" + date.original());
                    })
                    .toList();
        }

        private StoredObject meeting() {
            List<RecurrenceException> exceptions = new ArrayList<>();
            List<WireObject> instances = new ArrayList<>();
            changed.forEach((date, moved) -> {
                Instant original = start(date);
                if (moved == null) {
                    exceptions.add(RecurrenceException.deleted(original));
                } else if (titles.containsKey(date)) {
                    instances.add(MeetingShapes.MEETING_INSTANCE
                            .empty()
                            .with("OriginalDate", original)
                            .with(
                                    "Meeting",
                                    MeetingShapes.MEETING
                                            .empty()
                                            .with("Title", titles.get(date))
                                            .with("Start", moved)
                                            .with("End", moved.plusSeconds(60L * MINUTES))));
                } else {
                    exceptions.add(new RecurrenceException(original, moved, MINUTES));
                }
            });
            RecurrencePattern pattern = new RecurrencePattern(
                    RecurrenceType.DAILY,
                    interval,
                    null,
                    null,
                    null,
                    start(FIRST),
                    start(LocalDate.of(2031, 12, 31)),
                    null,
                    MINUTES,
                    exceptions,
                    new SeasonalOffsets(
                            -60, -120, Instant.parse("2031-03-30T01:00:00Z"), Instant.parse("2031-10-26T01:00:00Z")));
            WireObject recurrence = MeetingShapes.MEETING_RECURRENCE
                    .empty()
                    .with("Pattern", Patterns.wire(pattern))
                    .with("MeetingInstances", instances);
            byte[] body = new MeetingRecurrenceType().body(MeetingRecurrenceType.FIELDS.fields(recurrence));
            return object(new ObjectKey(MeetingRecurrenceType.ID, "s"), body);
        }

        private static StoredObject event() {
            JsonObject event = JsonObject.EMPTY
                    .with("title", new JsonText("Round"))
                    .with("isallday", JsonNumber.ZERO)
                    .with("instanceid", JsonText.EMPTY);
            CommandObjectType type = (CommandObjectType) Catalog.types().get(EventViews.EVENT);
            return object(
                    new ObjectKey(EventViews.EVENT, "series:s"),
                    type.body(Fields.NONE.patchedBy(CommandObjectType.decided(event))));
        }

        private static StoredObject object(ObjectKey key, byte[] body) {
            return new StoredObject(NUMBER, key, new Sequence(1), Instant.EPOCH, false, body, Set.of());
        }
    }

    @Test
    void theNameOfADateIsReadAgain() {
        InstanceId dated = new InstanceId(NUMBER, Optional.of(Instant.parse("2031-04-02T07:30:00Z")));
        assertThat(dated.text()).isEqualTo("417@2031-04-02T07:30:00Z");
        assertThat(InstanceId.parse(dated.text())).contains(dated);
        assertThat(InstanceId.parse(" 417 ")).contains(new InstanceId(NUMBER, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "0", "-4", "417@", "417@tomorrow", "@2031-04-02T07:30:00Z", "99999999999999999999"})
    void whatNamesNoDateIsNone(String text) {
        assertThat(InstanceId.parse(text)).isEmpty();
    }
}
