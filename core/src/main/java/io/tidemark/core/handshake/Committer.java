package io.tidemark.core.handshake;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.draft.Draft;
import io.tidemark.core.log.Call;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SyncCommit: takes a device's confirmations and its own changes (meeting API 2.3, 5.5 to 5.9).
///
/// A commit is one transaction. Inside it every item has its own outcome: what may not be done is refused
/// alone and comes again, the rest is applied (ADR 0016). Repeating a commit, whole or in part, in any order,
/// has no further effect.
///
/// Thread-safe.
public final class Committer {
    private final Engine engine;

    /// A committer on an engine.
    public Committer(Engine engine) {
        this.engine = engine;
    }

    /// Applies one commit.
    ///
    /// @param account the account
    /// @param actor who commits
    /// @param stream which types
    /// @param token the token of the answer that is confirmed; empty when the commit confirms nothing
    /// @param uploads the items, one-way ones first
    /// @param call the operation, for the log
    /// @return what became of each item, in the same order
    /// @throws io.tidemark.core.error.SyncException when the token is not good for this user, stream and epoch;
    ///     nothing was applied then
    public List<Outcome> commit(
            Account account, User actor, Stream stream, Optional<String> token, List<Upload> uploads, Call call) {
        TokenDesk desk = new TokenDesk(account, actor.id(), stream);
        return engine.storage().write(account.id(), tx -> {
            Optional<SyncToken> opened = token.map(text -> desk.open(text, tx));
            return new Run(tx, account, actor, stream, opened, call).decide(uploads);
        });
    }

    /// Applies one commit that came without a login.
    public List<Outcome> commit(
            Account account, User actor, Stream stream, Optional<String> token, List<Upload> uploads, String call) {
        return commit(account, actor, stream, token, uploads, new Call(call, null));
    }

    /// One commit in one transaction.
    private final class Run {
        private final WriteTransaction tx;
        private final Draft draft;
        private final CommitLedger ledger;
        private final CommitLedger oneWayLedger;
        private final ItemDecision items;
        private final OneWayDecision oneWayItems;
        private final Stream stream;
        private final Instant now;

        Run(WriteTransaction tx, Account account, User actor, Stream stream, Optional<SyncToken> token, Call call) {
            this.tx = tx;
            this.stream = stream;
            this.now = engine.clock().instant();
            SynchronizationId id =
                    token.map(SyncToken::synchronization).orElseGet(() -> SynchronizationId.ofUser(actor.id(), stream));
            tx.lock(id);
            Synchronization synchronization = synchronization(id, actor, stream, token.isPresent());
            @Nullable
            Lineage lineage =
                    token.isPresent() ? Lineage.of(tx.rounds(id), token.get().round()) : null;
            Principal principal = Principal.of(actor.id());
            this.draft = new Draft(tx, engine.types().in(account.id(), tx), principal, now);
            this.ledger = new CommitLedger(tx, synchronization, lineage);
            RuleContext context = new RuleContext(actor, now, account.zone(), tx, engine.ids());
            Knowledge knowledge = new Knowledge(tx, principal, id, lineage);
            @Nullable SyncToken opened = token.orElse(null);
            this.items = new ItemDecision(engine, context, draft, ledger, knowledge, new Provenance(id, opened, call));
            SynchronizationId oneWayId = SynchronizationId.oneWayOf(actor.id(), stream);
            this.oneWayLedger = new CommitLedger(
                    tx,
                    tx.synchronization(oneWayId)
                            .orElse(new Synchronization(oneWayId, actor.id(), stream.oneWayName(), now, 0)),
                    null);
            this.oneWayItems =
                    new OneWayDecision(engine, context, draft, oneWayLedger, items, new Provenance(id, opened, call));
        }

        private Synchronization synchronization(SynchronizationId id, User actor, Stream stream, boolean mustExist) {
            Optional<Synchronization> known = tx.synchronization(id);
            if (known.isEmpty() && mustExist) {
                throw TokenDesk.forgotten();
            }
            return known.orElseGet(() -> new Synchronization(id, actor.id(), stream.name(), now, 0));
        }

        List<Outcome> decide(List<Upload> uploads) {
            List<Outcome> outcomes = new ArrayList<>(uploads.size());
            for (Upload upload : uploads) {
                outcomes.add(stream.oneWay().stream()
                        .filter(oneWay -> oneWay.type().equals(upload.type()))
                        .findFirst()
                        .map(oneWay -> oneWayItems.decide(upload, oneWay))
                        .orElseGet(() -> items.decide(upload)));
            }
            Draft.Numbers numbers = draft.append();
            ledger.write(numbers, now);
            oneWayLedger.write(numbers, now);
            return outcomes;
        }
    }
}
