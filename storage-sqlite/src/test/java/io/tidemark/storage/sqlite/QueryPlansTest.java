package io.tidemark.storage.sqlite;

import static io.tidemark.storage.sqlite.SqliteDialect.STATEMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.storage.sql.SqlAppend;
import io.tidemark.storage.sql.SqlTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The statements whose cost must follow what changed find their rows by the index that was made for them
/// (invariant I7).
class QueryPlansTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "objectAt | SEARCH log USING INDEX log_by_object (account=? AND number=? AND sequence>?)",
                "history | SEARCH log USING INDEX log_by_object (account=? AND number=? AND sequence>?)",
                "touched | SEARCH edge USING COVERING INDEX edge_by_touch (account=? AND principal=? AND type=?"
                        + " AND touched>?)",
                "scan | SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "object | SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "last number | SEARCH object USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
                "spans | SEARCH span USING PRIMARY KEY (account=? AND principal=? AND reach=? AND start>? AND start<?)",
                "names | SEARCH name USING INDEX name_by_user (account=? AND user_id=? AND stream=?"
                        + " AND client_id=?)",
                "due | SEARCH object USING COVERING INDEX object_by_due (account=? AND due<?)",
                "ever selected | SEARCH edge USING PRIMARY KEY (account=? AND principal=? AND type=? AND number>?)",
                "stays | SEARCH edge USING PRIMARY KEY (account=? AND principal=? AND type=? AND number=?)",
                "type of an object with stays | SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "spanning objects | SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "living | SEARCH object USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
                "new version | SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "move | SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "rewriting move | SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "postpone | SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "versions before | SEARCH earlier USING INDEX sqlite_autoindex_log_1 (account=? AND sequence=?)",
                "retired stays | SEARCH edge USING PRIMARY KEY (account=? AND principal=? AND type=? AND number=?)",
                "group | SEARCH membership USING COVERING INDEX membership_by_object (account=? AND number=?)",
                "memberships | SEARCH membership USING PRIMARY KEY (account=? AND user_id=?)",
                "concerns | SEARCH log USING INDEX sqlite_autoindex_log_1 (account=? AND sequence>?)",
                "objects of concerns | SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "moved members | SEARCH membership USING INDEX membership_by_object (account=? AND number=?)",
                "members | SEARCH membership USING INDEX membership_by_object (account=? AND number=?)",
                "namings of a content | SEARCH naming USING PRIMARY KEY (account=? AND hash=?)",
                "namings of an object | SEARCH naming USING INDEX naming_by_object (account=? AND number=?)"
            })
    void aStatementUsesItsIndex(String what, String step) throws SQLException {
        String sql = switch (what) {
            case "objectAt" -> STATEMENTS.selectReplaced;
            case "history" -> STATEMENTS.selectHistory;
            case "touched" -> STATEMENTS.selectTouched;
            case "scan" -> STATEMENTS.selectScan;
            case "object" -> STATEMENTS.selectObject;
            case "last number" -> STATEMENTS.selectLastNumber;
            case "spans" -> STATEMENTS.selectSpans;
            case "names" -> SqlTransaction.SELECT_NAMED_BY_USER;
            case "due" -> STATEMENTS.selectDue;
            case "ever selected" -> SqlTransaction.SELECT_EVER;
            case "stays", "type of an object with stays" -> STATEMENTS.selectEdges;
            case "spanning objects" -> STATEMENTS.selectSpans;
            case "living" -> STATEMENTS.selectLiving;
            case "new version" -> STATEMENTS.updateObject;
            case "move" -> STATEMENTS.moveObject;
            case "rewriting move" -> STATEMENTS.rewriteObject;
            case "postpone" -> STATEMENTS.postpone;
            case "versions before" -> STATEMENTS.selectReplaced;
            case "retired stays" -> SqlAppend.RETIRE_EDGES;
            case "group" -> STATEMENTS.selectGroup;
            case "memberships" -> SqlTransaction.SELECT_MEMBERSHIPS;
            case "concerns", "objects of concerns" -> STATEMENTS.selectConcerns;
            case "moved members" -> STATEMENTS.selectMovedMembers;
            case "members" -> STATEMENTS.selectMembers;
            case "namings of a content" -> SqlTransaction.COUNT_NAMINGS;
            case "namings of an object" -> STATEMENTS.endNamings;
            default -> throw new IllegalArgumentException(what);
        };
        assertThat(plan(sql)).anyMatch(line -> line.startsWith(step));
    }

    @Test
    void aScanReadsEdgesFirstAndSortsNothing() throws SQLException {
        assertThat(plan(STATEMENTS.selectScan))
                .satisfies(steps -> assertThat(steps.getFirst()).startsWith("SEARCH edge USING PRIMARY KEY"))
                .noneMatch(step -> step.contains("TEMP B-TREE"));
    }

    private List<String> plan(String sql) throws SQLException {
        Path file = folder.resolve("test.db");
        SqliteStorage.open(file, SqliteOptions.defaults()).close();
        List<String> steps = new ArrayList<>();
        try (Connection connection = Connections.toWrite(file, SqliteOptions.defaults());
                PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        }
        return steps;
    }
}
