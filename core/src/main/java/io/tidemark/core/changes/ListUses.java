package io.tidemark.core.changes;

import io.tidemark.core.directory.Account;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps what each login was told by change lists. A question that told nothing and shows nothing new writes nothing,
/// unless the last note is old (invariant I7). Thread-safe.
public final class ListUses {
    /// So old a note may be before an idle question renews it.
    static final Duration USE_PRECISION = Duration.ofHours(1);

    private final Storage storage;

    /// Those of all accounts of a storage.
    public ListUses(Storage storage) {
        this.storage = storage;
    }

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
        Optional<ListUse> before =
                storage.read(account.id(), tx -> tx.listUse(question.user(), login, question.type()));
        Optional<ListUse> after = after(before, question, login, sent, now);
        if (after.isPresent() && !after.equals(before)) {
            storage.write(account.id(), tx -> {
                tx.putListUse(after.get());
                return true;
            });
        }
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
