package io.tidemark.storage.sql;

/// What two databases must be told differently, so that each finds its rows by the index that was made for them.
/// All else is the same text ([Statements]). Immutable.
public interface Dialect {
    /// The condition that finds one object; its parameters are an account and the number of the object.
    String objectByNumber();

    /// Joins to each row of a table the object that it names by `account` and `number`, if there is one. Objects are
    /// looked up row by row, in the order of the rows.
    ///
    /// @param table the table, or the name of a part of the statement
    /// @param columns of `object` that the statement reads
    String joinObject(String table, String columns);

    /// What stands behind a table whose rows are to be found by an index, for a planner that would go another way.
    /// Begins with a space, or is empty.
    String indexedBy(String index);

    /// Inserts an object; its parameters are the account, number, version, instant of the change, whether it is
    /// deleted, audience, when that is to be looked at again, body, type, folded id, and id if it differs.
    String insertObject();

    /// The numbers of objects of a type, in order, without sorting; its parameters are the account, the number after
    /// which to begin, the type and how many.
    ///
    /// @param condition one more; begins with ` AND`, or is empty
    String selectNumbers(String condition);

    /// The greatest number that an object of an account has, or one that was skipped, 0 when there is none; its
    /// parameters are the account and the account.
    String selectLastNumber();
}
