package io.tidemark.server.hooks;

import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.EventText;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.directory.Account;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.LogFollower;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.follow.Followers;
import io.tidemark.server.metrics.ServerMetrics;
import io.tidemark.server.outgoing.OutgoingCalls;
import java.time.InstantSource;
import java.util.List;

/// The connections of all accounts, each with a follower of its own, so that one that is slow or dead holds up
/// no other. Thread-safe.
public final class Hooks {
    /// Connections of one account; each has a follower that reads the account's log.
    public static final int CONNECTIONS_MAX = 200;

    private final Storage storage;
    private final Followers followers;
    private final HookWork.Parts parts;

    /// @param storage where changes and connections are
    /// @param followers drives the followers
    /// @param calls makes the calls
    public Hooks(
            Storage storage,
            Followers followers,
            OutgoingCalls calls,
            HookSettings settings,
            ServerMetrics metrics,
            InstantSource clock) {
        this.storage = storage;
        this.followers = followers;
        this.parts =
                new HookWork.Parts(storage, new EventText(CommandTypes.standard()), calls, settings, metrics, clock);
    }

    /// Tells all connections there are, from where each of them was.
    public void begin(List<Account> accounts) {
        for (Account account : accounts) {
            storage.read(account.id(), tx -> tx.connections("", CONNECTIONS_MAX))
                    .forEach(connection -> begin(account, connection));
        }
    }

    /// Tells those connections of an account of which this process does not know yet.
    public void beginNew(Account account) {
        storage.read(account.id(), tx -> tx.connections("", CONNECTIONS_MAX)).stream()
                .filter(connection -> !followers.has(connection.follower(), account.id()))
                .forEach(connection -> begin(account, connection));
    }

    /// Tells a new connection.
    public void begin(Account account, Connection connection) {
        HookWork work = new HookWork(account, connection, parts);
        if (work.tellsAnything()) {
            followers.add(LogFollower.whereBookmarked(storage, connection.follower(), work), account.id());
        }
    }

    /// How often the call that a connection is at has failed, as its bookmark says.
    public static int failures(Bookmark bookmark) {
        return HookPlace.parse(bookmark.place()).failures();
    }

    /// Stops telling a connection that was removed.
    public void end(Account account, Connection connection) {
        followers.remove(connection.follower(), account.id());
    }
}
