package io.tidemark.catalog.why;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.people.Teams;
import io.tidemark.catalog.reselect.HiddenFollower;
import io.tidemark.catalog.reselect.RulesFollower;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.follow.LogFollower;
import io.tidemark.core.follow.Step;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.core.sweep.Sweeper;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A company that repairs lifts, with a clock of its own: what happens in it is known, so that an explanation can be
/// held against it.
final class Workshop {
    static final TypeId TODO = new TypeId("todo");
    static final TypeId PLANNING = new TypeId("prodplanentry");
    static final TypeId POOL_ENTRY = new TypeId("workpoolentry");
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    final Storage storage = new InMemoryStorage();
    final ZoneId zone = ZoneId.of("Europe/Copenhagen");
    final Account account = storage.accounts().create(new NewAccount("acme", "Acme", zone, new byte[32]));
    final OwnTypes types = new OwnTypes();
    final User ida;
    final User ole;
    private final Ids ids = new Ids();
    private final Saver saver;
    private final Sweeper sweeper = new Sweeper(storage, types);
    private final LogFollower rules;
    private final LogFollower hidden;
    private Instant now = Instant.parse("2026-03-04T08:00:00Z");

    Workshop() {
        ida = user("ida");
        ole = user("ole");
        saver = new Saver(storage, types, () -> now, ids);
        rules = LogFollower.ofEveryAccount(
                storage, RulesFollower.NAME, new RulesFollower(CommandTypes.served(), types, () -> now));
        hidden = LogFollower.ofEveryAccount(
                storage, HiddenFollower.NAME, new HiddenFollower(types.standard(), types, () -> now));
    }

    private User user(String name) {
        return storage.write(
                account.id(),
                tx -> tx.addUser(
                        new User(new UserId(1), "id-" + name, capital(name), name + "@acme.example", "", true, false)));
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }

    Instant now() {
        return now;
    }

    LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    void wait(Duration time) {
        now = now.plus(time);
    }

    /// A long time passes in the log only: it forgets all that changes replaced.
    void forget() {
        storage.write(account.id(), tx -> tx.forgetStates(tx.head().sequence()));
    }

    /// It forgets also what is gone.
    void forgetDepartures() {
        storage.write(account.id(), tx -> tx.forgetDepartures(tx.head().sequence()));
    }

    IdSource ids() {
        return ids;
    }

    /// Time passes, and the server notices.
    void days(int days) {
        wait(Duration.ofDays(days));
        sweep();
    }

    void sweep() {
        sweeper.sweep(account.id(), now);
    }

    /// The server applies rules that were changed, and takes along what names what was hidden.
    void follow() {
        for (LogFollower follower : List.of(rules, hidden)) {
            while (follower.step(account.id()).state() == Step.State.AGAIN) {
                now = now.plusMillis(1);
            }
        }
    }

    ObjectNumber save(User by, TypeId type, String json) {
        return stored(saver.save(account, by, new SaveCall("SaveTest", null), new Save(type, null, said(json))));
    }

    ObjectNumber save(User by, TypeId type, ObjectNumber number, String json) {
        return stored(saver.save(account, by, new SaveCall("SaveTest", null), new Save(type, number, said(json))));
    }

    /// As the server itself decides.
    void decide(User by, TypeId type, ObjectNumber number, String json) {
        Patch decided = CommandObjectType.decided(READER.read(json.replace('\'', '"')));
        Save save = new Save(type, number, Patch.NOTHING, decided);
        stored(saver.save(account, by, new SaveCall("HideTest", null), save));
    }

    private static Patch said(String json) {
        return CommandObjectType.said(READER.read(json.replace('\'', '"')));
    }

    private static ObjectNumber stored(Saved saved) {
        return switch (saved) {
            case Saved.Stored stored -> stored.object().number();
            case Saved.NotThere _, Saved.Refused _ -> throw new AssertionError(saved);
        };
    }

    void delete(User by, TypeId type, ObjectNumber number) {
        saver.run(account, by, new SaveCall("DeleteTest", null), saving -> {
            saving.delete(saving.get(type, number));
            return saving.find(type, number)
                    .orElseGet(() -> saving.find(Teams.key(1)).orElseThrow());
        });
    }

    Team team(String name, User... members) {
        Set<UserId> who = new LinkedHashSet<>();
        for (User member : members) {
            who.add(member.id());
        }
        return saver.operate(account, "admin team add", saving -> Teams.add(saving, name, who));
    }

    void update(Team team, User... members) {
        Set<UserId> who = new LinkedHashSet<>();
        for (User member : members) {
            who.add(member.id());
        }
        saver.operate(account, "admin team", saving -> {
            Teams.update(saving, new Team(team.id(), team.name(), who));
            return team;
        });
    }

    void settings(String json) {
        Patch decided = CommandObjectType.decided(READER.read(json.replace('\'', '"')));
        saver.operate(
                account,
                "admin account",
                saving -> saving.find(AccountSettings.KEY)
                        .map(known -> saving.change(known, Patch.NOTHING, decided))
                        .orElseGet(() -> saving.create(AccountSettings.KEY, Patch.NOTHING, decided)));
    }

    <T> T read(Function<ReadTransaction, T> work) {
        return storage.read(account.id(), work);
    }

    Sequence head() {
        return read(tx -> tx.head().sequence());
    }

    /// The only entry of an object after a position.
    LogEntry entryAfter(Sequence position, ObjectNumber number) {
        List<LogEntry> entries = read(tx -> tx.history(number, position, 10));
        if (entries.size() != 1) {
            throw new AssertionError(entries);
        }
        return entries.getFirst();
    }

    Explanation why(User user, ObjectNumber number) {
        return read(tx -> new Explainer(tx, types.known(account.id(), tx)).now(user.id(), number, now))
                .orElseThrow();
    }

    Explanation why(User user, ObjectNumber number, Instant at) {
        return read(tx -> new Explainer(tx, types.known(account.id(), tx)).at(user.id(), number, at))
                .orElseThrow();
    }

    Optional<ObjectNumber> number(TypeId type, String id) {
        return read(tx -> tx.object(new io.tidemark.core.object.ObjectKey(type, id)))
                .map(io.tidemark.core.object.StoredObject::number);
    }

    private static final class Ids implements IdSource {
        private long last;

        @Override
        public String objectId() {
            return "id-" + ++last;
        }

        @Override
        public long number() {
            return ++last;
        }
    }
}
