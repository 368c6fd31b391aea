package io.tidemark.e2e.selection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What was done in a company, written down plainly, and who should have what because of it (command API
/// 1.10). Knows nothing of how the engine works it out. Confined to one thread.
final class Books {
    /// The windows of the rules and limits of tasks, by name, as long as the account sets no others; null is always.
    static final Map<String, Period> DESCRIBED = Map.of(
            "closed",
            Period.ofDays(14),
            "planned",
            Period.ofMonths(1),
            "unchanged",
            Period.ofYears(1),
            "nextaction",
            Period.ofMonths(1));

    final ZoneId zone;
    final Map<Long, Task> tasks = new TreeMap<>();
    final Map<Long, Visit> visits = new TreeMap<>();
    final Map<Long, String> customers = new TreeMap<>();
    final Set<Long> goneCustomers = new TreeSet<>();
    final Map<Long, Set<Long>> teams = new TreeMap<>();
    final Map<Long, Pool> pools = new TreeMap<>();
    final Map<Long, Entry> entries = new TreeMap<>();
    final Map<Long, Plan> plans = new TreeMap<>();
    boolean limited;
    final Map<Long, Set<Long>> customFields = new TreeMap<>();
    final Map<String, @Nullable Period> windows = new TreeMap<>(DESCRIBED);
    boolean visitsRuled = true;
    boolean visitsForAll;
    Period visitWindow = Period.ofDays(10);

    Books(ZoneId zone) {
        this.zone = zone;
    }

    static final class Task {
        String title = "";
        long responsible;
        List<Long> others = List.of();
        long team;
        /// Whom each custom field names, also where the task does not show it now.
        final Map<Long, Long> customUsers = new TreeMap<>();

        long area;
        long creator;

        @Nullable
        LocalDate nextAction;

        @Nullable
        LocalDate closedOn;

        LocalDate changedOn = LocalDate.EPOCH;
        long customer;
    }

    static final class Visit {
        String title = "";
        long user;
        long team;

        @Nullable
        LocalDate day;
    }

    static final class Pool {
        long team;
        boolean hidden;
    }

    static final class Entry {
        long pool;
        long task;
        boolean gone;
    }

    static final class Plan {
        long task;
        long user;

        @Nullable
        LocalDate day;

        boolean gone;
    }

    LocalDate today(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /// The tasks that a user should have, with their titles.
    Map<Long, String> tasksOf(long user, Instant at) {
        Map<Long, String> selection = new TreeMap<>();
        tasks.forEach((number, task) -> {
            if (has(user, number, task, today(at))) {
                selection.put(number, shown(task));
            }
        });
        return selection;
    }

    /// What of a task is looked at on devices.
    private String shown(Task task) {
        return task.title + (task.closedOn == null ? "" : " closed") + " of "
                + customers.getOrDefault(task.customer, "");
    }

    /// The users whom the custom fields name that a task shows.
    private boolean isNamedByField(long user, Task task) {
        return customFields.entrySet().stream()
                .anyMatch(field -> field.getValue().contains(task.area)
                        && task.customUsers.getOrDefault(field.getKey(), 0L) == user);
    }

    private boolean has(long user, long number, Task task, LocalDate today) {
        if (task.closedOn != null && isPast(task.closedOn, today, windows.get("closed"))) {
            return false;
        }
        if (goneCustomers.contains(task.customer)) {
            return false;
        }
        if (!limited) {
            return true;
        }
        boolean inTeam = isIn(user, task.team);
        boolean inPool = entries.values().stream()
                .filter(entry -> !entry.gone && entry.task == number)
                .map(entry -> pools.get(entry.pool))
                .anyMatch(pool -> pool != null && !pool.hidden && isIn(user, pool.team));
        boolean named = task.responsible == user || task.others.contains(user) || isNamedByField(user, task);
        boolean planned = plans.values().stream()
                .filter(plan -> !plan.gone && plan.task == number && plan.user == user && plan.day != null)
                .anyMatch(plan -> isNear(plan.day, today, windows.get("planned")));
        if (!inTeam && !inPool && !named && !planned) {
            return false;
        }
        boolean fresh = !isPast(task.changedOn, today, windows.get("unchanged"));
        boolean soon = task.nextAction == null || isNear(task.nextAction, today, windows.get("nextaction"));
        return fresh && soon;
    }

    /// The days on which a window opens or closes.
    Set<LocalDate> edges() {
        Set<LocalDate> edges = new TreeSet<>();
        for (Task task : tasks.values()) {
            after(task.closedOn, windows.get("closed"), edges);
            after(task.changedOn, windows.get("unchanged"), edges);
            around(task.nextAction, windows.get("nextaction"), edges);
        }
        plans.values().forEach(plan -> around(plan.day, windows.get("planned"), edges));
        visits.values().forEach(visit -> around(visit.day, visitWindow, edges));
        return edges;
    }

    private static void after(@Nullable LocalDate day, @Nullable Period window, Set<LocalDate> edges) {
        if (day != null && window != null) {
            edges.add(day.plus(window).plusDays(1));
        }
    }

    private static void around(@Nullable LocalDate day, @Nullable Period window, Set<LocalDate> edges) {
        if (day != null && window != null) {
            edges.add(day.minus(window));
            after(day, window, edges);
        }
    }

    private static boolean isPast(LocalDate day, LocalDate today, @Nullable Period window) {
        return window != null && today.isAfter(day.plus(window));
    }

    private static boolean isNear(@Nullable LocalDate day, LocalDate today, @Nullable Period window) {
        return day != null
                && (window == null || !(today.isBefore(day.minus(window)) || today.isAfter(day.plus(window))));
    }

    private boolean isIn(long user, long team) {
        return teams.getOrDefault(team, Set.of()).contains(user);
    }

    /// The visits of the account's own type that a user should have: all of them while the type has no rules, else
    /// his and his team's, within the window; those of others too, where the type is for all and he is not limited.
    Map<Long, String> visitsOf(long user, Instant at) {
        LocalDate today = today(at);
        Map<Long, String> selection = new TreeMap<>();
        visits.forEach((number, visit) -> {
            boolean near = visit.day == null || isNear(visit.day, today, visitWindow);
            boolean given = visit.user == user || isIn(user, visit.team) || (visitsForAll && !limited);
            if (!visitsRuled || (near && given)) {
                selection.put(number, visit.title);
            }
        });
        return selection;
    }

    /// Everybody has every company that was not deactivated.
    Map<Long, String> customersOfAll() {
        Map<Long, String> selection = new TreeMap<>(customers);
        selection.keySet().removeAll(goneCustomers);
        return selection;
    }

    /// The tasks that a device of the other protocol should have: those that its user owns.
    Set<String> ownedBy(long user) {
        Set<String> owned = new HashSet<>();
        tasks.values().stream().filter(task -> owners(task).contains(user)).forEach(task -> owned.add(task.title));
        return owned;
    }

    /// Who owns a task: whoever works on it, or else who made it.
    Set<Long> owners(Task task) {
        Set<Long> owners = new TreeSet<>(task.others);
        owners.add(task.responsible);
        owners.remove(0L);
        return owners.isEmpty() ? Set.of(task.creator) : owners;
    }
}
