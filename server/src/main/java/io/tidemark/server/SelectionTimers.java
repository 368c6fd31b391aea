package io.tidemark.server;

import io.tidemark.catalog.reselect.RulesOfVersion;
import io.tidemark.core.changes.ListUses;
import io.tidemark.core.directory.Account;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.sweep.Sweeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What selections need in the background, in every account: a look at objects whose time has come, soon after it has;
/// a look at all objects after an upgrade that brought other rules; and notes of what lists of changes told. Nobody
/// waits for any of it: a list looks before it answers, and nothing depends on what is noted. Thread-safe.
final class SelectionTimers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelectionTimers.class);

    /// An account in which nothing is due costs one look into an index.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ListUses uses;
    private final RulesOfVersion rules;
    private final BooleanSupplier leads;
    private final AccountTimer sweeps;
    private final AccountTimer upgrades;

    /// @param leads whether this process is the one that looks; notes are its own and always written
    SelectionTimers(
            Storage storage,
            Sweeper sweeper,
            RulesOfVersion rules,
            ListUses uses,
            BooleanSupplier leads,
            InstantSource clock) {
        this.leads = leads;
        this.uses = uses;
        this.rules = rules;
        this.sweeps = new AccountTimer(
                "sweeps",
                storage,
                account -> {
                    if (leads.getAsBoolean()) {
                        sweeper.sweep(account.id(), clock.instant());
                    }
                },
                uses::flush);
        this.upgrades = new AccountTimer("rules", storage, this::upgrade, () -> {});
    }

    /// From now on.
    void begin() {
        sweeps.begin(PAUSE);
        upgrades.begin(PAUSE);
    }

    private void upgrade(Account account) {
        boolean more = leads.getAsBoolean();
        while (more && !upgrades.isEnding()) {
            more = rules.step(account.id());
        }
    }

    /// Stops after the transactions under way.
    @Override
    public void close() {
        upgrades.close();
        sweeps.close();
        try {
            uses.flush();
        } catch (RuntimeException e) {
            LOG.warn("What the last lists told could not be noted", e);
        }
    }
}
