package io.tidemark.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.cli.Shell;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.postgres.testing.CuttingProxy;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.postgres.testing.RowByRow;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.log.ServerLog;
import io.tidemark.storage.postgres.EmbeddedCopy;
import io.tidemark.storage.postgres.PostgresOptions;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A fault at the n-th call of a database while data is moved, for every n, without a server and beside one:
/// after each, nothing was moved and nothing is left of it, or everything was, or nobody serves anything until
/// the command has found out which.
///
/// After a fault everything is as it was before, so the run with the next fault is the repetition of the
/// command, and the last one, to which no fault comes, moves every row once.
@Timeout(300)
class MigrationFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORTLY = Duration.ofMillis(2);
    /// With `-Dtidemark.faults=all` at every call. Otherwise at every fifth or seventh: what is done with each
    /// table is 2, 3 or 6 calls, so each kind of call fails for one of them.
    private static final boolean AT_ALL = "all".equals(System.getProperty("tidemark.faults"));

    private static final int OF_POSTGRES = AT_ALL ? 1 : 5;
    private static final int OF_SQLITE = AT_ALL ? 1 : 7;
    /// So many calls before the end everything was copied and the commit is to come.
    private static final int LAST = 4;

    private static final String KEPT = "migrated-20310402-073000";

    /// The command treats all tables alike, whatever they mean: the one whose key is not its primary key, those
    /// whose ends are compared, and the one that the server writes stand for all.
    private static final Set<String> TABLES = Set.of("account", "head", "log", "object", "bookmark");

    private static final String ALL_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"
            + " AND name NOT LIKE 'sqlite%' AND name <> 'schema_history'";

    private static final String CAPTURED = "SELECT name FROM sqlite_schema WHERE name GLOB 'captured_*'";
    private static final String COPIED = TABLES.stream()
            .map(table -> "SELECT count(*) FROM " + table + " WHERE account > 0")
            .collect(Collectors.joining(" UNION ", "", " UNION SELECT count(*) FROM node"));
    private static final String OTHERS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
    /// What SQLite is asked when notes of changes are removed.
    private static final String OF_REMOVAL = "\\w+ (SELECT name FROM sqlite_schema .*|DROP .*|BEGIN IMMEDIATE|COMMIT)";

    private static String template = "";

    @TempDir
    private Path folder = Path.of("");

    private final CuttingProxy network =
            new CuttingProxy(PostgresForTests.shared().host());
    private FaultySqlite sqlite;
    private Shell shell;
    private AccountId account;
    private String url;
    private Connection operator;
    private @Nullable SqliteStorage server;
    private boolean isBesideAServer;
    private String failed = "";
    private int writes;

    @BeforeAll
    static void makeTables() {
        ServerLog.configure(new ServerConfig.Log(ServerConfig.LogFormat.TEXT, ServerConfig.LogLevel.WARN));
        template = PostgresForTests.shared().newDatabase();
        EmbeddedCopy.begin(PostgresOptions.of(template, PostgresForTests.USER, ""))
                .close();
    }

    @BeforeEach
    void makeACompany() throws Exception {
        sqlite = new FaultySqlite();
        shell = new Shell(folder);
        try (SqliteStorage storage = open();
                Connection file = file(folder)) {
            writeOnes(file);
            account = storage.accounts()
                    .create(new NewAccount("acme", "Acme", ZoneOffset.UTC, new byte[32]))
                    .id();
            dropOthers(file, ALL_TABLES);
        }
        nameDatabase(PostgresForTests.shared().newDatabaseLike(template));
    }

    @AfterEach
    void end() throws Exception {
        stopServer();
        operator.close();
        network.close();
        sqlite.close();
    }

    private Path mark() {
        return folder.resolve("moved-to-postgresql");
    }

    private static Connection file(Path in) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + in.resolve("tidemark.db"));
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                texts.add(found.getString(1));
            }
        }
        return texts;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// A row of ones in each table.
    private static void writeOnes(Connection file) throws SQLException {
        for (String table : TABLES) {
            String ones = texts(file, "SELECT type FROM pragma_table_info('" + table + "') ORDER BY cid").stream()
                    .map(type -> type.equals("INTEGER") ? "1" : type.equals("BLOB") ? "x'31'" : "'1'")
                    .collect(Collectors.joining(", "));
            execute(
                    file,
                    "INSERT INTO " + table + " VALUES (" + (table.equals("object") ? "(1 << 40) + " : "") + ones + ")");
        }
    }

    private static void dropOthers(Connection database, String allTables) throws SQLException {
        for (String table : texts(database, allTables)) {
            if (!TABLES.contains(table)) {
                execute(database, "DROP TABLE \"" + table + "\"");
            }
        }
    }

    private void nameDatabase(String address) throws Exception {
        url = address;
        operator = DriverManager.getConnection(url, PostgresForTests.USER, "");
        Files.writeString(
                folder.resolve("tidemark.yaml"),
                "database: { url: '" + url.replace(PostgresForTests.shared().host(), network.host()) + "', user: "
                        + PostgresForTests.USER + " }\n");
    }

    private SqliteStorage open() {
        return SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults());
    }

    private void startServer() {
        if (server == null) {
            server = open();
        }
    }

    private void stopServer() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /// The server, if there is one, adds a row, and removes the one before.
    private void write() {
        if (server != null) {
            server.write(account, tx -> {
                writes++;
                tx.putBookmark("follower " + writes, new Bookmark(new Sequence(writes), "place"));
                return tx.removeBookmark("follower " + (writes - 1));
            });
        }
    }

    private Shell.Result migrate() {
        return shell.hearing(line -> {}, "migrate");
    }

    /// A server writes when everything was copied and when it is asked to end, and ends then.
    private Shell.Result migrateBesideAServer() {
        return shell.hearing(
                line -> {
                    if (line.startsWith("Copied ")) {
                        write();
                    } else if (line.startsWith("Ready.")) {
                        write();
                        stopServer();
                    }
                },
                "migrate");
    }

    @Test
    void aRequestThatIsLostWithoutAServer() throws Exception {
        operator.close();
        nameDatabase(PostgresForTests.shared().newDatabase());
        atCalls(1, OF_POSTGRES, this::migrate, call -> network.loseRequest(call, true), this::hasLost);
    }

    @Test
    void anAnswerThatIsLostBesideAServer() throws Exception {
        isBesideAServer = true;
        atCalls(1, OF_POSTGRES, this::migrateBesideAServer, call -> network.loseAnswer(call, false), this::hasLost);
    }

    /// The commit is among the last calls: it was done or not, and the PostgreSQL can be asked or cannot.
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void theEnd(boolean isDone, boolean staysDown) throws Exception {
        network.loseRequest(Integer.MAX_VALUE, false);
        assertMoved("no fault", migrate());
        int last = network.requests();
        atCalls(
                last - LAST,
                1,
                this::migrate,
                call -> {
                    if (isDone) {
                        network.loseAnswer(call, staysDown);
                    } else {
                        network.loseRequest(call, staysDown);
                    }
                },
                this::hasLost);
    }

    /// Ends all connections too, as the end of the process does: Flyway leaves one when it loses another.
    private boolean hasLost() {
        network.cut();
        boolean lost = network.hasLost();
        network.loseRequest(0, false);
        return lost;
    }

    @Test
    void aFileThatFailsWithoutAServer() throws Exception {
        atCalls(1, OF_SQLITE, this::migrate, call -> sqlite.failAt(call, true), this::hasFailed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatFailsBesideAServer(boolean andEndsTransaction) throws Exception {
        isBesideAServer = true;
        atCalls(
                andEndsTransaction ? 1 : 2,
                OF_SQLITE,
                this::migrateBesideAServer,
                call -> sqlite.failAt(call, andEndsTransaction),
                this::hasFailed);
    }

    private boolean hasFailed() {
        failed = sqlite.disarm();
        return !failed.isEmpty();
    }

    private void atCalls(
            int first, int step, Supplier<Shell.Result> command, IntConsumer fault, BooleanSupplier hasCome)
            throws Exception {
        boolean came = true;
        int call = first;
        while (came) {
            if (isBesideAServer) {
                startServer();
            }
            fault.accept(call);
            Shell.Result result = command.get();
            came = hasCome.getAsBoolean();
            awaitNobody();
            String what = "a fault at call " + call + " " + failed + ": " + result.out() + result.err();
            look(what, result);
            assertThat(came || result.exitCode() == 0).as(what).isTrue();
            call += step;
        }
        assertThat(call).as("begin, copy, compare, commit").isGreaterThan(40);
    }

    private void awaitNobody() {
        await().pollInterval(SHORTLY)
                .pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> texts(operator, OTHERS).isEmpty());
    }

    private void look(String what, Shell.Result result) throws Exception {
        if (result.exitCode() == 0) {
            assertMoved(what, result);
            return;
        }
        String sentence = sentence(what, result);
        if (Files.exists(mark())) {
            assertThat(sentence)
                    .as(what)
                    .contains("whether it has the data is not known", "Run tidemark migrate again");
            findOut(what);
        } else {
            assertThat(sentence).as(what).startsWith("tidemark: Nothing was moved. ");
            assertNothingWasMoved(what);
        }
    }

    private static String sentence(String what, Shell.Result result) {
        assertThat(result.exitCode()).as(what).isEqualTo(1);
        assertThat(result.out()).as(what).isEmpty();
        String sentence = result.err().lines().toList().getLast();
        assertThat(sentence).as(what).startsWith("tidemark: ").endsWith(".").doesNotContain("defect");
        return sentence;
    }

    private void assertNothingWasMoved(String what) throws SQLException {
        if (!texts(operator, "SELECT to_regclass('bookmark')").contains(null)) {
            assertThat(texts(operator, COPIED)).as(what).containsOnly("0");
        }
        write();
        try (Connection file = file(folder)) {
            if (!texts(file, CAPTURED).isEmpty()) {
                assertThat(failed).as(what).matches(OF_REMOVAL);
                stopServer();
                open().close();
                assertThat(texts(file, CAPTURED)).as(what).isEmpty();
            }
        }
        if (server == null) {
            open().close();
        }
    }

    /// The command is asked again, and loses the PostgreSQL at each call until it knows.
    private void findOut(String what) throws Exception {
        boolean isKnown = false;
        for (int call = 1; !isKnown; call++) {
            assertThatThrownBy(this::open).hasMessageContaining("run tidemark migrate again");
            network.loseRequest(call, true);
            Shell.Result result = migrate();
            boolean lost = hasLost();
            awaitNobody();
            String then = what + ", then at call " + call + " " + lost + ": " + result.out() + result.err();
            isKnown = result.exitCode() == 0 || !Files.exists(mark());
            if (isKnown) {
                look(then, result);
            } else {
                assertThat(sentence(then, result))
                        .as(then)
                        .startsWith("tidemark: A migration was interrupted, and whether the PostgreSQL has its data ");
            }
        }
    }

    private void assertMoved(String what, Shell.Result result) throws Exception {
        assertThat(result.out())
                .as(what)
                .containsPattern("^(Moved |The data is in )")
                .contains(KEPT);
        assertThatThrownBy(this::open).as(what).hasMessageContaining("was moved into a PostgreSQL");
        dropOthers(operator, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        Path kept = folder.resolve(KEPT);
        try (Connection file = file(kept)) {
            assertThat(RowByRow.differences(file, operator)).as(what).isEmpty();
            assertThat(RowByRow.rows(file)).as(what).isEqualTo(TABLES.size() + 2 + Math.min(writes, 1));
        }
        putBack(kept);
        operator.close();
        nameDatabase(PostgresForTests.shared().newDatabaseLike(template));
    }

    private void putBack(Path kept) throws IOException {
        for (Path one : new DataFolder(kept).databaseFiles()) {
            Files.move(one, folder.resolve(one.getFileName()));
        }
        Files.delete(kept);
        Files.delete(mark());
    }
}
