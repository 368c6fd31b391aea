package io.tidemark.catalog.planning;

import io.tidemark.catalog.command.Conduct;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.object.RuleContext;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.time.LocalDateTime;

/// Plannings: a new one is its writer's unless it says otherwise, and each shows the company of its task and how far
/// it has come, as of its last change. Overlaps are not looked at (types 8.1). Stateless.
public final class PlanConduct implements Conduct {
    @Override
    public JsonObject settled(JsonObject before, JsonObject after, RuleContext context) {
        if (Told.number(after, "minutes") < 0) {
            throw new Unfit("The field minutes must not be below 0.");
        }
        JsonObject planning = after;
        if (before.members().isEmpty() && Told.number(planning, "userid") == 0) {
            planning =
                    planning.with("userid", JsonNumber.of(context.actor().id().value()));
        }
        long company = Activity.todo(context.transaction(), Told.number(planning, "todoid"))
                .map(todo -> Told.number(todo, "customerid"))
                .orElse(0L);
        Activity activity =
                Activity.of(context.transaction(), planning, LocalDateTime.ofInstant(context.now(), context.zone()));
        return planning.with("customerid", JsonNumber.of(company))
                .with("activitystate", JsonNumber.of(activity.code()));
    }
}
