package io.tidemark.cli.demo.company;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.cli.demo.DemoPlan;
import io.tidemark.cli.demo.DemoStaff;
import io.tidemark.cli.demo.DemoStaff.Site;
import io.tidemark.cli.demo.DemoTasks;
import io.tidemark.cli.demo.Trade;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.RandomIds;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes what the company keeps in the command API. Its people, teams and tasks are there already. What is there
/// stays as it is, so an interrupted load is simply done again. Confined to one thread.
public final class CompanyLoader {
    private static final int PERSONS = 8_000;
    private static final int TOOLS = 15_000;
    private static final int PRODUCTS = 3_000;
    private static final int USES = 6_000;
    private static final int TALKS = 2_000;

    private final Account account;
    private final DemoPlan plan;
    private final DemoStaff staff;
    private final CommandTypes types = CommandTypes.served();
    private final ObjectWriter writer;
    private final List<User> users;
    private final Map<String, Long> teams;

    /// @param account the company's
    /// @param clock stamps the objects
    public CompanyLoader(
            Storage storage, Account account, DemoPlan plan, DemoStaff staff, InstantSource clock, Terminal terminal) {
        this.account = account;
        this.plan = plan;
        this.staff = staff;
        this.users = storage.read(account.id(), tx -> tx.users(0, 1_000)).stream()
                .filter(User::mayLogIn)
                .toList();
        this.teams =
                storage.read(account.id(), tx -> tx.teams()).stream().collect(Collectors.toMap(Team::name, Team::id));
        Saver saver = new Saver(storage, Catalog.types(types), clock, new RandomIds());
        this.writer = new ObjectWriter(saver, this.account, users, plan, terminal);
    }

    /// Writes all of it.
    public void load() {
        SetUp setUp = SetUp.write(writer);
        List<Long> everybody = users.stream().map(user -> user.id().value()).toList();
        List<Site> sites = staff.sites();
        Customers customers = new Customers(plan, setUp, sites, everybody);
        long[] companies = writer.create("customer", "customers", customers.count(), customers::customer);
        long[] persons = writer.create("person", "persons", plan.of(PERSONS), customers::person);
        writer.create(
                "cprelationship",
                "who works where",
                persons.length,
                index -> customers.relation(index, companies, persons));

        Jobs jobs = new Jobs(plan, setUp, new DemoTasks(plan, staff), sites, companies, teams);
        long[] todos = writer.run("Completing tasks", plan.scale().tasks(), jobs::complete);
        Equipment equipment = new Equipment(plan, setUp, companies, everybody);
        writer.create("tool", "equipment", plan.of(TOOLS), equipment::tool);
        Goods goods = new Goods(plan, setUp);
        long[] products = writer.create("product", "products", plan.of(PRODUCTS), goods::product);
        writer.create(
                "todoitem", "used products", plan.of(USES), index -> goods.use(index, products, todos, everybody));

        Hours hours = new Hours(plan, setUp, technicians(), todos);
        writer.create("registrationentry", "hours", hours.registrations(), hours::registration);
        writer.create("prodplanentry", "plans", hours.plans(), hours::plan);
        talk(new Talks(plan, types.type("todo").orElseThrow(), jobs::key));
    }

    private List<Long> technicians() {
        return users.stream()
                .filter(user -> staff.people().stream()
                        .anyMatch(person -> person.email().equals(user.email())
                                && !person.team().equals(Trade.OFFICE.team())))
                .map(user -> user.id().value())
                .toList();
    }

    /// Every talk has a first message, half of them an answer, and a third of them another question.
    private void talk(Talks talks) {
        int count = plan.of(TALKS);
        for (int round = 0; round < 3; round++) {
            int turn = round;
            writer.runOnce(
                    "Writing messages",
                    count / (round + 1),
                    "talk " + round,
                    (saving, index) -> talks.message(saving, index, turn));
        }
    }
}
