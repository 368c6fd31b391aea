package io.tidemark.storage.postgres;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.storage.sql.Refusals;
import java.sql.SQLException;
import java.util.Set;

/// What a failure of PostgreSQL means to a caller, by its SQLSTATE.
final class PostgresErrors {
    /// Another transaction was in the way, and this one was undone: serialization failure, deadlock.
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01");
    /// The server ended the connection: by an operator, a crash, a shutdown, a start, idleness, a work that slept.
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    private static final int CLASS_LENGTH = 2;

    private PostgresErrors() {}

    /// Whether the transaction failed for a reason that lies outside it, so that it may succeed when it is run
    /// again.
    static boolean mayRunAgain(SQLException failure) {
        return COLLISIONS.contains(state(failure)) || isConnectionLost(failure);
    }

    /// Whether the connection is gone, and with it what the transaction did: unless it was being committed.
    static boolean isConnectionLost(SQLException failure) {
        String state = state(failure);
        return state.startsWith("08") || ENDED.contains(state);
    }

    /// The exception that crosses the seam instead of `failure`.
    static RuntimeException classify(SQLException failure) {
        String state = state(failure);
        if (COLLISIONS.contains(state)) {
            return Refusals.busy("Another server writes in this account. Send the same request again.", failure);
        }
        if (isConnectionLost(failure)) {
            return Refusals.unavailable(
                    "The database cannot be reached: check that it runs and the way to it.", failure);
        }
        return switch (state) {
            case "55P03", "57014" ->
                Refusals.busy("The database did not come to this in time. Send the same request again.", failure);
            case "53100" ->
                Refusals.unavailable(
                        "The disk of the database is full: free some space. Nothing was applied.", failure);
            case "53300" ->
                Refusals.unavailable(
                        "The database takes no more connections: raise its limit, or lower the server's.", failure);
            case "25006" ->
                Refusals.unavailable(
                        "The database is read-only: check that the address is that of the primary server.", failure);
            case "XX001", "XX002" ->
                SyncException.causedBy(
                        ErrorCode.STORAGE_CORRUPT,
                        "The database is damaged: stop the server and restore a backup.",
                        failure);
            default -> byClass(state, failure);
        };
    }

    private static RuntimeException byClass(String state, SQLException failure) {
        String first = state.length() < CLASS_LENGTH ? state : state.substring(0, CLASS_LENGTH);
        return switch (first) {
            case "23" -> new IllegalStateException("a value that must be unique is taken", failure);
            case "28", "3D", "3F" ->
                Refusals.unavailable(
                        "The database refuses the login: check the name of the database, the user and the password.",
                        failure);
            case "53", "54", "58", "XX", "" ->
                Refusals.unavailable("The database could not do its work: its log says why.", failure);
            default ->
                "42501".equals(state)
                        ? Refusals.unavailable("The login may not use the tables: they must be its own.", failure)
                        : new IllegalStateException("a statement failed", failure);
        };
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
