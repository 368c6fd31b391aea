package io.tidemark.e2e.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.people.Teams;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.simulation.CountingStorage;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The loss classes of selections that move, one by one, as an app of the command API meets them.
class SelectionLossClassesTest {
    private static final long LIFTS = 1;
    private static final long OFFICE = 1;
    private static final long IDA = 2;
    private static final long LARS = 3;

    @TempDir
    private Path folder;

    private Company company(String storage, List<String> calls) {
        InMemoryStorage memory = new InMemoryStorage();
        Path file = folder.resolve("tidemark.db");
        Supplier<Storage> opening = storage.equals("memory")
                ? () -> new Unclosed(memory)
                : () -> SqliteStorage.open(file, SqliteOptions.defaults());
        Company company = new Company(
                () -> new CountingStorage(opening.get(), calls::add),
                ZoneId.of("Europe/Copenhagen"),
                Instant.parse("2031-04-01T06:00:00Z"));
        company.operate(saving -> {
            AccountSettings.limit(saving, true);
            return Teams.add(saving, "Lifts", Set.of(new UserId(IDA)));
        });
        return company;
    }

    private static void members(Company company, long... members) {
        Set<UserId> ids = Arrays.stream(members).mapToObj(UserId::new).collect(Collectors.toSet());
        company.operate(saving -> {
            Teams.update(saving, new Team(LIFTS, "Lifts", ids));
            return true;
        });
        company.pass(Duration.ofSeconds(2));
    }

    private static long task(Company company, String fields) {
        return company.command(OFFICE, "{'command':'CreateUpdateTodo','todo':{'title':'Rope'," + fields + "}}")
                .path("todo")
                .path("id")
                .asLong();
    }

    private static AppDevice phone(Company company, long user) {
        AppDevice phone = new AppDevice(company, user, "GetTodosByLastChange", "todos", true);
        pass(company, phone);
        pass(company, phone);
        return phone;
    }

    private static void pass(Company company, AppDevice phone) {
        company.pass(Duration.ofSeconds(2));
        phone.pass();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite"})
    void lossClass15_whatLeavesASelectionIsToldAsGoneAndIsNotDeleted(String storage) {
        try (Company company = company(storage, new ArrayList<>())) {
            long moved = task(company, "'team':1");
            long closed = task(company, "'team':1,'isclosed':1");
            long left = task(company, "'team':1");
            AppDevice phone = phone(company, IDA);
            assertThat(phone.copy()).containsOnlyKeys(moved, closed, left);

            company.command(OFFICE, "{'command':'CreateUpdateTodo','todo':{'id':" + moved + ",'team':0}}");
            pass(company, phone);
            assertThat(phone.copy()).as("an edit took it").containsOnlyKeys(closed, left);
            company.pass(Duration.ofDays(15));
            pass(company, phone);
            assertThat(phone.copy()).as("nobody touched it: time took it").containsOnlyKeys(left);
            members(company);
            pass(company, phone);
            assertThat(phone.copy()).as("Ida left the team").isEmpty();

            for (long task : List.of(moved, closed, left)) {
                assertThat(company.command(IDA, "{'command':'GetTodoByID','todoid':" + task + "}")
                                .path("todos")
                                .path(0)
                                .path("isdeleted")
                                .asInt())
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite"})
    void lossClass16_nothingIsExpelledAfterTheFirstPass(String storage) {
        try (Company company = company(storage, new ArrayList<>())) {
            long both = task(company, "'team':1,'userid':" + IDA);
            long own = task(company, "'userid':" + IDA);
            task(company, "'userid':" + LARS);
            AppDevice phone = phone(company, IDA);
            assertThat(phone.copy()).containsOnlyKeys(both, own);

            members(company);
            pass(company, phone);
            assertThat(phone.copy()).as("she is responsible for both").containsOnlyKeys(both, own);
            company.command(OFFICE, "{'command':'CreateUpdateTodo','todo':{'id':" + own + ",'users':[" + LARS + "]}}");
            pass(company, phone);
            pass(company, phone);
            assertThat(phone.copy()).containsOnlyKeys(both, own);
            assertThat(phone.told()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite"})
    void lossClass17_whoeverComesGetsWhatNobodyTouched(String storage) {
        try (Company company = company(storage, new ArrayList<>())) {
            long ofTeam = task(company, "'team':1");
            long ofPool = task(company, "'team':0");
            long planned = task(company, "'team':0");
            AppDevice phone = phone(company, LARS);
            assertThat(phone.copy()).isEmpty();

            members(company, IDA, LARS);
            pass(company, phone);
            assertThat(phone.copy()).containsOnlyKeys(ofTeam);
            long pool = company.command(
                            OFFICE, "{'command':'CreateUpdateWorkpool','workpool':{'title':'Shared','team':1}}")
                    .path("workpool")
                    .path("id")
                    .asLong();
            company.command(
                    OFFICE, "{'command':'AddTodoToWorkpool','workpoolid':" + pool + ",'todoid':" + ofPool + "}");
            pass(company, phone);
            assertThat(phone.copy()).containsOnlyKeys(ofTeam, ofPool);
            company.command(
                    OFFICE,
                    "{'command':'CreateUpdateProductionByID','prodplanentry':{'id':0,'todoid':" + planned + ",'userid':"
                            + LARS + ",'date':'2031-06-15'}}");
            pass(company, phone);
            assertThat(phone.copy()).as("too far away").containsOnlyKeys(ofTeam, ofPool);
            company.pass(Duration.ofDays(50));
            pass(company, phone);
            assertThat(phone.copy()).containsOnlyKeys(ofTeam, ofPool, planned);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite"})
    void lossClass31_aDeltaCostsWhatConcernsTheUserHoweverMuchOthersDo(String storage) {
        List<String> calls = new ArrayList<>();
        try (Company company = company(storage, calls)) {
            long mine = task(company, "'userid':" + IDA);
            AppDevice phone = phone(company, IDA);
            int afterFew = costOfADelta(company, phone, mine, calls, 1);
            int afterMany = costOfADelta(company, phone, mine, calls, 150);
            assertThat(afterMany).isEqualTo(afterFew).isGreaterThan(3);
        }
    }

    private static int costOfADelta(Company company, AppDevice phone, long mine, List<String> calls, int others) {
        for (int n = 0; n < others; n++) {
            task(company, "'userid':" + LARS);
        }
        company.command(
                OFFICE, "{'command':'CreateUpdateTodo','todo':{'id':" + mine + ",'title':'Rope " + others + "'}}");
        company.pass(Duration.ofSeconds(2));
        calls.clear();
        phone.pass();
        int cost = calls.size();
        assertThat(phone.told()).isEqualTo(1);
        pass(company, phone);
        return cost;
    }
}
