package io.tidemark.e2e.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.FaultyStorage.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// One history of a company: steps that are done there and written into the books, devices that synchronize
/// meanwhile. What a step does follows from its numbers and from what there is, so that a history can be cut.
/// Confined to one thread.
final class History {
    private static final List<String> LISTS =
            List.of("GetTodosByLastChange", "GetVisitsByLastChange", "GetCustomersByLastChange");
    private static final List<String> PLURALS = List.of("todos", "visits", "customers");
    private static final List<Fault> FAULTS =
            List.of(Fault.BUSY_BEFORE, Fault.GIVEN_UP_INSIDE, Fault.UNAVAILABLE_AFTER);
    private static final int USERS_MAX = 6;

    private final Company company;
    private final Books books;
    private final Books booksNextDoor;
    private final Office office;
    private final List<AppDevice> apps = new ArrayList<>();
    private final List<AppDevice> appsNextDoor = new ArrayList<>();
    private final List<TaskDevice> taskDevices = new ArrayList<>();

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
        AREA(2),
        TITLE(2),
        NEXT_ACTION(4),
        CLOSE(4),
        REOPEN(2),
        CUSTOM_USER(4),
        CUSTOM_FIELD(2),
        SAVE_AS_IT_IS(2),
        PLAN(6),
        MOVE_PLAN(4),
        NEW_POOL(2),
        CHANGE_POOL(3),
        PUT_INTO_POOL(4),
        TAKE_OUT_OF_POOL(2),
        NEW_TEAM(1),
        NEW_USER(1),
        MEMBERS(5),
        CUSTOMER(4),
        HIDE_CUSTOMER(4),
        LIMIT(3),
        WINDOW(3),
        VISIT(4),
        DESCRIBE(2),
        NEXT_DOOR(3),
        SECONDS(6),
        DAYS(6),
        YEAR(1),
        EDGE(6),
        SWEEP(3),
        ASK(8),
        IMPORTANT(2),
        INTERRUPT(3),
        FORGET(2),
        SYNC(4),
        ON_DEVICE(4),
        FAULT(4),
        RESTART(1),
        REST(2),
        COMPARE(3);

        final int weight;

        What(int weight) {
            this.weight = weight;
        }
    }

    History(Company company) {
        this.company = company;
        this.books = new Books(company.zone());
        this.booksNextDoor = new Books(ZoneId.of("Pacific/Auckland"));
        this.office = new Office(company, books, booksNextDoor);
        office.everybody().forEach(this::equip);
        for (long user = 1; user <= 2; user++) {
            appsNextDoor.add(
                    new AppDevice(company, Company.NEXT_DOOR, user, LISTS.getFirst(), PLURALS.getFirst(), user == 1));
        }
    }

    private void equip(long user) {
        for (int list = 0; list < LISTS.size(); list++) {
            apps.add(new AppDevice(company, user, LISTS.get(list), PLURALS.get(list), user % 2 == 0));
        }
        taskDevices.add(new TaskDevice(company, user));
    }

    void run(List<Step> steps) {
        steps.forEach(this::run);
        compare();
    }

    private void run(Step step) {
        int a = step.a();
        int b = step.b();
        int c = step.c();
        office.actor(a + b + c);
        switch (step.what()) {
            case CREATE_TASK -> office.createTask(a, b, c);
            case RESPONSIBLE -> office.responsible(a, b);
            case OTHERS -> office.others(a, b);
            case TEAM_OF_TASK -> office.teamOfTask(a, b);
            case AREA -> office.area(a, b);
            case TITLE -> office.title(a);
            case NEXT_ACTION -> office.nextAction(a, b);
            case CLOSE -> office.close(a);
            case REOPEN -> office.reopen(a);
            case CUSTOM_USER -> office.customUser(a, b, c);
            case CUSTOM_FIELD -> office.customField(a, b);
            case SAVE_AS_IT_IS -> office.saveAsItIs(a);
            case PLAN -> office.newPlan(a, b, c);
            case MOVE_PLAN -> office.movePlan(a, b, c);
            case NEW_POOL -> office.newPool(a);
            case CHANGE_POOL -> office.changePool(a, b, c);
            case PUT_INTO_POOL -> office.putIntoPool(a, b);
            case TAKE_OUT_OF_POOL -> office.takeOutOfPool(a);
            case NEW_TEAM -> office.newTeam();
            case NEW_USER -> newUser();
            case MEMBERS -> office.members(a, b);
            case CUSTOMER -> office.customer(a, b, c);
            case HIDE_CUSTOMER -> office.hideCustomer(a, b % 3 > 0);
            case LIMIT -> office.limit(a % 3 > 0);
            case WINDOW -> office.window(a, b);
            case VISIT -> office.visit(a, b, c);
            case DESCRIBE -> office.describe(a % 4, 1 + b % 20);
            case NEXT_DOOR -> office.nextDoor(a, b);
            case SECONDS -> company.pass(Duration.ofSeconds(a % 4000));
            case DAYS -> company.pass(Duration.ofDays(1 + a % 20).plusHours(b % 24));
            case YEAR -> company.pass(Duration.ofDays(180 + a % 220));
            case EDGE -> edge(a, b, c);
            case SWEEP -> company.sweep();
            case ASK -> apps.get(a % apps.size()).ask(1 + b % 3);
            case IMPORTANT -> apps.get(a % apps.size()).askForTheImportant();
            case INTERRUPT -> apps.get(a % apps.size()).interrupt();
            case FORGET -> forget(apps.get(a % apps.size()), b % 2 == 0);
            case SYNC -> taskDevices.get(a % taskDevices.size()).sync(b % 3 > 0);
            case ON_DEVICE -> office.onDevice(taskDevices.get(a % taskDevices.size()), b, c);
            case FAULT -> company.fail(FAULTS.get(a % FAULTS.size()));
            case RESTART -> company.restart();
            case REST -> company.rest();
            case COMPARE -> compare();
        }
    }

    private void newUser() {
        if (company.users() < USERS_MAX) {
            equip(company.addUser());
        }
    }

    /// @param asks whether the app begins again at once, as the recipe tells
    private static void forget(AppDevice app, boolean asks) {
        app.forget();
        if (asks) {
            app.askForTheImportant();
        }
    }

    /// To the moment at which a window opens or closes, or just before; there mistakes show.
    private void edge(int a, int b, int c) {
        List<Instant> ahead = books.edges().stream()
                .map(day -> day.atStartOfDay(books.zone).toInstant())
                .filter(moment -> moment.isAfter(company.now().plusSeconds(5)))
                .sorted()
                .toList();
        if (!ahead.isEmpty()) {
            Instant moment = ahead.get(a % (c % 4 == 0 ? ahead.size() : Math.min(ahead.size(), 3)));
            company.pass(Duration.between(company.now(), moment.plusSeconds(b % 3 == 0 ? -2 : b % 5)));
            compare();
        }
    }

    /// Every device has passed, the followers are at the end of the log: each holds what its user should have.
    void compare() {
        company.rest();
        for (AppDevice app : apps) {
            app.pass();
            assertThat(app.copy())
                    .as("%s of user %d at %s", list(app), app.user, company.now())
                    .isEqualTo(expected(app));
        }
        for (AppDevice app : appsNextDoor) {
            app.pass();
            assertThat(app.copy())
                    .as("next door, at %s", company.now())
                    .isEqualTo(booksNextDoor.tasksOf(app.user, company.now()));
        }
        for (TaskDevice device : taskDevices) {
            device.settle();
            assertThat(new TreeSet<>(device.titles()))
                    .as("tasks of user %d", device.user)
                    .isEqualTo(new TreeSet<>(books.ownedBy(device.user)));
        }
        compareAtRest();
    }

    private void compareAtRest() {
        long end = company.changes();
        for (int pass = 0; pass < 2; pass++) {
            company.pass(Duration.ofSeconds(2));
            apps.forEach(AppDevice::pass);
        }
        for (AppDevice app : apps) {
            assertThat(app.copy())
                    .as("%s of user %d at rest", list(app), app.user)
                    .isEqualTo(expected(app));
            if (company.changes() == end && !isShownTwice()) {
                assertThat(app.told())
                        .as("nothing happened, so nothing is told")
                        .isZero();
            }
        }
    }

    /// Whether clocks show this hour a second time: what changed when they showed it first is told again.
    private boolean isShownTwice() {
        LocalDateTime local = LocalDateTime.ofInstant(company.now(), books.zone);
        return books.zone.getRules().getValidOffsets(local).size() > 1;
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
