package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.changes.ListUse;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.TypeId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What logins were told by change lists.
interface ListUsesContract extends EmptyStorage {
    private static ListUse use(long user, String login, String type, Instant usedAt) {
        return new ListUse(
                new UserId(user),
                login,
                new TypeId(type),
                NOON,
                new Sequence(7),
                true,
                new Sequence(3),
                NOON.minusSeconds(60),
                usedAt);
    }

    @Test
    default void whatALoginWasToldIsKeptReplacedAndForgotten() {
        try (Scenario on = Scenario.in(newStorage())) {
            ListUse phone = use(1, "phone", "todo", NOON);
            ListUse tablet = use(1, "", "todo", NOON.plusSeconds(1));
            on.write().putListUse(use(1, "phone", "todo", NOON.minusSeconds(9)));
            on.write().putListUse(phone);
            on.write().putListUse(tablet);
            on.write().putListUse(use(1, "phone", "event", NOON));
            on.write().putListUse(use(2, "phone", "todo", NOON));

            assertThat(on.read().listUse(new UserId(1), "phone", new TypeId("todo")))
                    .contains(phone);
            assertThat(on.read().listUse(new UserId(1), "watch", new TypeId("todo")))
                    .isEmpty();
            assertThat(on.read().listUses(new UserId(1), new TypeId("todo"))).containsExactly(tablet, phone);
            assertThat(on.neighbour("other").read().listUses(new UserId(1), new TypeId("todo")))
                    .isEmpty();

            assertThat(on.write().forgetListUsesBefore(NOON)).isZero();
            assertThat(on.write().forgetListUsesBefore(NOON.plusSeconds(1))).isEqualTo(3);
            assertThat(on.read().listUses(new UserId(1), new TypeId("todo"))).containsExactly(tablet);
        }
    }
}
