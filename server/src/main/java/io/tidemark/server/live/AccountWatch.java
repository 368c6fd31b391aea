package io.tidemark.server.live;

import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.changes.UserPrincipals;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.Concern;
import io.tidemark.core.storage.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who waits in an account, found by what concerns him. A look reads the log behind the position that it knows and
/// tells exactly those whom it concerns: it costs what changed, however many wait. Thread-safe.
final class AccountWatch {
    /// Entries in one transaction.
    private static final int LOOK_MAX = 500;

    /// When more is unread, everybody is told that anything may have changed, and nothing is read.
    private static final long BEHIND_MAX = 5_000;

    /// So much of the log is read when the first device comes, so that those that come back after a restart of the
    /// server need not all be told.
    private static final long WARM = 1_000;

    final ReentrantLock lock = new ReentrantLock();
    private final Storage storage;
    private final AccountId account;
    private final Map<UserId, UserWatch> users = new HashMap<>();
    private final Map<Principal, Set<UserWatch>> byPrincipal = new HashMap<>();
    private Recent recent = new Recent(0);
    private boolean isBegun;
    private long epoch;
    private Sequence position = Sequence.ZERO;
    private long lastMove;
    private final AtomicInteger places = new AtomicInteger();
    private volatile long emptySinceNanos = System.nanoTime();

    AccountWatch(Storage storage, AccountId account) {
        this.storage = storage;
        this.account = account;
    }

    /// Adds a device. Whatever changes for its user after `since` it will be told; what did already, or may have,
    /// it is told at once.
    ///
    /// @param since where it was told up to; empty when it was never told
    /// @throws io.tidemark.core.error.SyncException when the storage cannot be read
    /// @param max devices of one user
    /// @return empty when so many of this user wait
    Optional<Waiter> add(Interest interest, Optional<LivePosition> since, int max) {
        while (true) {
            Added added = storage.read(account, tx -> add(interest, since, tx.head(), principals(tx, interest), max));
            if (!added.isToRepeat()) {
                return Optional.ofNullable(added.waiter());
            }
        }
    }

    /// @param isToRepeat whether a look has seen a change of groups that the transaction has not
    private record Added(@Nullable Waiter waiter, boolean isToRepeat) {
        private static final Added AGAIN = new Added(null, true);
        private static final Added FULL = new Added(null, false);
    }

    private static Set<Principal> principals(ReadTransaction tx, Interest interest) {
        return principals(tx, interest.who().user());
    }

    private static Set<Principal> principals(ReadTransaction tx, UserId user) {
        return UserPrincipals.of(tx, user).stays().entrySet().stream()
                .filter(stays -> stays.getValue().stream().map(Membership::end).anyMatch(end -> end == null))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Added add(Interest interest, Optional<LivePosition> since, Head head, Set<Principal> principals, int max) {
        lock.lock();
        try {
            if (!isBegun) {
                isBegun = true;
                restart(head, Math.max(0, head.sequence().value() - WARM));
            }
            if (head.epoch() != epoch || lastMove > head.sequence().value()) {
                if (head.epoch() > epoch) {
                    restart(head, head.sequence().value());
                    everybody(head.sequence(), System.nanoTime());
                }
                return Added.AGAIN;
            }
            UserWatch user = users.computeIfAbsent(interest.who().user(), UserWatch::new);
            if (user.waiters.size() >= max) {
                return Added.FULL;
            }
            place(user, principals);
            Optional<Sequence> known = since.filter(from -> from.epoch() == epoch)
                    .map(LivePosition::sequence)
                    .filter(from -> from.value() >= recent.floor() && !from.isAfter(head.sequence()));
            Waiter waiter = new Waiter(this, user, interest, known.orElse(head.sequence()));
            user.waiters.add(waiter);
            if (known.isEmpty()) {
                waiter.tellAtOnce(head.sequence());
            } else if (recent.moved(user.user, known.get())) {
                waiter.tellAtOnce(position);
            } else {
                waiter.tellAtOnce(recent.touched(principals, interest, known.get()), position);
            }
            return new Added(waiter, false);
        } finally {
            lock.unlock();
        }
    }

    private void restart(Head head, long from) {
        epoch = head.epoch();
        position = new Sequence(from);
        recent = new Recent(from);
        lastMove = 0;
    }

    private void place(UserWatch user, Set<Principal> now) {
        if (now.equals(user.principals())) {
            return;
        }
        displace(user);
        user.setPrincipals(now);
        now.forEach(principal ->
                byPrincipal.computeIfAbsent(principal, none -> new HashSet<>()).add(user));
    }

    private void displace(UserWatch user) {
        for (Principal principal : user.principals()) {
            Set<UserWatch> having = byPrincipal.get(principal);
            if (having != null && having.remove(user) && having.isEmpty()) {
                byPrincipal.remove(principal);
            }
        }
    }

    void remove(Waiter waiter) {
        lock.lock();
        try {
            UserWatch user = waiter.user();
            if (!user.waiters.remove(waiter)) {
                return;
            }
            if (user.waiters.isEmpty()) {
                displace(user);
                users.remove(user.user);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A device is about to wait.
    void takePlace() {
        places.incrementAndGet();
    }

    /// It waits no longer, or was not taken.
    void leavePlace() {
        emptySinceNanos = System.nanoTime();
        places.decrementAndGet();
    }

    /// How many wait, or are about to.
    int places() {
        return places.get();
    }

    /// Whether nobody has waited since an instant.
    boolean isEmptySince(long beforeNanos) {
        return places.get() == 0 && emptySinceNanos - beforeNanos < 0;
    }

    /// Reads on to the end of the log.
    ///
    /// @param writtenNanos when the server heard of what is read
    /// @throws io.tidemark.core.error.SyncException when the storage cannot be read; the next look goes on
    void look(long writtenNanos) {
        boolean isMore = true;
        while (isMore) {
            isMore = storage.read(account, tx -> look(tx, writtenNanos));
        }
    }

    private boolean look(ReadTransaction tx, long writtenNanos) {
        Head head = tx.head();
        Sequence from = from(head);
        if (head.epoch() != epochNow() || head.sequence().value() - from.value() > BEHIND_MAX) {
            startOver(tx, head, writtenNanos);
            return false;
        }
        if (!head.sequence().isAfter(from)) {
            return false;
        }
        List<Concern> concerns = tx.concerns(from, LOOK_MAX);
        Map<UserId, Set<Principal>> moved = new HashMap<>();
        do {
            movedAmongWaiting(concerns).forEach(user -> moved.computeIfAbsent(user, one -> principals(tx, one)));
        } while (!note(concerns, moved, writtenNanos));
        return concerns.size() == LOOK_MAX;
    }

    private Sequence from(Head head) {
        lock.lock();
        try {
            return isBegun ? position : head.sequence();
        } finally {
            lock.unlock();
        }
    }

    private long epochNow() {
        lock.lock();
        try {
            return epoch;
        } finally {
            lock.unlock();
        }
    }

    private Set<UserId> movedAmongWaiting(List<Concern> concerns) {
        lock.lock();
        try {
            Set<UserId> moved = new HashSet<>();
            for (Concern concern : concerns) {
                if (concern.isOfEverybody()) {
                    return Set.copyOf(users.keySet());
                }
                concern.members().stream().filter(users::containsKey).forEach(moved::add);
            }
            return moved;
        } finally {
            lock.unlock();
        }
    }

    private void startOver(ReadTransaction tx, Head head, long writtenNanos) {
        Map<UserId, Set<Principal>> now = new HashMap<>();
        do {
            waitingUsers().forEach(user -> now.computeIfAbsent(user, one -> principals(tx, one)));
        } while (!startOver(head, now, writtenNanos));
    }

    /// @return false when somebody came whose principals are not among these
    private boolean startOver(Head head, Map<UserId, Set<Principal>> now, long writtenNanos) {
        lock.lock();
        try {
            if (!now.keySet().containsAll(users.keySet())) {
                return false;
            }
            restart(head, head.sequence().value());
            lastMove = head.sequence().value();
            now.forEach(this::place);
            everybody(head.sequence(), writtenNanos);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Set<UserId> waitingUsers() {
        lock.lock();
        try {
            return Set.copyOf(users.keySet());
        } finally {
            lock.unlock();
        }
    }

    private void everybody(Sequence at, long writtenNanos) {
        users.values()
                .forEach(user -> user.waiters.forEach(waiter -> waiter.tellAnything(Long.MAX_VALUE, at, writtenNanos)));
    }

    private void place(UserId user, Set<Principal> now) {
        UserWatch watched = users.get(user);
        if (watched != null) {
            place(watched, now);
        }
    }

    /// @param moved the principals now of those who came into a group or left one
    /// @return false when somebody came who is not among them
    private boolean note(List<Concern> concerns, Map<UserId, Set<Principal>> moved, long writtenNanos) {
        SequencedMap<Touch, Long> touches = new LinkedHashMap<>();
        lock.lock();
        try {
            if (!moved.keySet().containsAll(movedAmongWaiting(concerns))) {
                return false;
            }
            Sequence upTo = concerns.getLast().at();
            for (Concern concern : concerns) {
                Touch.add(concern, touches);
                noteMoves(concern, upTo, writtenNanos);
            }
            moved.forEach(this::place);
            touches.forEach((touch, at) -> {
                recent.touched(touch, at);
                tell(touch, at, upTo, writtenNanos);
            });
            position = upTo;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void noteMoves(Concern concern, Sequence upTo, long writtenNanos) {
        long at = concern.at().value();
        if (concern.isOfEverybody()) {
            lastMove = at;
            recent.everybodyMoved(at);
            users.values().forEach(user -> tellAnything(user, at, upTo, writtenNanos));
        }
        for (UserId member : concern.members()) {
            lastMove = at;
            recent.moved(member, at);
            UserWatch user = users.get(member);
            if (user != null) {
                tellAnything(user, at, upTo, writtenNanos);
            }
        }
    }

    private static void tellAnything(UserWatch user, long at, Sequence upTo, long writtenNanos) {
        user.waiters.forEach(waiter -> waiter.tellAnything(at, upTo, writtenNanos));
    }

    private void tell(Touch touch, long at, Sequence upTo, long writtenNanos) {
        TypeId type = touch.type();
        for (UserWatch user : byPrincipal.getOrDefault(touch.principal(), Set.of())) {
            for (Waiter waiter : user.waiters) {
                if (waiter.interest().takes(type, touch.writer())) {
                    waiter.tell(type, at, upTo, writtenNanos);
                }
            }
        }
    }

    /// The devices whose logins were last looked at before an instant; they count as looked at now.
    List<Waiter> toBeChecked(long beforeNanos) {
        lock.lock();
        try {
            List<Waiter> due = new ArrayList<>();
            users.values()
                    .forEach(user -> user.waiters.stream()
                            .filter(waiter -> waiter.isToBeChecked(beforeNanos))
                            .forEach(due::add));
            return due;
        } finally {
            lock.unlock();
        }
    }

    void end(List<Waiter> which, Told.Ended why) {
        lock.lock();
        try {
            which.forEach(waiter -> waiter.end(why));
        } finally {
            lock.unlock();
        }
    }

    /// Ends all.
    void end(Told.Ended why) {
        lock.lock();
        try {
            users.values().forEach(user -> user.waiters.forEach(waiter -> waiter.end(why)));
        } finally {
            lock.unlock();
        }
    }

    /// Up to where a device that has nothing to be told has been told. With the lock.
    LivePosition position(Sequence since) {
        return positionAt(since.isAfter(position) ? since : position);
    }

    /// With the lock.
    LivePosition positionAt(Sequence at) {
        return new LivePosition(epoch, at);
    }
}
