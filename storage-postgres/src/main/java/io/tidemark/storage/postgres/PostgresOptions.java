package io.tidemark.storage.postgres;

import java.time.Duration;

/// Which database, and how the storage uses it. Immutable; never shows its password.
///
/// @param url JDBC address, `jdbc:postgresql://host:port/database`; another schema than the login's own is named
///     with `?currentSchema=`. Without a password
/// @param user the login's name; the tables are its own
/// @param password the login's password; empty when the server asks for none
/// @param readers connections that read, each used by one thread; at least 1
/// @param writers connections that write, each used by one thread: so many accounts commit at once; at least 1
/// @param queueMax works that wait for a writer, and works that wait for a reader; one more is refused as `BUSY`.
///     The works of one account take half of it at most
/// @param patience how long a work waits for its turn, a connection or another server's commit before it is refused
///     as `BUSY`; once it runs it is waited for
/// @param statementMax how long one statement may take, and how long a work may take between two: whatever holds up
///     others for longer has died
public record PostgresOptions(
        String url,
        String user,
        String password,
        int readers,
        int writers,
        int queueMax,
        Duration patience,
        Duration statementMax) {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final Duration SECOND = Duration.ofSeconds(1);

    public PostgresOptions {
        if (!url.startsWith(SCHEME)) {
            throw new IllegalArgumentException("the database's address begins with " + SCHEME);
        }
        if (url.contains("password=")) {
            throw new IllegalArgumentException("the password has a setting of its own; addresses are logged");
        }
        if (readers < 1 || writers < 1 || queueMax < 1) {
            throw new IllegalArgumentException("the storage needs a reader, a writer and a queue");
        }
        if (patience.isNegative() || statementMax.compareTo(SECOND) < 0) {
            throw new IllegalArgumentException("a statement needs a second, and nobody waits for less than nothing");
        }
    }

    /// Good for a server of any size; a PostgreSQL with its usual hundred connections serves eight of them.
    public static PostgresOptions of(String url, String user, String password) {
        return new PostgresOptions(url, user, password, 8, 4, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /// These options with other numbers of connections.
    public PostgresOptions withConnections(int reading, int writing) {
        return new PostgresOptions(url, user, password, reading, writing, queueMax, patience, statementMax);
    }

    /// These options with other limits for waiting works.
    public PostgresOptions withQueue(int max, Duration longest) {
        return new PostgresOptions(url, user, password, readers, writers, max, longest, statementMax);
    }

    /// These options with another bound for a statement.
    public PostgresOptions withStatementMax(Duration longest) {
        return new PostgresOptions(url, user, password, readers, writers, queueMax, patience, longest);
    }

    @Override
    public String toString() {
        return "PostgresOptions[url=" + url + ", user=" + user + ", readers=" + readers + ", writers=" + writers
                + ", queueMax=" + queueMax + ", patience=" + patience + ", statementMax=" + statementMax + "]";
    }
}
