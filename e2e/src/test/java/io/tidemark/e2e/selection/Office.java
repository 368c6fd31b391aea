package io.tidemark.e2e.selection;

import io.tidemark.catalog.people.Teams;
import io.tidemark.catalog.selection.Window;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.UserId;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is done in a company: on the server, and in the books. What exactly follows from numbers and from what there
/// is. Confined to one thread.
final class Office {
    private static final int TEAMS_MAX = 4;
    private static final int FIELDS_MAX = 3;

    /// A window as an operator writes it.
    private record Writing(String text, @Nullable Period period) {}

    private static final List<Writing> WINDOWS = List.of(
            new Writing("1 day", Period.ofDays(1)),
            new Writing("5 days", Period.ofDays(5)),
            new Writing("14 days", Period.ofDays(14)),
            new Writing("3 weeks", Period.ofWeeks(3)),
            new Writing("1 month", Period.ofMonths(1)),
            new Writing("2 months", Period.ofMonths(2)),
            new Writing("1 year", Period.ofYears(1)),
            new Writing("always", null));

    private final Company company;
    private final Books books;
    private final Books nextDoor;
    private final List<Long> areas = new ArrayList<>();
    private long actor = 1;
    private int titles;

    Office(Company company, Books books, Books nextDoor) {
        this.company = company;
        this.books = books;
        this.nextDoor = nextDoor;
        company.put("todostate", "{'title':'Open','isdefault':1}");
        company.put("todostate", "{'title':'Done','isclosed':1}");
        areas.add(company.put("workarea", "{'title':'Plain'}"));
        areas.add(company.put("workarea", "{'title':'Fields'}"));
        customField(0, 2);
        describe(1, 10);
        newTeam();
        newTeam();
    }

    /// Who does what comes next.
    void actor(int n) {
        actor = 1L + Math.floorMod(n, company.users());
    }

    static Optional<Long> pick(Map<Long, ?> from, int which) {
        List<Long> keys = List.copyOf(from.keySet());
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(which % keys.size()));
    }

    /// 0 is nobody.
    private long user(int n) {
        return n % (company.users() + 1);
    }

    /// 0 is none.
    private long team(int n) {
        return n % (books.teams.size() + 1);
    }

    private List<Long> subset(int bits) {
        return LongStream.rangeClosed(1, company.users())
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

    // ---- tasks ----

    void createTask(int a, int b, int c) {
        Books.Task task = new Books.Task();
        task.title = "T" + ++titles;
        task.responsible = user(a);
        task.team = team(b);
        task.area = areas.get(c % 2);
        task.creator = actor;
        task.changedOn = today();
        JsonNode saved = company.command(
                actor,
                "{'command':'CreateUpdateTodo','todo':{'title':'" + task.title + "','userid':" + task.responsible
                        + ",'team':" + task.team + ",'workareaid':" + task.area + "}}");
        books.tasks.put(saved.path("todo").path("id").asLong(), task);
    }

    void responsible(int a, int b) {
        edit(a, "'userid':" + user(b), task -> task.responsible != user(b), task -> task.responsible = user(b));
    }

    void others(int a, int b) {
        List<Long> others = subset(b);
        edit(a, "'users':" + others, task -> !task.others.equals(others), task -> task.others = others);
    }

    void teamOfTask(int a, int b) {
        edit(a, "'team':" + team(b), task -> task.team != team(b), task -> task.team = team(b));
    }

    void area(int a, int b) {
        long area = areas.get(b % 2);
        edit(a, "'workareaid':" + area, task -> task.area != area, task -> task.area = area);
    }

    void title(int a) {
        String title = "T" + ++titles;
        edit(a, "'title':'" + title + "'", task -> true, task -> task.title = title);
    }

    void nextAction(int a, int b) {
        LocalDate day = b % 4 == 0 ? null : day(b);
        edit(
                a,
                "'nextactiondate':'" + (day == null ? "" : day) + "'",
                task -> !Objects.equals(day, task.nextAction),
                task -> task.nextAction = day);
    }

    void close(int a) {
        edit(a, "'isclosed':1", task -> task.closedOn == null, this::close);
    }

    private void close(Books.Task task) {
        if (task.closedOn == null) {
            task.closedOn = today();
        }
    }

    void reopen(int a) {
        edit(a, "'isclosed':0", task -> task.closedOn != null, task -> task.closedOn = null);
    }

    /// What a task does not show cannot be written.
    void customUser(int a, int b, int c) {
        pick(books.customFields, c).ifPresent(field -> {
            Set<Long> shownIn = books.customFields.get(field);
            long user = user(b);
            edit(
                    a,
                    "'custom" + field + "':" + user,
                    task -> shownIn.contains(task.area) && task.customUsers.getOrDefault(field, 0L) != user,
                    task -> {
                        if (shownIn.contains(task.area)) {
                            task.customUsers.put(field, user);
                        }
                    });
        });
    }

    void saveAsItIs(int a) {
        pick(books.tasks, a)
                .ifPresent(number ->
                        edit(a, "'title':'" + books.tasks.get(number).title + "'", task -> false, task -> {}));
    }

    /// Whether an edit makes a difference.
    private interface Difference {
        boolean in(Books.Task task);
    }

    private void edit(int which, String field, Difference difference, Consumer<Books.Task> edit) {
        pick(books.tasks, which).ifPresent(number -> {
            company.command(actor, "{'command':'CreateUpdateTodo','todo':{'id':" + number + "," + field + "}}");
            Books.Task task = books.tasks.get(number);
            if (difference.in(task)) {
                task.changedOn = today();
            }
            edit.accept(task);
        });
    }

    // ---- through the other protocol ----

    /// A device completes a task, gives it to others, or makes one.
    void onDevice(TaskDevice device, int b, int c) {
        device.settle();
        List<String> titlesThere = List.copyOf(new TreeSet<>(device.titles()));
        if (b % 4 == 0 || titlesThere.isEmpty()) {
            make(device);
            return;
        }
        String title = titlesThere.get(c % titlesThere.size());
        Books.Task task = books.tasks.values().stream()
                .filter(known -> known.title.equals(title))
                .findFirst()
                .orElseThrow();
        if (b % 4 == 1) {
            hand(device, task, subset(c));
        } else if (device.complete(title) && task.closedOn == null) {
            task.closedOn = today();
            task.changedOn = today();
        }
    }

    private void make(TaskDevice device) {
        Books.Task task = new Books.Task();
        task.title = "T" + ++titles;
        task.creator = device.user;
        task.responsible = device.user;
        task.area = areas.getFirst(); // the preset one
        task.changedOn = today();
        device.create(task.title);
        books.tasks.put(company.numberOf(task.title), task);
    }

    /// The responsible stays if he is among the owners; or else it is the first of them.
    private void hand(TaskDevice device, Books.Task task, List<Long> to) {
        device.hand(task.title, to.stream().map(Company::email).toList());
        List<Long> owners = new ArrayList<>(to.isEmpty() ? List.of(task.creator) : to);
        if (books.owners(task).equals(new TreeSet<>(owners))) {
            return;
        }
        task.responsible = owners.contains(task.responsible) ? task.responsible : owners.getFirst();
        owners.remove(task.responsible);
        task.others = List.copyOf(owners);
        task.changedOn = today();
    }

    // ---- what names tasks ----

    void newPlan(int a, int b, int c) {
        pick(books.tasks, a).ifPresent(task -> plan(0, task, b, c));
    }

    /// To another day, user or task; or away.
    void movePlan(int a, int b, int c) {
        pick(books.plans, a)
                .ifPresent(plan -> plan(
                        plan,
                        c % 5 == 0
                                ? pick(books.tasks, b).filter(_ -> c % 2 == 0).orElse(0L)
                                : books.plans.get(plan).task,
                        b,
                        c));
    }

    private void plan(long number, long task, int b, int c) {
        Books.Plan plan = new Books.Plan();
        plan.task = task;
        plan.user = 1L + b % company.users();
        plan.day = day(c);
        JsonNode saved = company.command(
                actor,
                "{'command':'CreateUpdateProductionByID','prodplanentry':{'id':" + number + ",'todoid':" + task
                        + ",'userid':" + plan.user + ",'date':'" + plan.day + "'}}");
        books.plans.put(saved.path("prodplanentry").path("id").asLong(), plan);
    }

    void newPool(int a) {
        pool(0, team(a), false);
    }

    void changePool(int a, int b, int c) {
        pick(books.pools, a).ifPresent(pool -> pool(pool, team(b), c % 4 == 0));
    }

    private void pool(long number, long team, boolean hidden) {
        JsonNode saved = company.command(
                actor,
                "{'command':'CreateUpdateWorkpool','workpool':{'id':" + number + ",'title':'Pool','team':" + team
                        + ",'isdeleted':" + (hidden ? 1 : 0) + "}}");
        Books.Pool pool = new Books.Pool();
        pool.team = team;
        pool.hidden = hidden;
        books.pools.put(saved.path("workpool").path("id").asLong(), pool);
    }

    void putIntoPool(int a, int b) {
        pick(books.pools, a)
                .ifPresent(pool -> pick(books.tasks, b).ifPresent(task -> {
                    JsonNode saved = company.command(
                            actor, "{'command':'AddTodoToWorkpool','workpoolid':" + pool + ",'todoid':" + task + "}");
                    Books.Entry entry = new Books.Entry();
                    entry.pool = pool;
                    entry.task = task;
                    books.entries.put(saved.path("workpoolentry").path("id").asLong(), entry);
                }));
    }

    void takeOutOfPool(int a) {
        pick(books.entries, a).ifPresent(entry -> {
            company.command(actor, "{'command':'DeleteWorkpoolEntryByID','workpoolentryid':" + entry + "}");
            books.entries.get(entry).gone = true;
        });
    }

    // ---- people ----

    void newTeam() {
        long team = books.teams.size() + 1L;
        if (team <= TEAMS_MAX) {
            company.operateOnce(saving -> Teams.add(saving, "Team " + team, Set.of()));
            books.teams.put(team, Set.of());
        }
    }

    void members(int a, int b) {
        long team = 1L + a % books.teams.size();
        List<Long> members = subset(b);
        Set<UserId> ids = new HashSet<>();
        members.forEach(member -> ids.add(new UserId(member)));
        company.operate(saving -> {
            Teams.update(saving, new Team(team, "Team " + team, ids));
            return true;
        });
        books.teams.put(team, Set.copyOf(members));
    }

    // ---- companies, whose names stand in tasks ----

    /// A new company, a new name for one, or a task of one: the last is a change of the task, a name is none.
    void customer(int a, int b, int c) {
        Optional<Long> known = pick(books.customers, b);
        if (a % 3 == 0 || known.isEmpty()) {
            customer(0, "C" + ++titles);
        } else if (a % 3 == 1) {
            customer(known.get(), "C" + ++titles);
        } else if (!books.goneCustomers.contains(known.get())) {
            long customer = known.get();
            edit(c, "'customerid':" + customer, task -> task.customer != customer, task -> task.customer = customer);
        }
    }

    private void customer(long number, String name) {
        JsonNode saved = company.command(
                actor, "{'command':'CreateUpdateCustomerByID','customer':{'id':" + number + ",'name':'" + name + "'}}");
        books.customers.put(saved.path("customer").path("id").asLong(), name);
    }

    /// A company is deleted, or comes back.
    void hideCustomer(int a, boolean hidden) {
        pick(books.customers, a).ifPresent(customer -> {
            company.command(
                    actor,
                    "{'command':'CreateUpdateCustomerByID','customer':{'id':" + customer + ",'isdeleted':"
                            + (hidden ? 1 : 0) + "}}");
            if (hidden) {
                books.goneCustomers.add(customer);
            } else {
                books.goneCustomers.remove(customer);
            }
        });
    }

    // ---- rules ----

    void limit(boolean on) {
        company.operate(saving -> {
            AccountSettings.limit(saving, on);
            return true;
        });
        books.limited = on;
    }

    /// Another window for a rule or a limit, or the described one again.
    void window(int a, int b) {
        String name = List.copyOf(new TreeSet<>(Books.DESCRIBED.keySet())).get(a % Books.DESCRIBED.size());
        boolean asDescribed = b % (WINDOWS.size() + 1) == WINDOWS.size();
        Writing writing = WINDOWS.get(b % WINDOWS.size());
        company.operate(saving -> {
            Window window = asDescribed ? null : Window.parse(writing.text()).orElseThrow();
            AccountSettings.window(saving, "todo", name, window);
            return true;
        });
        books.windows.put(name, asDescribed ? Books.DESCRIBED.get(name) : writing.period());
    }

    /// A custom field that names users, in tasks of no area, of one, or of both; a new one, or one that is there.
    void customField(int a, int b) {
        Set<Long> shownIn = new TreeSet<>();
        for (int n = 0; n < areas.size(); n++) {
            if ((b >> n & 1) == 1) {
                shownIn.add(areas.get(n));
            }
        }
        String definition = "{'modcode':'todo','type':9,'title':'Helper','visibility':" + shownIn + "}";
        Optional<Long> known = pick(books.customFields, a);
        if (known.isEmpty() || (a % 3 == 0 && books.customFields.size() < FIELDS_MAX)) {
            books.customFields.put(company.put("customfield", definition), shownIn);
        } else {
            company.change("customfield", known.get(), definition);
            books.customFields.put(known.get(), shownIn);
        }
    }

    /// The account describes its own type anew, now and then without rules, or for all who are not limited.
    void describe(int how, int days) {
        books.visitsRuled = how > 0;
        books.visitsForAll = how == 2;
        books.visitWindow = Period.ofDays(days);
        String rules = how == 0 ? "" : """
                'selection': {
                 %s
                 'rules': [
                  {'name': 'user', 'meaning': 'Its user', 'users': 'userid'},
                  {'name': 'team', 'meaning': 'Its team', 'team': 'team'}],
                 'limits': [{'name': 'near', 'meaning': 'Far', 'around': 'day', 'window': '%d days', 'forall': true}]},
                """.formatted(how == 2 ? "'everyone': true," : "", days);
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

    void visit(int a, int b, int c) {
        long number = a % 2 == 0 ? 0 : pick(books.visits, b).orElse(0L);
        Books.Visit visit = new Books.Visit();
        visit.title = "V" + ++titles;
        visit.user = user(b);
        visit.team = team(c);
        visit.day = c % 4 == 0 ? null : day(b);
        JsonNode saved = company.command(
                actor,
                "{'command':'CreateUpdateVisitByID','visit':{'id':" + number + ",'title':'" + visit.title
                        + "','userid':"
                        + visit.user + ",'team':" + visit.team + ",'day':'" + (visit.day == null ? "" : visit.day)
                        + "'}}");
        books.visits.put(saved.path("visit").path("id").asLong(), visit);
    }

    // ---- another account ----

    /// A task next door: made, given another title, or closed.
    void nextDoor(int a, int b) {
        Optional<Long> known = a % 3 == 0 ? Optional.empty() : pick(nextDoor.tasks, b);
        Books.Task task = known.map(nextDoor.tasks::get).orElseGet(Books.Task::new);
        boolean closes = known.isPresent() && a % 3 == 1;
        if (!closes) {
            task.title = "N" + ++titles;
        } else if (task.closedOn == null) {
            task.closedOn = nextDoor.today(company.now());
        }
        JsonNode saved = company.command(
                Company.NEXT_DOOR,
                1,
                "{'command':'CreateUpdateTodo','todo':{'id':" + known.orElse(0L) + ",'title':'" + task.title
                        + "','isclosed':" + (task.closedOn == null ? 0 : 1) + "}}");
        nextDoor.tasks.put(saved.path("todo").path("id").asLong(), task);
    }

    Collection<Long> everybody() {
        return LongStream.rangeClosed(1, company.users()).boxed().toList();
    }
}
