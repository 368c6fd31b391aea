package io.tidemark.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.Access;
import io.tidemark.catalog.command.CommandField;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.cli.Shell;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Json;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Head;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.server.RandomIds;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.Secret;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {
    private static final Argon2Settings CHEAP = new Argon2Settings(64, 1, 1, 32, 16);
    private static final DemoPlan PLAN = new DemoPlan(1, LocalDate.of(2031, 4, 2), DemoScale.SMALL);

    /// A loaded demo, which tests leave as it is: it takes seconds to make.
    private final Storage storage = new InMemoryStorage();

    private final Account account = load(storage);

    @AfterAll
    void close() {
        storage.close();
    }

    private static String everything(DemoPlan plan) {
        DemoStaff staff = DemoStaff.of(plan);
        Stream<DemoItem> items = Stream.of(
                        new DemoTasks(plan, staff).all(),
                        new DemoMeetings(plan, staff).all(),
                        new DemoSeries(plan, staff).all(),
                        new DemoCalendars(plan, staff).all())
                .flatMap(all -> all);
        return staff + DemoPassword.of(plan) + items.map(DemoItem::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void samePlanSameBytes() {
        assertThat(everything(new DemoPlan(1, LocalDate.of(2031, 4, 2), DemoScale.SMALL)))
                .isEqualTo(everything(PLAN));
    }

    @Test
    void seedAndDayChangeEverything() {
        String one = everything(PLAN);
        assertThat(everything(new DemoPlan(2, PLAN.day(), PLAN.scale()))).isNotEqualTo(one);
        assertThat(everything(new DemoPlan(1, PLAN.day().plusDays(1), PLAN.scale())))
                .isNotEqualTo(one);
    }

    private static Account load(Storage storage) {
        Terminal silent = new Terminal(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                InputStream.nullInputStream(),
                Optional.empty(),
                false);
        return new DemoLoader(storage, CHEAP, InstantSource.fixed(Shell.NOW), silent).load(PLAN);
    }

    @Test
    void aFullDiskIsToldInASentence(@TempDir Path folder) {
        SqliteOptions cramped = SqliteOptions.defaults().withFileBytesMax(1 << 20);
        try (Storage small = SqliteStorage.open(folder.resolve("tidemark.db"), cramped)) {
            assertThatThrownBy(() -> load(small))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("is full: free some space")
                    .hasMessageContaining("it carries on from there");
        }
    }

    @Test
    void everyObjectPassesTheRulesAndReachesSomebody() {
        storage.read(account.id(), tx -> {
            List<User> users = tx.users(0, 1_000);
            assertThat(users).filteredOn(User::mayLogIn).hasSize(40).allSatisfy(user -> {
                assertThat(tx.passwordHash(user.id())).isPresent();
                assertThat(count(tx, user, TaskType.ID)).isGreaterThan(10);
                assertThat(count(tx, user, MeetingType.ID)).isPositive();
            });
            assertThat(tx.teams())
                    .hasSize(4)
                    .allSatisfy(team -> assertThat(team.members()).hasSize(10));
            assertThat(users.stream().mapToLong(user -> count(tx, user, MeetingRecurrenceType.ID)))
                    .as("repeating meetings of somebody")
                    .anyMatch(held -> held > 3);
            assertThat(tx.living(new TypeId("todo"), new ObjectNumber(ObjectNumber.BEFORE_ALL), 3_000))
                    .as("tasks are todos too")
                    .hasSize(2_000);
            assertThat(tx.countSelected(
                            Principal.UNLIMITED, new TypeId("todo"), tx.head().sequence()))
                    .as("tasks of companies that are not hidden go to all")
                    .isBetween(1_950L, 1_999L);
            assertThat(count(tx, "event")).as("meetings are events too").isEqualTo(600);
            assertThat(count(tx, "customer")).isEqualTo(500);
            assertThat(count(tx, "person")).isEqualTo(800);
            assertThat(count(tx, "cprelationship")).isEqualTo(800);
            assertThat(count(tx, "tool")).isEqualTo(1_500);
            assertThat(count(tx, "product")).isEqualTo(300);
            assertThat(count(tx, "todoitem")).isEqualTo(600);
            assertThat(count(tx, "thread")).isEqualTo(200);
            assertThat(count(tx, "tmessage")).isEqualTo(200 + 100 + 66);
            assertThat(count(tx, "registrationentry")).as("sixty days").isGreaterThan(30 * 40 * 3);
            assertThat(count(tx, "prodplanentry")).as("three months").isGreaterThan(30 * 60 * 2);
            return true;
        });
    }

    private static long count(ReadTransaction tx, String type) {
        return tx.countSelected(Principal.EVERYONE, new TypeId(type), tx.head().sequence());
    }

    private static long count(ReadTransaction tx, User user, TypeId type) {
        return tx.countSelected(Principal.of(user.id()), type, tx.head().sequence());
    }

    @Test
    void anInterruptedLoadIsDoneAgainWithoutChangingWhatIsThere() {
        Head before = storage.read(account.id(), ReadTransaction::head);

        assertThat(load(storage)).isEqualTo(account);
        assertThat(storage.read(account.id(), ReadTransaction::head)).isEqualTo(before);
        assertThat(storage.accounts().all()).hasSize(1);
    }

    @Test
    void aLoadThatWasCutEndsWithWhatAWholeOneGives(@TempDir Path folder) {
        Path file = folder.resolve("tidemark.db");
        try (Storage cramped = SqliteStorage.open(file, SqliteOptions.defaults().withFileBytesMax(12 << 20))) {
            assertThatThrownBy(() -> load(cramped)).isInstanceOf(CommandFailure.class);
        }
        try (Storage wide = SqliteStorage.open(file, SqliteOptions.defaults())) {
            assertThat(objects(wide, load(wide))).isEqualTo(objects(storage, account));
        }
    }

    private static List<String> objects(Storage storage, Account account) {
        return storage.read(account.id(), tx -> {
            List<String> objects = new ArrayList<>();
            for (long number = 1; ; number++) {
                Optional<StoredObject> object = tx.object(new ObjectNumber(number));
                if (object.isEmpty()) {
                    return objects;
                }
                objects.add(object.get().key().type() + " "
                        + new String(object.get().body(), StandardCharsets.UTF_8));
            }
        });
    }

    @Test
    void everyObjectCanBeSavedAsItIs() {
        CommandTypes types = CommandTypes.served();
        Saver saver = new Saver(storage, Catalog.types(types), InstantSource.fixed(Shell.NOW), new RandomIds());
        User first = storage.read(account.id(), tx -> tx.users(0, 1)).getFirst();
        Map<TypeId, StoredObject> oneOfEach = new LinkedHashMap<>();
        storage.read(account.id(), tx -> {
            for (long number = 1; number <= tx.head().sequence().value(); number++) {
                tx.object(new ObjectNumber(number))
                        .filter(object ->
                                types.type(object.key().type().value()).isPresent())
                        .ifPresent(object -> oneOfEach.putIfAbsent(object.key().type(), object));
            }
            return true;
        });
        Head before = storage.read(account.id(), ReadTransaction::head);

        assertThat(oneOfEach).hasSizeGreaterThan(35);
        assertThat(oneOfEach.values())
                .allSatisfy(object -> assertThat(saver.save(
                                account,
                                first,
                                new SaveCall("test", null),
                                new Save(object.key().type(), object.number(), written(types, object))))
                        .as(object.key().toString())
                        .isInstanceOf(Saved.Stored.class));
        assertThat(storage.read(account.id(), ReadTransaction::head)).isEqualTo(before);
    }

    /// What a client would send back of an object: all that it may write.
    private static Patch written(CommandTypes types, StoredObject object) {
        Set<String> names = types.type(object.key().type().value()).orElseThrow().fields().stream()
                .filter(field -> field.access() == Access.WRITTEN)
                .map(CommandField::name)
                .collect(Collectors.toSet());
        Map<String, JsonValue> said =
                new LinkedHashMap<>(CommandObjectType.object(object.body()).members());
        said.keySet().retainAll(names);
        return CommandObjectType.said(new JsonObject(said));
    }

    @Test
    void jsonOfAStart() {
        User ida = new User(new UserId(1), "1", "Ida Holm", "ida@x.example", "Technician", true, false);
        DemoCommand.Demo demo = new DemoCommand.Demo(
                PLAN, account, List.of(ida), "pier-tide-12", new Secret("00ff"), List.of(new Secret("ABCD-2345")));
        assertThat(Json.text(demo.json("http://127.0.0.1:8080")))
                .isEqualTo("{\"url\":\"http://127.0.0.1:8080\",\"contract\":1,\"apikey\":\"00ff\","
                        + "\"users\":[{\"email\":\"ida@x.example\",\"password\":\"pier-tide-12\"}],"
                        + "\"deviceCodes\":[\"ABCD-2345\"]}");
    }
}
