package io.tidemark.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.Secret;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private static final Argon2Settings CHEAP = new Argon2Settings(64, 1, 1, 32, 16);
    private static final DemoPlan PLAN = new DemoPlan(1, LocalDate.of(2031, 4, 2), DemoScale.SMALL);

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

    @Test
    void largeBeginsWithTheSmallOne() {
        DemoPlan large = new DemoPlan(PLAN.seed(), PLAN.day(), DemoScale.LARGE);
        DemoStaff staff = DemoStaff.of(PLAN);
        assertThat(new DemoTasks(large, staff).all().limit(2_000).toList())
                .isEqualTo(new DemoTasks(PLAN, staff).all().toList());
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
        try (Storage storage = SqliteStorage.open(folder.resolve("tidemark.db"), cramped)) {
            assertThatThrownBy(() -> load(storage))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("is full: free some space")
                    .hasMessageContaining("it carries on from there");
        }
    }

    @Test
    void everyObjectPassesTheRulesAndReachesSomebody() {
        try (Storage storage = new InMemoryStorage()) {
            Account account = load(storage);
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
                assertThat(tx.head().sequence().value())
                        .as("tasks and meetings are todos and events too")
                        .isEqualTo(2 * (2_000 + 600) + 30 * (18 + 2));
                return true;
            });
        }
    }

    private static long count(ReadTransaction tx, User user, io.tidemark.core.object.TypeId type) {
        return tx.countSelected(Principal.of(user.id()), type, tx.head().sequence());
    }

    @Test
    void anInterruptedLoadIsDoneAgainWithoutChangingWhatIsThere() {
        try (Storage storage = new InMemoryStorage()) {
            Head before = storage.read(load(storage).id(), ReadTransaction::head);
            Head after = storage.read(load(storage).id(), ReadTransaction::head);
            assertThat(after).isEqualTo(before);
            assertThat(storage.accounts().all()).hasSize(1);
        }
    }

    @Test
    void jsonOfAStart() {
        Account account;
        try (Storage storage = new InMemoryStorage()) {
            account = load(storage);
        }
        User ida = new User(new UserId(1), "1", "Ida Holm", "ida@x.example", "Technician", true, false);
        DemoCommand.Demo demo = new DemoCommand.Demo(
                PLAN, account, List.of(ida), "pier-tide-12", new Secret("00ff"), List.of(new Secret("ABCD-2345")));
        assertThat(Json.text(demo.json("http://127.0.0.1:8080")))
                .isEqualTo("{\"url\":\"http://127.0.0.1:8080\",\"contract\":1,\"apikey\":\"00ff\","
                        + "\"users\":[{\"email\":\"ida@x.example\",\"password\":\"pier-tide-12\"}],"
                        + "\"deviceCodes\":[\"ABCD-2345\"]}");
    }
}
