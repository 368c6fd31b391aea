package io.tidemark.cli.demo.company;

import io.tidemark.cli.demo.DemoPlan;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Invents the hours of the last sixty days, and who is planned where in the three months around the day of the
/// plan. Immutable.
///
/// @param technicians who goes out
/// @param todos the tasks
record Hours(DemoPlan plan, SetUp setUp, List<Long> technicians, long[] todos) {
    private static final int PAST_DAYS = 60;
    private static final int PLAN_DAYS = 45;
    private static final List<Shift> REGISTERED = List.of(
            new Shift("07:30", "10:00", 150), new Shift("10:15", "12:15", 120), new Shift("12:45", "15:00", 135));
    private static final List<Shift> PLANNED =
            List.of(new Shift("07:30", "11:30", 240), new Shift("12:00", "15:00", 180));

    /// A part of a day.
    private record Shift(String start, String end, int minutes) {}

    private List<LocalDate> workingDays(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(days -> plan.day().plusDays(days))
                .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
                .toList();
    }

    int registrations() {
        return workingDays(-PAST_DAYS, 0).size() * technicians.size() * REGISTERED.size();
    }

    /// What a technician did in a part of a day.
    Said registration(int index) {
        Random random = plan.random("registration", index);
        Shift shift = REGISTERED.get(index % REGISTERED.size());
        Said said = new Said()
                .number("userid", technician(index / REGISTERED.size()))
                .text("date", day(-PAST_DAYS, 0, index / REGISTERED.size()).toString())
                .text("starttime", shift.start() + ":00")
                .number("minutes", shift.minutes());
        return random.nextInt(8) == 0
                ? said.number("internalid", setUp.any("internalregistration", random))
                : said.number("todoid", todo(random))
                        .number("workareaid", setUp.all("workarea").get(random.nextInt(3)));
    }

    int plans() {
        return workingDays(-PLAN_DAYS, PLAN_DAYS).size() * technicians.size() * PLANNED.size();
    }

    /// Where a technician is to be in half a day.
    Said plan(int index) {
        Random random = plan.random("plan", index);
        Shift shift = PLANNED.get(index % PLANNED.size());
        return new Said()
                .number("id", 0)
                .number("todoid", todo(random))
                .number("userid", technician(index / PLANNED.size()))
                .text("date", day(-PLAN_DAYS, PLAN_DAYS, index / PLANNED.size()).toString())
                .text("starttime", shift.start() + ":00")
                .text("endtime", shift.end() + ":00")
                .number("minutes", shift.minutes());
    }

    private long technician(int index) {
        return technicians.get(index % technicians.size());
    }

    private LocalDate day(int from, int to, int index) {
        return workingDays(from, to).get(index / technicians.size());
    }

    private long todo(Random random) {
        return todos[random.nextInt(todos.length)];
    }
}
