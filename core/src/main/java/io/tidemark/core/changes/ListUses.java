package io.tidemark.core.changes;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps what each login was told by change lists. A question that told nothing and shows nothing new notes
/// nothing, unless the last note is old (invariant I7). Notes are written behind, by [#flush], so that no
/// list waits for them; a server that dies loses those of the last seconds, and nothing depends on them.
/// Thread-safe.
public final class ListUses {
    /// So old a note may be before an idle question renews it.
    static final Duration USE_PRECISION = Duration.ofHours(1);

    private final Storage storage;
    private final Map<Place, ListUse> pending = new ConcurrentHashMap<>();

    /// Those of all accounts of a storage.
    public ListUses(Storage storage) {
        this.storage = storage;
    }

    /// Whose note it is.
    private record Place(AccountId account, UserId user, String login, TypeId type) {}

    /// A part that was sent.
    ///
    /// @param isFirst whether its request began a chain
    /// @param isLast whether it ended the chain
    /// @param told how many objects it told
    public record Sent(ChangePart part, boolean isFirst, boolean isLast, long told) {}

    /// Notes that a part was sent: the first of a chain and the last, so that a long chain costs two writes.
    ///
    /// @param login the id of the session; empty for a login with a password
    /// @param now when the request arrived
    public void note(Account account, ChangeQuestion question, String login, Sent sent, Instant now) {
        if (!sent.isFirst() && !sent.isLast()) {
            return;
        }
        Place place = new Place(account.id(), question.user(), login, question.type());
        ListUse noted = pending.get(place);
        Optional<ListUse> before = noted != null
                ? Optional.of(noted)
                : storage.read(account.id(), tx -> tx.listUse(question.user(), login, question.type()));
        Optional<ListUse> after = after(before, question, login, sent, now);
        if (after.isPresent() && !after.equals(before)) {
            pending.put(place, after.get());
        }
    }

    /// Writes what was noted, one transaction for an account.
    ///
    /// @throws io.tidemark.core.error.SyncException when the storage cannot; what was not written stays noted
    public void flush() {
        Map<AccountId, Map<Place, ListUse>> byAccount = new HashMap<>();
        pending.forEach((place, use) -> byAccount
                .computeIfAbsent(place.account(), none -> new HashMap<>())
                .put(place, use));
        byAccount.forEach((account, uses) -> {
            storage.write(account, tx -> {
                uses.values().forEach(tx::putListUse);
                return true;
            });
            uses.forEach(pending::remove);
        });
    }

    private static Optional<ListUse> after(
            Optional<ListUse> before, ChangeQuestion question, String login, Sent sent, Instant now) {
        boolean isFromBeginning = !question.since().isAfter(Instant.EPOCH);
        boolean shows = sent.isFirst()
                && before.filter(use -> use.isWhole()
                                && use.to().isAfter(use.confirmed())
                                && !use.received().isAfter(question.since()))
                        .isPresent();
        Sequence confirmed = shows
                ? before.orElseThrow().to()
                : before.filter(use -> !isFromBeginning).map(ListUse::confirmed).orElse(Sequence.ZERO);
        Instant confirmedAt = shows
                ? now
                : before.filter(use -> !isFromBeginning)
                        .map(ListUse::confirmedAt)
                        .orElse(Instant.EPOCH);
        boolean goesOn = before.filter(use -> use.received().equals(sent.part().received())
                        && use.to().equals(sent.part().to()))
                .isPresent();
        boolean isOld = before.filter(use -> use.usedAt().plus(USE_PRECISION).isAfter(now))
                .isEmpty();
        if (sent.told() > 0 || isOld || (goesOn && !before.orElseThrow().isWhole())) {
            return Optional.of(new ListUse(
                    question.user(),
                    login,
                    question.type(),
                    sent.part().received(),
                    sent.part().to(),
                    sent.isLast(),
                    confirmed,
                    confirmedAt,
                    now));
        }
        return before.map(use -> shows
                ? new ListUse(
                        use.user(),
                        login,
                        use.type(),
                        use.received(),
                        use.to(),
                        use.isWhole(),
                        confirmed,
                        confirmedAt,
                        now)
                : use);
    }
}
