package io.tidemark.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

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
                "names | SEARCH name USING INDEX name_by_user (account=? AND user=? AND stream=?" + " AND client_id=?)",
                "due | SEARCH object USING COVERING INDEX object_by_due (account=? AND due<?)",
                "ever selected | SEARCH edge USING PRIMARY KEY (account=? AND principal=? AND type=? AND number>?)",
                "memberships | SEARCH membership USING PRIMARY KEY (account=? AND user=?)",
                "concerns | SEARCH log USING PRIMARY KEY (account=? AND sequence>?)",
                "objects of concerns | SEARCH object USING INTEGER PRIMARY KEY (rowid=?)",
                "moved members | SEARCH membership USING INDEX membership_by_object (account=? AND number=?)",
                "members | SEARCH membership USING INDEX membership_by_object (account=? AND number=?)",
                "namings of a content | SEARCH naming USING PRIMARY KEY (account=? AND hash=?)",
                "namings of an object | SEARCH naming USING INDEX naming_by_object (account=? AND number=?)"
            })
    void aStatementUsesItsIndex(String what, String step) throws SQLException {
        String sql = switch (what) {
            case "objectAt" -> SqliteObjects.SELECT_REPLACED;
            case "history" -> SqliteLog.SELECT_HISTORY;
            case "touched" -> SqliteSelections.SELECT_TOUCHED;
            case "scan" -> SqliteSelections.SELECT_SCAN;
            case "object" -> SqliteObjects.SELECT_OBJECT_BY_NUMBER;
            case "last number" -> SqliteTransaction.SELECT_LAST_NUMBER;
            case "spans" -> SqliteObjects.SELECT_SPANS;
            case "names" -> SqliteHandshake.SELECT_NAMED_BY_USER;
            case "due" -> SqliteObjects.SELECT_DUE;
            case "ever selected" -> SqliteSelections.SELECT_EVER;
            case "memberships" -> SqliteSelections.SELECT_MEMBERSHIPS;
            case "concerns", "objects of concerns" -> SqliteConcerns.SELECT_CONCERNS;
            case "moved members" -> SqliteConcerns.SELECT_MOVED_MEMBERS;
            case "members" -> SqliteAppend.SELECT_MEMBERS;
            case "namings of a content" -> SqliteNamings.COUNT_NAMINGS;
            case "namings of an object" -> SqliteAppend.END_NAMINGS;
            default -> throw new IllegalArgumentException(what);
        };
        assertThat(plan(sql)).anyMatch(line -> line.startsWith(step));
    }

    @Test
    void aScanReadsEdgesFirstAndSortsNothing() throws SQLException {
        assertThat(plan(SqliteSelections.SELECT_SCAN))
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
