package io.tidemark.calendar.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged files are read or refused, never anything else, and their events are not forgotten. */
class MutatedFileTest {
    private static final int FILES = 2_000;
    private static final String[] FRAGMENTS = {
        "\r\n ",
        "BEGIN:VEVENT\r\n",
        "END:VEVENT\r\n",
        "END:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\n",
        "\"",
        ";",
        ":",
        ",",
        "=",
        "RRULE:FREQ=SECONDLY\r\n",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n",
        "RRULE:FREQ=DAILY;INTERVAL=2147483647\r\n",
        "RRULE:FREQ=DAILY;COUNT=2147483647\r\n",
        "RRULE:FREQ=DAILY;COUNT=-1\r\n",
        "DTSTART:00000101T000000\r\n",
        "DTSTART:99991231T235959Z\r\n",
        "DTEND:99991231\r\n",
        "DURATION:P99999999999W\r\n",
        "DURATION:P2147483647D\r\n",
        "EXDATE:,,\r\n",
        "RDATE;VALUE=PERIOD:20310101T000000Z/PT1H\r\n",
        "TZOFFSETTO:+9999\r\n",
        "TZOFFSETTO:+1800\r\n",
        "X-WR-TIMEZONE:../..\r\n",
        "RECURRENCE-ID:20310401\r\n",
        "ATTENDEE;CN=\":mailto:\r\n",
        "\0",
        "\uFEFF"
    };

    @Test
    void damagedFilesAreReadOrRefused() {
        int read = 0;
        for (int seed = 1; seed <= FILES; seed++) {
            Random random = new Random(seed);
            byte[] file = Samples.file(Samples.EXPORTS.get(random.nextInt(Samples.EXPORTS.size())));
            for (int times = 1 + random.nextInt(6); times > 0; times--) {
                file = mutate(file, random);
            }
            try {
                ImportedCalendar calendar = new CalendarFileReader(Samples.ZONE, Samples.FROM, Samples.TO).read(file);
                assertThat(calendar).isNotNull();
                read++;
            } catch (CalendarFileException e) {
                assertThat(e).as("seed %s", seed).hasMessageEndingWith(".");
            } catch (RuntimeException | Error e) {
                fail("seed " + seed, e);
            }
        }
        assertThat(read).as("files that were still read").isGreaterThan(FILES / 2);
    }

    private static byte[] mutate(byte[] file, Random random) {
        if (file.length == 0) {
            return file;
        }
        int at = random.nextInt(file.length);
        int length = Math.min(file.length - at, 1 + random.nextInt(60));
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] flipped = file.clone();
                flipped[at] = (byte) random.nextInt(256);
                yield flipped;
            }
            case 1 -> splice(file, at, length, new byte[0]);
            case 2 -> splice(file, at, 0, Arrays.copyOfRange(file, at, at + length));
            case 3 -> Arrays.copyOf(file, random.nextInt(20) == 0 ? at : file.length);
            default -> {
                int lineStart = at;
                while (lineStart > 0 && file[lineStart - 1] != '\n') {
                    lineStart--;
                }
                byte[] fragment = FRAGMENTS[random.nextInt(FRAGMENTS.length)].getBytes(StandardCharsets.UTF_8);
                yield splice(file, random.nextBoolean() ? at : lineStart, 0, fragment);
            }
        };
    }

    private static byte[] splice(byte[] file, int at, int removed, byte[] inserted) {
        byte[] result = new byte[file.length - removed + inserted.length];
        System.arraycopy(file, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(file, at + removed, result, at + inserted.length, file.length - at - removed);
        return result;
    }
}
