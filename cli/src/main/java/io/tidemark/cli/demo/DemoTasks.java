package io.tidemark.cli.demo;

import io.tidemark.catalog.task.TaskType;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import io.tidemark.protocol.meeting.OwnerRights;
import io.tidemark.protocol.meeting.TaskPriority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Invents tasks: jobs at customers, from two months ago to two months ahead. Old ones are done, but for a few that
/// are late. Immutable.
public record DemoTasks(DemoPlan plan, DemoStaff staff) {
    private static final int DAYS = 60;
    private static final int[] DUE_HOURS = {8, 10, 12, 14, 16};

    /// All tasks, made one at a time.
    Stream<DemoItem> all() {
        return IntStream.range(0, plan.scale().tasks()).mapToObj(this::task);
    }

    /// What a task is about.
    ///
    /// @param trade which team does it
    /// @param site where: a place in the list of sites
    public record Job(Trade trade, int site) {}

    /// What one of the tasks is about.
    public Job job(int index) {
        return job(plan.random("task", index));
    }

    private Job job(Random random) {
        return new Job(
                DemoStaff.oneOf(Trade.ALL, random), random.nextInt(staff.sites().size()));
    }

    private DemoItem task(int index) {
        Random random = plan.random("task", index);
        Job job = job(random);
        Trade trade = job.trade();
        DemoStaff.Site site = staff.sites().get(job.site());
        int day = plan.workingDay(random.nextInt(2 * DAYS + 1) - DAYS);
        Instant due = plan.at(day, DUE_HOURS[random.nextInt(DUE_HOURS.length)], 0);
        DemoPerson creator = random.nextInt(3) == 0
                ? staff.team(trade).getFirst()
                : DemoStaff.oneOf(staff.team(Trade.OFFICE), random);
        WireObject task = MeetingShapes.TASK
                .empty()
                .with("Title", DemoStaff.oneOf(trade.jobs(), random) + ", " + site.customer())
                .with("Description", description(trade, site, random))
                .with("DueDate", due)
                .with("Priority", priority(random))
                .with("PercentComplete", percentComplete(day, random))
                .with("Owners", owners(trade, random));
        OwnerRights rights = rights(random);
        if (rights != OwnerRights.ALL) {
            task = task.with("OwnerRights", rights);
        }
        return new DemoItem(
                creator.email(), TaskType.ID, plan.id("task", index).toString(), TaskType.FIELDS.patch(task));
    }

    private static String description(Trade trade, DemoStaff.Site site, Random random) {
        if (trade.equals(Trade.OFFICE)) {
            return "Customer: " + site.customer() + ". Contact: " + site.contact() + ", " + site.phone() + ".";
        }
        String access = switch (random.nextInt(5)) {
            case 0 -> " Key in the box at the main entrance.";
            case 1 -> " Call half an hour before.";
            case 2 -> " Report at the reception.";
            case 3 -> " Parking in the yard.";
            default -> "";
        };
        return site.address() + ". Contact: " + site.contact() + ", " + site.phone() + "." + access;
    }

    private static TaskPriority priority(Random random) {
        int tenth = random.nextInt(10);
        return tenth < 2 ? TaskPriority.HIGH : tenth < 8 ? TaskPriority.NORMAL : TaskPriority.LOW;
    }

    private static int percentComplete(int day, Random random) {
        int chance = random.nextInt(100);
        if (day < 0) {
            return chance < 92 ? 100 : 10 * random.nextInt(10);
        }
        return day < 7 && chance < 30 ? 10 * (1 + random.nextInt(8)) : 0;
    }

    /// One person for most jobs, two for some, three for a few.
    private List<WireObject> owners(Trade trade, Random random) {
        int chance = random.nextInt(20);
        int wanted = chance < 14 ? 1 : chance < 19 ? 2 : 3;
        List<DemoPerson> owners = new ArrayList<>();
        while (owners.size() < wanted) {
            DemoPerson person = DemoStaff.oneOf(staff.team(trade), random);
            if (!owners.contains(person)) {
                owners.add(person);
            }
        }
        return owners.stream()
                .sorted(Comparator.comparing(DemoPerson::email))
                .map(DemoPerson::wire)
                .toList();
    }

    private static OwnerRights rights(Random random) {
        int chance = random.nextInt(100);
        return chance < 3 ? OwnerRights.NONE : chance < 13 ? OwnerRights.COMPLETE : OwnerRights.ALL;
    }
}
