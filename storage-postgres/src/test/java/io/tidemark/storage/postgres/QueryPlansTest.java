package io.tidemark.storage.postgres;

import static io.tidemark.storage.postgres.PostgresDialect.STATEMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.storage.sql.SqlAppend;
import io.tidemark.storage.sql.SqlTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The statements whose cost must follow what changed find their rows by the index that was made for them, with
/// all of its columns (invariant I7): when the planner knows what is in the tables, and when it knows only how
/// large they are.
class QueryPlansTest {
    private static final int ROWS = 20_000;

    private static final List<Expectation> EXPECTATIONS = List.of(
            new Expectation(Turn.LOCK, "head_pkey", "account"),
            new Expectation(Turn.SELECT_MARK, "node_pkey", "account node"),
            new Expectation(STATEMENTS.selectLastNumber, "object_pkey", "account"),
            new Expectation(STATEMENTS.selectObject, "object_pkey", "account number"),
            new Expectation(SqlTransaction.SELECT_OBJECT_BY_KEY, "object_by_id", "account type folded_id"),
            new Expectation(STATEMENTS.selectReplaced, "log_by_object", "account number sequence"),
            new Expectation(STATEMENTS.selectReplaced, "log_pkey", "account sequence"),
            new Expectation(STATEMENTS.selectSpans, "span_pkey", "account principal reach start"),
            new Expectation(STATEMENTS.selectSpans, "object_pkey", "account number"),
            new Expectation(STATEMENTS.selectDue, "object_by_due", "account due"),
            new Expectation(SqlTransaction.SELECT_FOUND, "term_pkey", "account type name value number"),
            new Expectation(STATEMENTS.postpone, "object_pkey", "account number"),
            new Expectation(STATEMENTS.selectLog, "log_pkey", "account sequence"),
            new Expectation(STATEMENTS.selectLog, "object_pkey", "account number"),
            new Expectation(STATEMENTS.selectConcerns, "log_pkey", "account sequence"),
            new Expectation(STATEMENTS.selectConcerns, "object_pkey", "account number"),
            new Expectation(STATEMENTS.selectMovedMembers, "membership_by_object", "account number"),
            new Expectation(STATEMENTS.selectHistory, "log_by_object", "account number sequence"),
            new Expectation(STATEMENTS.selectHistory, "object_pkey", "account number"),
            new Expectation(SqlTransaction.SELECT_INSTANT, "log_pkey", "account sequence"),
            new Expectation(STATEMENTS.selectEdges, "edge_pkey", "account principal type number"),
            new Expectation(SqlTransaction.COUNT_SELECTED, "edge_pkey", "account principal type number"),
            new Expectation(SqlTransaction.SELECT_SELECTED, "edge_pkey", "account principal type number"),
            new Expectation(STATEMENTS.selectScan, "edge_pkey", "account principal type number"),
            new Expectation(STATEMENTS.selectScan, "object_pkey", "account number"),
            new Expectation(SqlTransaction.SELECT_EVER, "edge_pkey", "account principal type number"),
            new Expectation(STATEMENTS.selectTouched, "edge_by_touch", "account principal type touched"),
            new Expectation(STATEMENTS.selectLiving, "object_pkey", "account number"),
            new Expectation(SqlTransaction.SELECT_MEMBERSHIPS, "membership_pkey", "account user_id"),
            new Expectation(STATEMENTS.updateObject, "object_pkey", "account number"),
            new Expectation(STATEMENTS.moveObject, "object_pkey", "account number"),
            new Expectation(STATEMENTS.rewriteObject, "object_pkey", "account number"),
            new Expectation(STATEMENTS.selectGroup, "membership_by_object", "account number"),
            new Expectation(SqlAppend.RETIRE_EDGES, "edge_pkey", "account principal type number"),
            new Expectation(SqlAppend.TOUCH_EDGE, "edge_pkey", "account principal type number"),
            new Expectation(SqlAppend.END_EDGE, "edge_pkey", "account principal type number"),
            new Expectation(STATEMENTS.selectMembers, "membership_by_object", "account number"),
            new Expectation(SqlAppend.END_MEMBERSHIP, "membership_by_object", "account number"),
            new Expectation(SqlAppend.DELETE_SPANS, "span_by_object", "account number"),
            new Expectation(SqlAppend.SELECT_TERMS, "term_by_object", "account number"),
            new Expectation(SqlAppend.DELETE_TERM, "term_", "account number"),
            new Expectation(STATEMENTS.endNamings, "naming_by_object", "account number"),
            new Expectation(SqlTransaction.COUNT_NAMINGS, "naming_pkey", "account hash"),
            new Expectation(SqlTransaction.SELECT_PENDING, "pending_pkey", "account synchronization round number"),
            new Expectation(SqlTransaction.REMOVE_PENDING, "pending_pkey", "account synchronization round number"),
            new Expectation(SqlTransaction.SELECT_HOLDINGS, "holding_pkey", "account synchronization number"),
            new Expectation(SqlTransaction.HAS_HOLDINGS, "holding_", "account synchronization"),
            new Expectation(SqlTransaction.DELETE_HOLDINGS, "holding_by_round", "account synchronization round"),
            new Expectation(SqlTransaction.SELECT_NAMED, "name_pkey", "account synchronization client_id"),
            new Expectation(SqlTransaction.SELECT_NAMED_BY_USER, "name_by_user", "account user_id stream client_id"),
            new Expectation(SqlTransaction.SELECT_UPLOAD, "upload_pkey", "account synchronization digest"));

    /// @param columns by which the index is searched
    private record Expectation(String sql, String index, String columns) {}

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @Test
    void everyStatementUsesItsIndexWhenTheTablesAreNotAnalyzedYet() throws SQLException {
        fill();
        assertThat(EXPECTATIONS).allSatisfy(this::assertSearches);
    }

    @Test
    void everyStatementUsesItsIndexWhenThereIsNothing() throws SQLException {
        PostgresStorage.open(database.options()).close();
        database.execute("ALTER DATABASE " + database.name() + " SET plan_cache_mode = force_generic_plan");
        assertThat(EXPECTATIONS).allSatisfy(this::assertSearches);
    }

    @Test
    void everyStatementUsesItsIndexWhenTheTablesAreAnalyzed() throws SQLException {
        fill();
        database.execute("ANALYZE");
        assertThat(EXPECTATIONS).allSatisfy(this::assertSearches);
    }

    @Test
    void pagesAreReadInOrderAndNotSorted() throws SQLException {
        fill();
        assertReadsInOrder(STATEMENTS.selectScan, "edge_pkey");
        assertReadsInOrder(SqlTransaction.SELECT_SELECTED, "edge_pkey");
        assertReadsInOrder(SqlTransaction.SELECT_EVER, "edge_pkey");
        assertReadsInOrder(STATEMENTS.selectTouched, "edge_by_touch");
        assertReadsInOrder(STATEMENTS.selectLiving, "object_pkey");
        assertReadsInOrder(STATEMENTS.selectLog, "log_pkey");
        assertReadsInOrder(STATEMENTS.selectHistory, "log_by_object");
        assertReadsInOrder(STATEMENTS.selectReplaced, "log_by_object");
        assertReadsInOrder(SqlTransaction.SELECT_FOUND, "term_pkey");
    }

    private void assertSearches(Expectation expected) throws SQLException {
        List<String> plan = plan(expected.sql());
        assertThat(plan).as(expected.sql()).noneMatch(step -> step.contains("Seq Scan"));
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            if (plan.get(i).contains("using " + expected.index())) {
                conditions.add(plan.get(i + 1));
            }
        }
        assertThat(conditions)
                .as("searches of %s in %s", expected.index(), plan)
                .anySatisfy(condition -> {
                    assertThat(condition).startsWith("Index Cond");
                    assertThat(List.of(expected.columns().split(" ")))
                            .allSatisfy(column -> assertThat(condition).contains(column));
                });
    }

    private void assertReadsInOrder(String sql, String index) throws SQLException {
        List<String> plan = plan(sql);
        assertThat(plan).as(sql).noneMatch(step -> step.startsWith("Sort") || step.startsWith("Incremental"));
        assertThat(plan.stream().filter(step -> step.contains(" using ")).findFirst())
                .as("the first table: %s", plan)
                .hasValueSatisfying(step -> assertThat(step).contains(index));
    }

    private List<String> plan(String sql) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        int parameters = 0;
        for (String part : sql.strip().split("\\?", -1)) {
            numbered.append(parameters == 0 ? "" : "$" + parameters).append(part);
            parameters++;
        }
        List<String> steps = new ArrayList<>();
        try (Connection connection = Connections.once(database.options());
                Statement statement = connection.createStatement()) {
            statement.execute(Connections.settings(database.options()));
            statement.execute("PREPARE it AS " + numbered);
            String values = "'1', ".repeat(parameters - 1).replaceAll(", $", "");
            try (ResultSet rows = statement.executeQuery("EXPLAIN (COSTS OFF) EXECUTE it(" + values + ")")) {
                while (rows.next()) {
                    steps.add(rows.getString(1).replace("->", "").strip());
                }
            }
        }
        return steps;
    }

    /// Two accounts, in each of which a few hold much.
    private void fill() throws SQLException {
        PostgresStorage.open(database.options()).close();
        for (String sql : List.of(
                "INSERT INTO object SELECT a, n, n, n, n % 3, nullif(n % 10, 0), false, 'id' || n, NULL, '', '\\x01'",
                "INSERT INTO log SELECT a, n, n, 'CHANGED', 1, n % 5000, NULL, 0, '', 1, NULL, 'c', NULL, NULL, NULL, NULL",
                "INSERT INTO edge SELECT a, n % 4, 1, n, n, NULL, n",
                "INSERT INTO membership SELECT a, n % 50, 'g' || n, 1, NULL, n",
                "INSERT INTO span SELECT a, n % 4, n % 3, n, n, 0, n + 1",
                "INSERT INTO term SELECT a, 1, 'name' || n % 3, 'value' || n % 1000, n",
                "INSERT INTO naming SELECT a, 'hash' || n, n, NULL",
                "INSERT INTO pending SELECT a, n % 10, n % 7, n",
                "INSERT INTO holding SELECT a, n % 10, n, n % 7, 'CONFIRMED', n, NULL, NULL",
                "INSERT INTO name SELECT a, n % 10, 'client' || n, n, n % 3, 'tasks', 1",
                "INSERT INTO upload SELECT a, n % 10, 'digest' || n, 'CREATED', n, n, NULL, NULL")) {
            database.execute(sql + " FROM generate_series(1, 2) AS a, generate_series(1, " + ROWS + ") AS n");
        }
    }
}
