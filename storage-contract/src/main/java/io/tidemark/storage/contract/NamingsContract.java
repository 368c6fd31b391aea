package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.content.ContentHash;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.storage.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which objects name which contents outside the database.
interface NamingsContract extends EmptyStorage {
    /// A content.
    ContentHash RED = new ContentHash("11".repeat(32));
    /// Another one.
    ContentHash BLUE = new ContentHash("2b".repeat(32));

    @Test
    default void aContentThatNobodyNamedIsUnnamed() {
        try (Scenario on = Scenario.in(newStorage())) {
            assertThat(on.read().unnamed(Set.of(RED, BLUE), Instant.EPOCH)).containsExactlyInAnyOrder(RED, BLUE);
        }
    }

    @Test
    default void aContentIsNamedWhileAnObjectNamesIt() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.apply(NOON, "a", ChangeKind.CREATED, naming(RED));
            on.apply(NOON, "b", ChangeKind.CREATED, naming(RED, BLUE));
            Instant late = NOON.plus(Duration.ofDays(9_000));

            assertThat(on.read().unnamed(Set.of(RED, BLUE), late)).isEmpty();
            on.apply(NOON, "b", ChangeKind.CHANGED, naming());
            assertThat(on.read().unnamed(Set.of(RED, BLUE), late)).containsExactly(BLUE);
            on.delete("a");
            assertThat(on.read().unnamed(Set.of(RED, BLUE), late)).containsExactlyInAnyOrder(RED, BLUE);
        }
    }

    @Test
    default void aReplacedContentStaysNamedAsLongAsTheLogIsAskedForIt() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.apply(NOON.minusSeconds(60), "a", ChangeKind.CREATED, naming(RED));
            on.apply(NOON, "a", ChangeKind.CHANGED, naming(BLUE));

            assertThat(on.read().unnamed(Set.of(RED), NOON))
                    .as("replaced at that instant")
                    .isEmpty();
            assertThat(on.read().unnamed(Set.of(RED), NOON.plusMillis(1))).containsExactly(RED);
        }
    }

    @Test
    default void aContentThatComesBackIsNamedAgain() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.apply(NOON, "a", ChangeKind.CREATED, naming(RED));
            on.apply(NOON, "a", ChangeKind.CHANGED, naming(BLUE));
            on.apply(NOON, "a", ChangeKind.CHANGED, naming(RED));
            Instant late = NOON.plus(Duration.ofDays(1));

            assertThat(on.read().unnamed(Set.of(RED, BLUE), late)).containsExactly(BLUE);
            on.apply(NOON, "a", ChangeKind.CHANGED, naming(RED));
            assertThat(on.read().unnamed(Set.of(RED), late))
                    .as("kept by a change")
                    .isEmpty();
        }
    }

    @Test
    default void onlyAnUnnamedContentIsForgotten() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.apply(NOON, "a", ChangeKind.CREATED, naming(RED));
            on.apply(NOON, "a", ChangeKind.CHANGED, naming(BLUE));

            assertThat(on.write().forgetContent(BLUE, NOON.plusMillis(1))).isFalse();
            assertThat(on.write().forgetContent(RED, NOON)).isFalse();
            assertThat(on.write().forgetContent(RED, NOON.plusMillis(1))).isTrue();
            assertThat(on.read().unnamed(Set.of(RED, BLUE), NOON))
                    .as("now it was never named")
                    .containsExactly(RED);
        }
    }

    @Test
    default void aFailedTransactionNamesNothing() {
        try (Scenario on = Scenario.in(newStorage())) {
            assertThatThrownBy(() -> on.writing(tx -> {
                        tx.append(List.of(Scenario.changeOf("a", ChangeKind.CREATED, null, naming(RED))), NOON);
                        throw new IllegalStateException("afterwards");
                    }))
                    .hasMessage("afterwards");
            assertThat(on.read().unnamed(Set.of(RED), Instant.EPOCH)).containsExactly(RED);
        }
    }

    @Test
    default void namingsAreOfOneAccount() {
        try (Scenario on = Scenario.in(newStorage())) {
            Scenario other = on.neighbour("other");
            on.apply(NOON, "a", ChangeKind.CREATED, naming(RED));

            assertThat(other.read().unnamed(Set.of(RED), Instant.EPOCH)).containsExactly(RED);
            assertThat(other.write().forgetContent(RED, Instant.EPOCH)).isTrue();
            other.apply(NOON, "b", ChangeKind.CREATED, naming(BLUE));
            other.delete("b");
            assertThat(on.read().unnamed(Set.of(RED), NOON.plusSeconds(9))).isEmpty();
        }
    }

    @Test
    default void aTombstoneNamesNoContents() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.apply(NOON, "a", ChangeKind.CREATED, naming(RED));
            Change.State haunting = new Change.State(new byte[0], true, Set.of(), List.of(), Set.of(), Set.of(RED));
            assertThatThrownBy(() -> on.apply(NOON, "a", ChangeKind.DELETED, haunting))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static Change.State naming(ContentHash... contents) {
        return new Change.State(bytes("body"), false, Set.of(ANN), List.of(), Set.of(), Set.of(contents));
    }
}
