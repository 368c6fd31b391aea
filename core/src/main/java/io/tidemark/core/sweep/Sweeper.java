package io.tidemark.core.sweep;

import io.tidemark.core.audience.Selected;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction.Due;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks again at objects whose time has come. Where another audience comes out, an ordinary entry of the log says
/// so, and devices hear of it as of any change; where none does, nothing is written but the next time. So the cost
/// follows what crosses a window, not what there is (ADR 0026).
///
/// Several may sweep one account: what one did, another finds done. Thread-safe.
public final class Sweeper {
    /// So many objects are looked at in one transaction, so that writers do not wait for long.
    private static final int BATCH = 500;

    private static final Origin ORIGIN = new Origin(null, null, "sweep", null);

    private final Storage storage;
    private final AccountTypes types;

    /// A sweeper of all accounts of a storage.
    public Sweeper(Storage storage, AccountTypes types) {
        this.storage = storage;
        this.types = types;
    }

    /// Looks at everything of an account that is due.
    ///
    /// @param now the time
    /// @return when something is due next; empty when nothing ever is
    public Optional<Instant> sweep(AccountId account, Instant now) {
        Optional<Instant> next = next(account);
        while (next.filter(at -> !at.isAfter(now)).isPresent()) {
            storage.write(account, tx -> sweep(tx, types.in(account, tx), now));
            next = next(account);
        }
        return next;
    }

    private Optional<Instant> next(AccountId account) {
        return storage.read(
                account, tx -> tx.due(Instant.MAX, 1).stream().map(Due::at).findFirst());
    }

    /// @return how many were looked at
    private static int sweep(WriteTransaction tx, ObjectTypes known, Instant now) {
        List<Due> due = tx.due(now, BATCH);
        List<Change> moves = new ArrayList<>();
        for (Due one : due) {
            StoredObject object = tx.lock(one.number()).orElseThrow();
            ObjectType type = known.get(object.key().type());
            Selected selected = type.selected(type.fields(object.body()), tx, now);
            Instant until = selected.until();
            if (until != null && !until.isAfter(now)) {
                throw new IllegalStateException("an audience stands at least until after it was asked for");
            }
            if (selected.audience().equals(object.audience())) {
                tx.postpone(object.number(), until);
            } else {
                moves.add(Change.moved(object, selected, ORIGIN, "time"));
            }
        }
        if (!moves.isEmpty()) {
            tx.append(moves, now);
        }
        return due.size();
    }
}
