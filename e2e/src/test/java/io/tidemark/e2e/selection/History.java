package io.tidemark.e2e.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.people.Teams;
import io.tidemark.catalog.selection.Window;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/// One history of a company: steps that are done there and written into the books, devices that synchronize
/// meanwhile.
/// What a step does follows from its numbers and from what there is, so that a history can be cut. Confined to one
/// thread.
final class History {
    private static final List<String> LISTS =
            List.of("GetTodosByLastChange", "GetVisitsByLastChange", "GetCustomersByLastChange");
    private static final List<String> PLURALS = List.of("todos", "visits", "customers");
    private final Company company;
    private final Books books;
    private final List<AppDevice> apps = new ArrayList<>();
    private final List<TaskDevice> taskDevices = new ArrayList<>();
    private final long fieldArea;
    private final long plainArea;
    private final long customField;
    private int titles;

    /// A step.
    ///
    /// @param what what is done
    /// @param a which, how much: see there
    record Step(What what, int a, int b, int c) {}

    /// What can be done. The weight says how often it is.
    enum What {
        CREATE_TASK(6),
        RESPONSIBLE(4),
        OTHERS(4),
        TEAM_OF_TASK(4),
        NEXT_ACTION(4),
        CLOSE(4),
        REOPEN(2),
        CUSTOM_USER(3),
        SAVE_AS_IT_IS(2),
        PLAN(6),
        MOVE_PLAN(4),
        NEW_POOL(2),
        CHANGE_POOL(3),
        PUT_INTO_POOL(4),
        TAKE_OUT_OF_POOL(2),
        MEMBERS(5),
        CUSTOMER(3),
        HIDE_CUSTOMER(1),
        LIMIT(3),
        WINDOW(2),
        VISIT(4),
        DESCRIBE(2),
        SECONDS(6),
        DAYS(6),
        YEAR(1),
        EDGE(6),
        SWEEP(3),
        ASK(8),
        INTERRUPT(3),
        FORGET(1),
        SYNC(4),
        COMPLETE(2),
        RESTART(1),
        REST(2),
        COMPARE(4);

        final int weight;

        What(int weight) {
            this.weight = weight;
        }
    }

    History(Company company) {
        this.company = company;
        this.books = new Books(company.zone());
        company.put("todostate", "{'title':'Open','isdefault':1}");
        company.put("todostate", "{'title':'Done','isclosed':1}");
        this.plainArea = company.put("workarea", "{'title':'Plain'}");
        this.fieldArea = company.put("workarea", "{'title':'Fields'}");
        this.customField = company.put(
                "customfield", "{'modcode':'todo','type':9,'title':'Helper','visibility':[" + fieldArea + "]}");
        describe(1, 10);
        for (long team = 1; team <= 2; team++) {
            String name = "Team " + team;
            company.operate(saving -> Teams.add(saving, name, Set.of()));
            books.teams.put(team, Set.of());
        }
        for (long user = 1; user <= Company.USERS; user++) {
            for (int list = 0; list < LISTS.size(); list++) {
                apps.add(new AppDevice(company, user, LISTS.get(list), PLURALS.get(list), user % 2 == 0));
            }
            taskDevices.add(new TaskDevice(company, user));
        }
    }

    void run(List<Step> steps) {
        steps.forEach(this::run);
        compare();
    }

    private void run(Step step) {
        int a = step.a();
        int b = step.b();
        int c = step.c();
        switch (step.what()) {
            case CREATE_TASK -> createTask(a, b, c);
            case RESPONSIBLE ->
                pick(books.tasks, a)
                        .ifPresent(task -> edit(
                                task,
                                "'userid':" + user(b),
                                books.tasks.get(task).responsible != user(b),
                                t -> t.responsible = user(b)));
            case OTHERS -> {
                List<Long> others = subset(b);
                pick(books.tasks, a)
                        .ifPresent(task -> edit(
                                task,
                                "'users':" + others,
                                !books.tasks.get(task).others.equals(others),
                                t -> t.others = others));
            }
            case TEAM_OF_TASK ->
                pick(books.tasks, a)
                        .ifPresent(task -> edit(
                                task,
                                "'team':" + team(b),
                                books.tasks.get(task).team != team(b),
                                t -> t.team = team(b)));
            case NEXT_ACTION -> pick(books.tasks, a).ifPresent(task -> nextAction(task, b));
            case CLOSE -> pick(books.tasks, a).ifPresent(this::close);
            case REOPEN ->
                pick(books.tasks, a)
                        .ifPresent(task -> edit(
                                task, "'isclosed':0", books.tasks.get(task).closedOn != null, t -> t.closedOn = null));
            case CUSTOM_USER ->
                pick(books.tasks, a)
                        .filter(task -> books.tasks.get(task).hasCustomField)
                        .ifPresent(task -> edit(
                                task,
                                "'custom" + customField + "':" + user(b),
                                books.tasks.get(task).customUser != user(b),
                                t -> t.customUser = user(b)));
            case SAVE_AS_IT_IS ->
                pick(books.tasks, a)
                        .ifPresent(task -> edit(task, "'title':'" + books.tasks.get(task).title + "'", false, t -> {}));
            case PLAN -> pick(books.tasks, a).ifPresent(task -> plan(0, task, b, c));
            case MOVE_PLAN ->
                pick(books.plans, a).ifPresent(plan -> plan(plan, c % 5 == 0 ? 0 : books.plans.get(plan).task, b, c));
            case NEW_POOL -> pool(0, team(a), false);
            case CHANGE_POOL -> pick(books.pools, a).ifPresent(pool -> pool(pool, team(b), c % 4 == 0));
            case PUT_INTO_POOL ->
                pick(books.pools, a).ifPresent(pool -> pick(books.tasks, b).ifPresent(task -> putIntoPool(pool, task)));
            case TAKE_OUT_OF_POOL -> pick(books.entries, a).ifPresent(this::takeOutOfPool);
            case MEMBERS -> members(1 + a % 2, subset(b));
            case CUSTOMER -> customer(a, b, c);
            case HIDE_CUSTOMER -> pick(books.customers, a).ifPresent(this::hideCustomer);
            case LIMIT -> limit(a % 3 > 0);
            case WINDOW -> window(a, b);
            case VISIT -> visit(a, b, c);
            case DESCRIBE -> describe(a % 3, 1 + b % 20);
            case SECONDS -> company.pass(Duration.ofSeconds(a % 4000));
            case DAYS -> company.pass(Duration.ofDays(1 + a % 20).plusHours(b % 24));
            case YEAR -> company.pass(Duration.ofDays(180 + a % 220));
            case EDGE -> edge(a, b);
            case SWEEP -> company.sweep();
            case ASK -> apps.get(a % apps.size()).ask(1 + b % 3);
            case INTERRUPT -> apps.get(a % apps.size()).interrupt();
            case FORGET -> apps.get(a % apps.size()).forget();
            case SYNC -> taskDevices.get(a % taskDevices.size()).sync(b % 3 > 0);
            case COMPLETE -> complete(a, b);
            case RESTART -> company.restart();
            case REST -> company.rest();
            case COMPARE -> compare();
        }
    }

    private static Optional<Long> pick(Map<Long, ?> from, int which) {
        List<Long> keys = List.copyOf(from.keySet());
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(which % keys.size()));
    }

    /// 0 is nobody.
    private static long user(int n) {
        return n % (Company.USERS + 1);
    }

    /// 0 is none.
    private static long team(int n) {
        return n % 3;
    }

    private static List<Long> subset(int bits) {
        return LongStream.rangeClosed(1, Company.USERS)
                .filter(user -> (bits >> user & 1) == 1)
                .boxed()
                .toList();
    }

    private LocalDate today() {
        return books.today(company.now());
    }

    /// A day from ten weeks ago to ten weeks ahead.
    private LocalDate day(int n) {
        return today().plusDays(n % 140 - 70L);
    }

    /// The account describes its own type anew, now and then without rules.
    private void describe(int how, int days) {
        books.visitsRuled = how > 0;
        books.visitWindow = Period.ofDays(days);
        String rules = how == 0 ? "" : """
                'selection': {
                 'rules': [
                  {'name': 'user', 'meaning': 'Its user', 'users': 'userid'},
                  {'name': 'team', 'meaning': 'Its team', 'team': 'team'}],
                 'limits': [{'name': 'near', 'meaning': 'Far', 'around': 'day', 'window': '%d days', 'forall': true}]},
                """.formatted(days);
        company.describe("""
                {'types': [{'name': 'visit', 'plural': 'visits', 'meaning': 'A visit.', 'key': 'id', 'label': ['title'],
                  'written': true,
                  %s
                  'fields': [
                   {'name': 'id', 'kind': 'number', 'meaning': 'Its number'},
                   {'name': 'title', 'kind': 'string', 'meaning': 'Its title'},
                   {'name': 'userid', 'kind': 'number', 'refersto': 'user', 'meaning': 'Whose'},
                   {'name': 'team', 'kind': 'number', 'refersto': 'team', 'meaning': 'Whose'},
                   {'name': 'day', 'kind': 'date', 'meaning': 'When'}]}]}
                """.formatted(rules));
    }

    /// To the moment at which a window opens or closes, or just before; there mistakes show.
    private void edge(int a, int b) {
        List<Instant> ahead = books.edges().stream()
                .map(day -> day.atStartOfDay(books.zone).toInstant())
                .filter(moment -> moment.isAfter(company.now().plusSeconds(5)))
                .sorted()
                .toList();
        if (!ahead.isEmpty()) {
            Instant moment = ahead.get(a % Math.min(ahead.size(), 3));
            company.pass(Duration.between(company.now(), moment.plusSeconds(b % 3 == 0 ? -2 : b % 5)));
            compare();
        }
    }

    private void createTask(int a, int b, int c) {
        Books.Task task = new Books.Task();
        task.title = "T" + ++titles;
        task.responsible = user(a);
        task.team = team(b);
        task.hasCustomField = c % 2 == 0;
        task.changedOn = today();
        JsonNode saved = company.command(
                1,
                "{'command':'CreateUpdateTodo','todo':{'title':'" + task.title + "','userid':" + task.responsible
                        + ",'team':" + task.team + ",'workareaid':" + (task.hasCustomField ? fieldArea : plainArea)
                        + "}}");
        books.tasks.put(saved.path("todo").path("id").asLong(), task);
    }

    /// @param changes whether the edit makes a difference
    private void edit(long number, String field, boolean changes, java.util.function.Consumer<Books.Task> edit) {
        company.command(1, "{'command':'CreateUpdateTodo','todo':{'id':" + number + "," + field + "}}");
        Books.Task task = books.tasks.get(number);
        edit.accept(task);
        if (changes) {
            task.changedOn = today();
        }
    }

    private void nextAction(long number, int n) {
        LocalDate day = n % 4 == 0 ? null : day(n);
        Books.Task task = books.tasks.get(number);
        edit(
                number,
                "'nextactiondate':'" + (day == null ? "" : day) + "'",
                !java.util.Objects.equals(day, task.nextAction),
                t -> t.nextAction = day);
    }

    private void close(long number) {
        boolean open = books.tasks.get(number).closedOn == null;
        edit(number, "'isclosed':1", open, task -> task.closedOn = task.closedOn == null ? today() : task.closedOn);
    }

    private void complete(int a, int b) {
        TaskDevice device = taskDevices.get(a % taskDevices.size());
        device.sync(true);
        List<String> titles = List.copyOf(new TreeSet<>(device.titles()));
        if (titles.isEmpty()) {
            return;
        }
        String title = titles.get(b % titles.size());
        if (device.complete(title)) {
            books.tasks.values().stream()
                    .filter(task -> task.title.equals(title) && task.closedOn == null)
                    .forEach(task -> {
                        task.closedOn = today();
                        task.changedOn = today();
                    });
        }
    }

    private void plan(long number, long task, int b, int c) {
        Books.Plan plan = new Books.Plan();
        plan.task = task;
        plan.user = 1L + b % Company.USERS;
        plan.day = day(c);
        JsonNode saved = company.command(
                1,
                "{'command':'CreateUpdateProductionByID','prodplanentry':{'id':" + number + ",'todoid':" + task
                        + ",'userid':" + plan.user + ",'date':'" + plan.day + "'}}");
        books.plans.put(saved.path("prodplanentry").path("id").asLong(), plan);
    }

    private void pool(long number, long team, boolean hidden) {
        JsonNode saved = company.command(
                1,
                "{'command':'CreateUpdateWorkpool','workpool':{'id':" + number + ",'title':'Pool','team':" + team
                        + ",'isdeleted':" + (hidden ? 1 : 0) + "}}");
        Books.Pool pool = new Books.Pool();
        pool.team = team;
        pool.hidden = hidden;
        books.pools.put(saved.path("workpool").path("id").asLong(), pool);
    }

    private void putIntoPool(long pool, long task) {
        JsonNode saved =
                company.command(1, "{'command':'AddTodoToWorkpool','workpoolid':" + pool + ",'todoid':" + task + "}");
        Books.Entry entry = new Books.Entry();
        entry.pool = pool;
        entry.task = task;
        books.entries.put(saved.path("workpoolentry").path("id").asLong(), entry);
    }

    private void takeOutOfPool(long entry) {
        company.command(1, "{'command':'DeleteWorkpoolEntryByID','workpoolentryid':" + entry + "}");
        books.entries.get(entry).gone = true;
    }

    private void members(long team, Collection<Long> members) {
        Set<UserId> ids = new HashSet<>();
        members.forEach(member -> ids.add(new UserId(member)));
        company.operate(saving -> {
            Teams.update(saving, new Team(team, "Team " + team, ids));
            return true;
        });
        books.teams.put(team, Set.copyOf(members));
    }

    /// A new company, a new name for one, or a task of one: the last is a change of the task, a name is none.
    private void customer(int a, int b, int c) {
        Optional<Long> known = pick(books.customers, b);
        if (a % 3 == 0 || known.isEmpty()) {
            String name = "C" + ++titles;
            JsonNode saved =
                    company.command(1, "{'command':'CreateUpdateCustomerByID','customer':{'name':'" + name + "'}}");
            books.customers.put(saved.path("customer").path("id").asLong(), name);
        } else if (a % 3 == 1) {
            String name = "C" + ++titles;
            company.command(
                    1,
                    "{'command':'CreateUpdateCustomerByID','customer':{'id':" + known.get() + ",'name':'" + name
                            + "'}}");
            books.customers.put(known.get(), name);
        } else if (!books.goneCustomers.contains(known.get())) {
            pick(books.tasks, c)
                    .ifPresent(task -> edit(
                            task,
                            "'customerid':" + known.get(),
                            books.tasks.get(task).customer != known.get(),
                            t -> t.customer = known.get()));
        }
    }

    private void hideCustomer(long customer) {
        company.command(1, "{'command':'CreateUpdateCustomerByID','customer':{'id':" + customer + ",'isdeleted':1}}");
        books.goneCustomers.add(customer);
    }

    private void limit(boolean on) {
        company.operate(saving -> {
            AccountSettings.limit(saving, on);
            return true;
        });
        books.limited = on;
    }

    private void window(int a, int b) {
        int days = 1 + b % 60;
        String name = a % 2 == 0 ? "closed" : "planned";
        company.operate(saving -> {
            AccountSettings.window(
                    saving, "todo", name, Window.parse(days + " days").orElseThrow());
            return true;
        });
        if (a % 2 == 0) {
            books.closedWindow = Period.ofDays(days);
        } else {
            books.plannedWindow = Period.ofDays(days);
        }
    }

    private void visit(int a, int b, int c) {
        long number = a % 2 == 0 ? 0 : pick(books.visits, b).orElse(0L);
        Books.Visit visit = new Books.Visit();
        visit.title = "V" + ++titles;
        visit.user = user(b);
        visit.team = team(c);
        visit.day = c % 4 == 0 ? null : day(b);
        JsonNode saved = company.command(
                1,
                "{'command':'CreateUpdateVisitByID','visit':{'id':" + number + ",'title':'" + visit.title
                        + "','userid':"
                        + visit.user + ",'team':" + visit.team + ",'day':'" + (visit.day == null ? "" : visit.day)
                        + "'}}");
        books.visits.put(saved.path("visit").path("id").asLong(), visit);
    }

    /// Every device has passed, the followers are at the end of the log: each holds what its user should have.
    void compare() {
        company.rest();
        for (AppDevice app : apps) {
            app.pass();
            Map<Long, String> expected = expected(app);
            assertThat(app.copy())
                    .as("%s of user %d at %s", list(app), app.user, company.now())
                    .isEqualTo(expected);
        }
        long end = company.changes();
        company.pass(Duration.ofSeconds(2));
        for (AppDevice app : apps) {
            app.pass();
        }
        company.pass(Duration.ofSeconds(2));
        for (AppDevice app : apps) {
            app.pass();
            if (expected(app).equals(app.copy()) && company.changes() == end) {
                assertThat(app.told())
                        .as("nothing happened, so nothing is told")
                        .isZero();
            }
        }
        for (TaskDevice device : taskDevices) {
            device.sync(true);
            assertThat(new TreeSet<>(device.titles()))
                    .as("tasks of user %d", device.user)
                    .isEqualTo(new TreeSet<>(books.ownedBy(device.user)));
        }
    }

    private String list(AppDevice app) {
        return PLURALS.get(apps.indexOf(app) % PLURALS.size());
    }

    private Map<Long, String> expected(AppDevice app) {
        return switch (list(app)) {
            case "todos" -> books.tasksOf(app.user, company.now());
            case "visits" -> books.visitsOf(app.user, company.now());
            default -> books.customersOfAll();
        };
    }
}
