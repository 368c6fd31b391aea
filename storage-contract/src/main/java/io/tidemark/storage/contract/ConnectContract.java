package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.connect.Hook;
import io.tidemark.core.connect.LostDelivery;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The apps of an account, what is connected, and what could not be told.
interface ConnectContract extends EmptyStorage {
    @Test
    default void appsAreKeptReplacedListedAndWithdrawn() {
        try (Scenario on = Scenario.in(newStorage())) {
            App copier = new App("copier", "Copier", "s1", Set.of("app.example.test", "b.example.test"));
            App books = new App("books", "Books", "s2", Set.of());
            on.write().putApp(new App("copier", "Old", "s0", Set.of("old.example.test")));
            on.write().putApp(copier);
            on.write().putApp(books);

            assertThat(on.read().app("copier")).contains(copier);
            assertThat(on.read().app("COPIER")).isEmpty();
            assertThat(on.neighbour("other").read().app("copier")).isEmpty();
            assertThat(on.read().apps("", 10)).containsExactly(books, copier);
            assertThat(on.read().apps("", 1)).containsExactly(books);
            assertThat(on.read().apps("books", 10)).containsExactly(copier);
            assertThat(on.write().removeApp("books")).isTrue();
            assertThat(on.write().removeApp("books")).isFalse();
            assertThat(on.read().apps("", 10)).containsExactly(copier);
            assertThat(copier.toString()).doesNotContain("s1");
        }
    }

    @Test
    default void connectionsAreKeptWithTheirHooksInOrder() {
        try (Scenario on = Scenario.in(newStorage())) {
            Connection first = connection("c1", hook("event_b"), hook("event_a"), hook("event_b"));
            Connection second = connection("c2");
            on.write().putConnection(connection("c1", hook("old"), hook("old"), hook("old"), hook("old")));
            on.write().putConnection(second);
            on.write().putConnection(first);

            assertThat(on.read().connection("c1")).contains(first);
            assertThat(on.read().connection("c3")).isEmpty();
            assertThat(on.neighbour("other").read().connections("", 10)).isEmpty();
            assertThat(on.read().connections("", 10)).containsExactly(first, second);
            assertThat(on.read().connections("", 1)).containsExactly(first);
            assertThat(on.read().connections("c1", 10)).containsExactly(second);
            assertThat(on.write().removeConnection("c1")).isTrue();
            assertThat(on.write().removeConnection("c1")).isFalse();
            assertThat(on.read().connections("", 10)).containsExactly(second);
            on.write().putConnection(connection("c1"));
            assertThat(on.read().connection("c1").orElseThrow().hooks()).isEmpty();
        }
    }

    @Test
    default void lostDeliveriesAreListedNewestFirstAndBounded() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.write().putConnection(connection("c1"));
            on.write().putLostDelivery(lost("c1", 9, 0, "first time"), 3);
            for (LostDelivery lost : List.of(
                    lost("c1", 9, 0, "a"), lost("c1", 9, 1, "b"), lost("c1", 12, 0, "c"), lost("c2", 1, 0, "d"))) {
                on.write().putLostDelivery(lost, 3);
            }
            assertThat(on.read().lostDeliveries("c1", 10))
                    .containsExactly(lost("c1", 12, 0, "c"), lost("c1", 9, 0, "a"), lost("c1", 9, 1, "b"));
            assertThat(on.read().lostDeliveries("c1", 1)).containsExactly(lost("c1", 12, 0, "c"));

            on.write().putLostDelivery(lost("c1", 14, 2, "e"), 3);
            assertThat(on.read().lostDeliveries("c1", 10))
                    .containsExactly(lost("c1", 14, 2, "e"), lost("c1", 12, 0, "c"), lost("c1", 9, 0, "a"));
            on.write().removeConnection("c1");
            assertThat(on.read().lostDeliveries("c1", 10)).isEmpty();
            assertThat(on.read().lostDeliveries("c2", 10)).containsExactly(lost("c2", 1, 0, "d"));
        }
    }

    private static Connection connection(String id, Hook... hooks) {
        return new Connection(id, "copier", new UserId(1), "session", NOON, List.of(hooks));
    }

    private static Hook hook(String name) {
        return new Hook("customer", name, "Copy", "https://app.example.test/" + name);
    }

    private static LostDelivery lost(String connection, long sequence, int hook, String reason) {
        return new LostDelivery(connection, new Sequence(sequence), hook, NOON, reason);
    }
}
