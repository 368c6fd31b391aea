package io.tidemark.storage.sql;

import java.util.List;

/// The statements whose text depends on the [Dialect], made once for an engine. All others stand where they are
/// used. Immutable.
public final class Statements {
    private static final String ENTRIES = """
            SELECT log.sequence, log.at, log.kind, log.type, coalesce(log.id, object.id, object.folded_id), log.number,
              log.fields, log.user_id, log.device, log.call, log.upload, log.previous, log.before, log.offered, log.detail,
              log.session
            FROM log""";

    /// The object with a number.
    public final String selectObject;
    /// What the first change of an object after a position replaced: the state at that position.
    public final String selectReplaced;
    /// Occupied time: one range of the index for each class of lengths (see [Reach]).
    public final String selectSpans;
    /// Objects whose audience is to be looked at again.
    public final String selectDue;
    /// When.
    public final String postpone;
    /// The greatest number of an object.
    public final String selectLastNumber;

    /// A page of the log.
    public final String selectLog;
    /// A page of the history of an object.
    public final String selectHistory;
    /// Entries with who has their objects now. No column behind long ones is read.
    public final String selectConcerns;
    /// Who came into a group or left it with a change of the object that keeps it.
    public final String selectMovedMembers;

    /// The stays of an object in a selection.
    public final String selectEdges;
    /// A page of a selection at a position, with the objects as they are now.
    public final String selectScan;
    /// Objects of a type, by number.
    public final String selectLiving;
    /// The same with tombstones.
    public final String selectNumbers;
    /// Last touches.
    public final String selectTouched;

    /// A new object.
    public final String insertObject;
    /// The next version of an object.
    public final String updateObject;
    /// Who has an object.
    public final String moveObject;
    /// Who has an object, and what follows from it in the body.
    public final String rewriteObject;
    /// Ends what an object named.
    public final String endNamings;
    /// The group that an object kept or keeps.
    public final String selectGroup;
    /// Who is in it.
    public final String selectMembers;

    /// The order in which an append writes: see [SqlAppend].
    final List<String> orderOfAppend;

    /// @param dialect of the engine
    public Statements(Dialect dialect) {
        selectObject = SqlObjects.SELECT_OBJECT + dialect.objectByNumber();
        selectReplaced = """
                SELECT log.previous,
                  (SELECT earlier.at FROM log AS earlier
                   WHERE earlier.account = log.account AND earlier.sequence = log.previous),
                  log.before, log.sequence
                """ + "FROM log" + dialect.indexedBy("log_by_object") + """

                WHERE log.account = ? AND log.number = ? AND log.sequence > ?
                  AND (log.kind IN ('CREATED', 'CHANGED', 'DELETED') OR (log.kind = 'MOVED' AND log.previous > 0))
                ORDER BY log.sequence LIMIT 1
                """;
        selectSpans = """
                SELECT found.number, object.type, coalesce(object.id, object.folded_id), found.start, found.finish
                FROM (
                  SELECT account, number, place, start, finish FROM span WHERE account = ? AND principal = ?
                    AND reach = 0 AND start > ? AND start < ? AND finish > ?
                  UNION ALL SELECT account, number, place, start, finish FROM span WHERE account = ? AND principal = ?
                    AND reach = 1 AND start > ? AND start < ? AND finish > ?
                  UNION ALL SELECT account, number, place, start, finish FROM span WHERE account = ? AND principal = ?
                    AND reach = 2 AND start < ? AND finish > ?
                ) AS found
                """ + dialect.joinObject("found", "type, id, folded_id")
                + " ORDER BY found.start, found.number, found.place LIMIT ?";
        selectDue = "SELECT due, number FROM object" + dialect.indexedBy("object_by_due")
                + " WHERE account = ? AND due <= ? ORDER BY due, number LIMIT ?";
        postpone = "UPDATE object SET due = ? WHERE " + dialect.objectByNumber() + " AND due IS DISTINCT FROM ?";
        selectLastNumber = dialect.selectLastNumber();

        selectLog = ENTRIES + " " + dialect.joinObject("log", "id, folded_id")
                + " WHERE log.account = ? AND log.sequence > ? ORDER BY log.sequence LIMIT ?";
        selectHistory = ENTRIES + dialect.indexedBy("log_by_object") + " " + dialect.joinObject("log", "id, folded_id")
                + " WHERE log.account = ? AND log.number = ? AND log.sequence > ? ORDER BY log.sequence LIMIT ?";
        selectConcerns = """
                SELECT log.sequence, log.kind, log.type, log.number, log.user_id, log.device, log.call, log.upload,
                  log.session, log.parted, object.audience
                FROM log
                """ + dialect.joinObject("log", "audience")
                + " WHERE log.account = ? AND log.sequence > ? ORDER BY log.sequence LIMIT ?";
        selectMovedMembers = "SELECT user_id FROM membership" + dialect.indexedBy("membership_by_object")
                + " WHERE account = ? AND number = ? AND (began = ? OR ended = ?)";

        selectEdges = "SELECT began, ended FROM edge WHERE account = ? AND principal = ? AND number = ?"
                + " AND type = (SELECT type FROM object WHERE " + dialect.objectByNumber() + ") ORDER BY began";
        selectScan = "SELECT edge.number, object.version, object.modified_at, object.body FROM edge "
                + dialect.joinObject("edge", "version, modified_at, body")
                + SqlSelections.WHERE_SELECTED
                + " ORDER BY edge.number LIMIT ?";
        selectNumbers = dialect.selectNumbers("");
        selectLiving = dialect.selectNumbers(" AND NOT deleted");
        selectTouched = "SELECT number, touched, ended IS NULL FROM edge" + dialect.indexedBy("edge_by_touch")
                + " WHERE account = ? AND principal = ? AND type = ? AND touched > ? AND touched > 0"
                + " ORDER BY touched LIMIT ?";

        insertObject = dialect.insertObject();
        updateObject = "UPDATE object SET version = ?, modified_at = ?, deleted = ?, audience = ?, due = ?, body = ?"
                + " WHERE " + dialect.objectByNumber();
        moveObject = "UPDATE object SET audience = ?, due = ? WHERE " + dialect.objectByNumber();
        rewriteObject = "UPDATE object SET audience = ?, due = ?, body = ? WHERE " + dialect.objectByNumber();
        endNamings = "UPDATE naming" + dialect.indexedBy("naming_by_object")
                + " SET ended = ? WHERE account = ? AND number = ? AND ended IS NULL";
        selectGroup = "SELECT DISTINCT principal FROM membership" + dialect.indexedBy("membership_by_object")
                + " WHERE account = ? AND number = ?";
        selectMembers = "SELECT user_id FROM membership" + dialect.indexedBy("membership_by_object")
                + " WHERE account = ? AND number = ? AND ended IS NULL";

        orderOfAppend = List.of(
                insertObject,
                updateObject,
                moveObject,
                rewriteObject,
                SqlAppend.TOUCH_EDGE,
                SqlAppend.END_EDGE,
                SqlAppend.RETIRE_EDGES,
                SqlAppend.INSERT_EDGE,
                SqlAppend.DELETE_SPANS,
                SqlAppend.INSERT_SPAN,
                endNamings,
                SqlAppend.PUT_NAMING,
                SqlAppend.END_MEMBERSHIP,
                SqlAppend.INSERT_MEMBERSHIP,
                SqlAppend.DELETE_TERM,
                SqlAppend.INSERT_TERM,
                SqlAppend.INSERT_LOG);
    }
}
