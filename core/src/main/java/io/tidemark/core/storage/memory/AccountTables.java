package io.tidemark.core.storage.memory;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Span;
import io.tidemark.core.changes.ListUse;
import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.connect.LostDelivery;
import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.handshake.Holding;
import io.tidemark.core.handshake.Round;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.Horizon;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.Term;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that is kept of one account. The comment of each table is its key. Confined to the storage's
/// lock.
final class AccountTables {
    /// Stands for every user in the memberships.
    static final long EVERYBODY = 0;

    final ZoneId zone;
    private final Undo undo = new Undo();
    private long namesGiven;
    private final Map<ObjectKey, Long> reserved = new HashMap<>();
    private long lastReserved;
    private Head head = new Head(1, Sequence.ZERO, Instant.EPOCH);
    private Horizon horizon = Horizon.NONE;

    /// Sequence.
    final Table<LogEntry> log = new Table<>(undo);
    /// Epoch.
    final Table<Epoch> epochs = new Table<>(undo);
    /// Type and folded id.
    final Table<Long> numbers = new Table<>(undo);
    /// Object number.
    final Table<StoredObject> objects = new Table<>(undo);
    /// Object number and position: every state of an object that is not forgotten, without its audience.
    final Table<StoredObject> versions = new Table<>(undo);
    /// Principal, type, object number and begin.
    final Table<Stay> stays = new Table<>(undo);
    /// Object number.
    final Table<Instant> due = new Table<>(undo);
    /// Object number: the name of the principal whose group the object keeps.
    final Table<String> groups = new Table<>(undo);
    /// User, or [#EVERYBODY]; principal and begin.
    final Table<Membership> memberships = new Table<>(undo);
    /// Object number.
    final Table<List<Span>> spans = new Table<>(undo);

    /// Type, term name, term value and object number.
    final Table<Boolean> terms = new Table<>(undo);

    /// Object number.
    final Table<Set<Term>> termsOf = new Table<>(undo);

    /// Hash and object number.
    final Table<Naming> namings = new Table<>(undo);

    /// Synchronization.
    final Table<Synchronization> synchronizations = new Table<>(undo);
    /// Synchronization and round.
    final Table<Round> rounds = new Table<>(undo);
    /// Synchronization, round and object number.
    final Table<Boolean> pending = new Table<>(undo);
    /// Synchronization, object number and negative round, so that the newest comes first.
    final Table<Holding> holdings = new Table<>(undo);
    /// Synchronization and client id.
    final Table<Name> names = new Table<>(undo);
    /// Synchronization and digest.
    final Table<UploadRecord> uploads = new Table<>(undo);

    /// User number.
    final Table<User> users = new Table<>(undo);
    /// User number.
    final Table<String> passwordHashes = new Table<>(undo);
    /// Team number.
    final Table<Team> teams = new Table<>(undo);
    /// Session id.
    final Table<Session> sessions = new Table<>(undo);
    /// Key hash.
    final Table<ApiKey> apiKeys = new Table<>(undo);
    /// Code hash.
    final Table<DeviceCode> deviceCodes = new Table<>(undo);

    /// User, type, login.
    final Table<ListUse> listUses = new Table<>(undo);

    /// Name of the follower.
    final Table<Bookmark> bookmarks = new Table<>(undo);

    /// Public id.
    final Table<App> apps = new Table<>(undo);
    /// Connection.
    final Table<Connection> connections = new Table<>(undo);
    /// Connection, negative sequence, so that the newest comes first, and hook.
    final Table<LostDelivery> lostDeliveries = new Table<>(undo);

    AccountTables(ZoneId zone) {
        this.zone = zone;
    }

    Head head() {
        return head;
    }

    void setHead(Head next) {
        Head before = head;
        head = next;
        undo.add(() -> head = before);
    }

    Horizon horizon() {
        return horizon;
    }

    void setHorizon(Horizon next) {
        Horizon before = horizon;
        horizon = next;
        undo.add(() -> horizon = before);
    }

    /// The number that a new object with this key gets; the same as long as the transaction lasts.
    ObjectNumber reserve(ObjectKey key) {
        return new ObjectNumber(reserved.computeIfAbsent(
                key, unknown -> lastReserved = Math.max(lastNumber().value(), lastReserved) + 1));
    }

    /// The last number that an object has, or that a restore skipped.
    ObjectNumber lastNumber() {
        long skipped = epochs.all()
                .mapToLong(row -> row.getValue().skipped().value())
                .max()
                .orElse(0);
        return new ObjectNumber(Math.max(objects.nextNumber() - 1, skipped));
    }

    void postpone(ObjectNumber number, @Nullable Instant until) {
        if (until == null) {
            due.remove(Key.of(number.value()));
        } else {
            due.put(Key.of(number.value()), Millis.cut(until));
        }
    }

    void commit() {
        forgetReserved();
        undo.forget();
    }

    void rollBack() {
        forgetReserved();
        undo.rollBack();
    }

    /// The place of the next name in the order in which names were given. Not taken back: only the order
    /// counts.
    long nextGiven() {
        return ++namesGiven;
    }

    private void forgetReserved() {
        reserved.clear();
        lastReserved = 0;
    }

    static Key key(ObjectKey key) {
        return Key.of(key.type().value(), key.foldedId());
    }

    /// A stay in a selection and the last change that touched it.
    record Stay(Edge edge, long touched) {}

    /// That an object names a content.
    ///
    /// @param endedAt when it stopped; null while it does
    record Naming(@Nullable Instant endedAt) {}

    /// A name that a client gave.
    ///
    /// @param number the object
    /// @param user whose client
    /// @param stream in which stream
    /// @param given grows with every name given in the account
    record Name(long number, long user, String stream, long given) {}
}
