package io.tidemark.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.directory.Account;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The register of accounts, and the walls between them.
interface AccountsContract extends EmptyStorage {
    @Test
    default void accountsAreNumberedAndFound() {
        try (Storage storage = newStorage()) {
            byte[] tokenKey = Scenario.bytes("0123456789abcdef0123456789abcdef");
            Account acme = storage.accounts()
                    .create(new NewAccount("acme", "Acme Ltd", ZoneId.of("Europe/Copenhagen"), tokenKey));
            Account best = Scenario.newAccount(storage, "best");

            assertThat(acme.id()).isEqualTo(new AccountId(1));
            assertThat(best.id()).isEqualTo(new AccountId(2));
            assertThat(storage.accounts().all()).containsExactly(acme, best);
            assertThat(storage.accounts().find("best")).contains(best);
            assertThat(storage.accounts().find("none")).isEmpty();
            assertThat(storage.accounts().find(new AccountId(3))).isEmpty();
            Account found = storage.accounts().find(acme.id()).orElseThrow();
            assertThat(List.of(found.name(), found.title(), found.zone()))
                    .containsExactly("acme", "Acme Ltd", ZoneId.of("Europe/Copenhagen"));
            assertThat(found.tokenKey()).isEqualTo(tokenKey);
        }
    }

    @Test
    default void twoAccountsCannotHaveOneName() {
        try (Storage storage = newStorage()) {
            Scenario.newAccount(storage, "acme");

            assertThatThrownBy(() -> Scenario.newAccount(storage, "acme")).isInstanceOf(IllegalStateException.class);
            assertThat(storage.accounts().all()).hasSize(1);
            assertThat(Scenario.newAccount(storage, "best").id()).isEqualTo(new AccountId(2));
        }
    }

    @Test
    default void anAccountThatDoesNotExistIsADefectOfTheCaller() {
        try (Storage storage = newStorage()) {
            Scenario.newAccount(storage, "acme");

            assertThatThrownBy(() -> storage.read(new AccountId(2), transaction -> true))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> storage.write(new AccountId(2), transaction -> true))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void anAccountSeesNothingOfAnother() {
        try (Scenario acme = Scenario.in(newStorage())) {
            Scenario best = acme.neighbour("best");
            acme.create("a", "of acme", Scenario.ANN);
            acme.write().addTeam("Team", java.util.Set.of());

            assertThat(best.read().head()).isEqualTo(new Head(1, Sequence.ZERO, Instant.EPOCH));
            assertThat(best.read().object(Scenario.key("a"))).isEmpty();
            assertThat(best.read().object(new ObjectNumber(1))).isEmpty();
            assertThat(best.read().teams()).isEmpty();
            assertThat(best.read().log(Sequence.ZERO, 10)).isEmpty();
            assertThat(best.read().touched(Scenario.ANN, Scenario.TASK, Sequence.ZERO, 10))
                    .isEmpty();
        }
    }

    @Test
    default void eachAccountCountsForItself() {
        try (Scenario acme = Scenario.in(newStorage())) {
            Scenario best = acme.neighbour("best");
            acme.create("a", "of acme", Scenario.ANN);
            acme.create("b", "of acme", Scenario.ANN);

            assertThat(best.create("a", "of best", Scenario.ANN)).isEqualTo(new Sequence(1));
            assertThat(best.number("a")).isEqualTo(new ObjectNumber(1));
            assertThat(acme.read().object(Scenario.key("a")).map(StoredObject::body))
                    .contains(Scenario.bytes("of acme"));
            assertThat(acme.read().countSelected(Scenario.ANN, Scenario.TASK, new Sequence(2)))
                    .isEqualTo(2);
        }
    }

    @Test
    default void aClosedStorageRefusesWork() {
        Storage storage = newStorage();
        AccountId acme = Scenario.newAccount(storage, "acme").id();
        storage.probe();
        storage.close();

        assertThatThrownBy(() -> storage.read(acme, transaction -> true)).satisfies(AccountsContract::isUnavailable);
        assertThatThrownBy(() -> storage.write(acme, transaction -> true)).satisfies(AccountsContract::isUnavailable);
        assertThatThrownBy(storage::probe).satisfies(AccountsContract::isUnavailable);
        storage.close();
    }

    private static void isUnavailable(Throwable refusal) {
        assertThat(refusal).isInstanceOfSatisfying(SyncException.class, exception -> {
            assertThat(exception.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
            assertThat(exception.retryAfter()).isPresent();
        });
    }
}
