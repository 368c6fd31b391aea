package io.tidemark.cli.demo.company;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.cli.demo.DemoPlan;
import io.tidemark.cli.demo.DemoStaff.Site;
import io.tidemark.cli.demo.DemoTasks;
import io.tidemark.cli.demo.Trade;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.tree.JsonNumber;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Gives the invented tasks what only field work knows: the customer, the address, the state, the area of work. The
/// tasks are there already, as meetings have them. Immutable.
///
/// @param customers the numbers of the customers, in the order of the sites
/// @param teams the numbers of the teams, by name
record Jobs(DemoPlan plan, SetUp setUp, DemoTasks tasks, List<Site> sites, long[] customers, Map<String, Long> teams) {
    private static final TypeId TODO = new TypeId("todo");

    /// The view of a task in the command API.
    ObjectKey key(int index) {
        return new ObjectKey(TODO, plan.id(TaskType.ID.value(), index).toString());
    }

    /// Completes a task.
    Current complete(Saving saving, int index) {
        Current todo = saving.find(key(index)).orElseThrow();
        DemoTasks.Job job = tasks.job(index);
        Random random = plan.random("todo", index);
        Site site = sites.get(job.site());
        boolean closed = CommandObjectType.object(todo.fields())
                .get("isclosed")
                .filter(JsonNumber.ONE::equals)
                .isPresent();
        Said said = new Said()
                .number("customerid", customers[job.site()])
                .text("address", site.street())
                .text("city", site.city())
                .number("workareaid", setUp.number("workarea", job.trade().team()))
                .number("stateid", setUp.number("todostate", closed ? "Done" : openState(random)))
                .number("team", teams.getOrDefault(job.trade().team(), 0L))
                .number("estimate", 30L * (1 + random.nextInt(8)));
        if (random.nextInt(6) == 0 && !job.trade().equals(Trade.OFFICE)) {
            said.text(
                            "custom" + setUp.number("customfield", "Key box code"),
                            Integer.toString(1_000 + random.nextInt(9_000)))
                    .numbers("icons", setUp.number("icon", "Key needed"));
        }
        return saving.change(todo, CommandObjectType.said(said.said()), Patch.NOTHING);
    }

    private static String openState(Random random) {
        int chance = random.nextInt(10);
        return chance < 4 ? "New" : chance < 8 ? "Planned" : chance < 9 ? "Under way" : "Waiting for parts";
    }
}
