package io.tidemark.cli.demo;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.people.Teams;
import io.tidemark.cli.demo.company.CompanyLoader;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Progress;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.handshake.Importer;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import io.tidemark.server.RandomIds;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.Passwords;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Writes the invented company into a storage, through the rules that hold for everybody. What is there already
/// stays as it is, so an interrupted load is simply done again. Confined to one thread.
final class DemoLoader {
    private static final int BATCH = 500;

    private final Storage storage;
    private final Importer importer;
    private final InstantSource clock;
    private final Argon2Settings hashing;
    private final Terminal terminal;

    /// @param hashing the work of each password's hash
    DemoLoader(Storage storage, Argon2Settings hashing, InstantSource clock, Terminal terminal) {
        this.storage = storage;
        this.importer = new Importer(new Engine(storage, Catalog.types(), clock, new RandomIds()));
        this.clock = clock;
        this.hashing = hashing;
        this.terminal = terminal;
    }

    Account load(DemoPlan plan) {
        Account account = storage.accounts()
                .find(DemoCommand.ACCOUNT)
                .orElseGet(() -> storage.accounts()
                        .create(new NewAccount(DemoCommand.ACCOUNT, "Nordhavn Service", DemoPlan.ZONE, tokenKey())));
        DemoStaff staff = DemoStaff.of(plan);
        addPeople(account, staff);
        setPasswords(account, staff, DemoPassword.of(plan));
        write(account, "Writing meetings", DemoScale.MEETINGS, new DemoMeetings(plan, staff).all());
        write(account, "Writing repeating meetings", DemoScale.SERIES, new DemoSeries(plan, staff).all());
        List<DemoItem> slots = new DemoCalendars(plan, staff).all().toList();
        write(account, "Writing calendars", slots.size(), slots.stream());
        write(account, "Writing tasks", plan.scale().tasks(), new DemoTasks(plan, staff).all());
        new CompanyLoader(storage, account, plan, staff, clock, terminal).load();
        return account;
    }

    private static byte[] tokenKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private void addPeople(Account account, DemoStaff staff) {
        storage.write(account.id(), tx -> {
            staff.people().forEach(person -> add(tx, person, false));
            staff.guests().forEach(person -> add(tx, person, true));
            return true;
        });
        new Saver(storage, new OwnTypes(), clock, new RandomIds()).operate(account, "demo", saving -> {
            Set<String> known = saving.stored().teams().stream().map(Team::name).collect(Collectors.toSet());
            for (Trade trade : Trade.ALL) {
                if (!known.contains(trade.team())) {
                    Teams.add(
                            saving,
                            trade.team(),
                            staff.team(trade).stream()
                                    .map(person -> user(saving.stored(), person).id())
                                    .collect(Collectors.toSet()));
                }
            }
            return true;
        });
    }

    private static void add(WriteTransaction tx, DemoPerson person, boolean guest) {
        if (tx.userByEmail(person.email()).isEmpty()) {
            tx.addUser(
                    new User(new UserId(1), person.id(), person.name(), person.email(), person.title(), true, guest));
        }
    }

    private static User user(DirectoryReader tx, DemoPerson person) {
        return tx.userByEmail(person.email()).orElseThrow();
    }

    /// One hash for each, with a salt of its own.
    private void setPasswords(Account account, DemoStaff staff, String password) {
        Map<String, String> hashes;
        int threads = Runtime.getRuntime().availableProcessors();
        try (Passwords passwords = new Passwords(hashing, new SecureRandom(), threads)) {
            hashes = staff.people().parallelStream()
                    .collect(Collectors.toConcurrentMap(
                            DemoPerson::email, person -> passwords.hash(password.toCharArray())));
        }
        storage.write(account.id(), tx -> {
            staff.people().forEach(person -> {
                UserId id = user(tx, person).id();
                if (tx.passwordHash(id).isEmpty()) {
                    tx.setPasswordHash(id, hashes.getOrDefault(person.email(), ""));
                }
            });
            return true;
        });
    }

    private void write(Account account, String title, long total, Stream<DemoItem> items) {
        Map<String, User> users = users(account);
        try (Progress progress = Progress.of(terminal, title, total)) {
            items.map(item -> new Importer.Item(
                            Objects.requireNonNull(users.get(item.actorEmail())),
                            item.type(),
                            item.id(),
                            item.content()))
                    .gather(Gatherers.windowFixed(BATCH))
                    .forEach(batch -> {
                        importer.run(account, batch, "demo").forEach(DemoLoader::requireTaken);
                        progress.step(batch.size());
                    });
        } catch (SyncException e) {
            throw new CommandFailure(
                    "The demo is not complete yet. " + e.getMessage()
                            + " Then start it again: it carries on from there.",
                    e);
        }
    }

    private Map<String, User> users(Account account) {
        Map<String, User> users = new HashMap<>();
        storage.read(account.id(), tx -> tx.users(0, 1_000)).forEach(user -> users.put(user.email(), user));
        return users;
    }

    private static void requireTaken(Outcome outcome) {
        if (!outcome.kind().confirms()) {
            throw new IllegalStateException("the demo breaks a rule: " + outcome.message());
        }
    }
}
