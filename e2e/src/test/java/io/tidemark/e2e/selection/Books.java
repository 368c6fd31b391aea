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

/// What was done in a company, written down plainly, and who should have what because of it (command API 1.10).
/// Knows
/// nothing of how the engine works it out. Confined to one thread.
final class Books {
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
    boolean visitsRuled = true;
    Period visitWindow = Period.ofDays(10);
    Period closedWindow = Period.ofDays(14);
    Period plannedWindow = Period.ofMonths(1);

    Books(ZoneId zone) {
        this.zone = zone;
    }

    static final class Task {
        String title = "";
        long responsible;
        List<Long> others = List.of();
        long team;
        long customUser;
        boolean hasCustomField;

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
                selection.put(number, task.title + (task.closedOn == null ? "" : " closed"));
            }
        });
        return selection;
    }

    private boolean has(long user, long number, Task task, LocalDate today) {
        if (task.closedOn != null && today.isAfter(task.closedOn.plus(closedWindow))) {
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
        boolean named = task.responsible == user
                || task.others.contains(user)
                || (task.hasCustomField && task.customUser == user);
        boolean planned = plans.values().stream()
                .filter(plan -> !plan.gone && plan.task == number && plan.user == user && plan.day != null)
                .anyMatch(plan -> isNear(plan.day, today, plannedWindow));
        if (!inTeam && !inPool && !named && !planned) {
            return false;
        }
        boolean fresh = !today.isAfter(task.changedOn.plusYears(1));
        boolean soon = task.nextAction == null || isNear(task.nextAction, today, Period.ofMonths(1));
        return fresh && soon;
    }

    /// The days on which a window opens or closes.
    Set<LocalDate> edges() {
        Set<LocalDate> edges = new TreeSet<>();
        for (Task task : tasks.values()) {
            if (task.closedOn != null) {
                edges.add(task.closedOn.plus(closedWindow).plusDays(1));
            }
            edges.add(task.changedOn.plusYears(1).plusDays(1));
            around(task.nextAction, Period.ofMonths(1), edges);
        }
        plans.values().forEach(plan -> around(plan.day, plannedWindow, edges));
        visits.values().forEach(visit -> around(visit.day, visitWindow, edges));
        return edges;
    }

    private static void around(@Nullable LocalDate day, Period window, Set<LocalDate> edges) {
        if (day != null) {
            edges.add(day.minus(window));
            edges.add(day.plus(window).plusDays(1));
        }
    }

    private static boolean isNear(@Nullable LocalDate day, LocalDate today, Period window) {
        return day != null && !today.isBefore(day.minus(window)) && !today.isAfter(day.plus(window));
    }

    private boolean isIn(long user, long team) {
        return teams.getOrDefault(team, Set.of()).contains(user);
    }

    /// The visits of the account's own type that a user should have: all of them while the type has no rules, else
    /// his and his
    /// team's, within the window.
    Map<Long, String> visitsOf(long user, Instant at) {
        LocalDate today = today(at);
        Map<Long, String> selection = new TreeMap<>();
        visits.forEach((number, visit) -> {
            boolean near = visit.day == null || isNear(visit.day, today, visitWindow);
            if (!visitsRuled || (near && (visit.user == user || isIn(user, visit.team)))) {
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
        tasks.values().forEach(task -> {
            boolean nobody = task.responsible == 0 && task.others.isEmpty();
            if (task.responsible == user || task.others.contains(user) || (nobody && user == 1)) {
                owned.add(task.title);
            }
        });
        return owned;
    }
}
