package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.TASK;
import static io.tidemark.storage.contract.Scenario.bytes;
import static io.tidemark.storage.contract.Scenario.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Term;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import io.tidemark.core.storage.WriteTransaction.Appended;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// By what objects are found, and the numbers that they are promised.
interface TermsContract extends EmptyStorage {
    @Test
    default void objectsAreFoundByATermAndByARangeOfValues() {
        try (Scenario on = Scenario.in(newStorage())) {
            put(on, "a", ChangeKind.CREATED, "day 2026-03-02", "owner 12");
            put(on, "b", ChangeKind.CREATED, "day 2026-03-01", "owner 12");
            put(on, "c", ChangeKind.CREATED, "day 2026-03-03", "owner 120");

            assertThat(found(on, TermRange.of("owner", "12"))).containsExactly("a", "b");
            assertThat(found(on, TermRange.between("day", "2026-03-01", "2026-03-02")))
                    .as("by value")
                    .containsExactly("b", "a");
            assertThat(found(on, TermRange.of("owner", "1"))).isEmpty();
            assertThat(found(on, TermRange.of("own", "12"))).isEmpty();
            assertThat(on.read().found(new TypeId("never"), TermRange.of("owner", "12"), 9))
                    .isEmpty();
        }
    }

    @Test
    default void aRangeIsReadInPages() {
        try (Scenario on = Scenario.in(newStorage())) {
            put(on, "a", ChangeKind.CREATED, "day 2");
            put(on, "b", ChangeKind.CREATED, "day 1", "day 3");
            put(on, "c", ChangeKind.CREATED, "day 2");
            TermRange range = TermRange.between("day", "1", "3");

            List<TermHit> first = on.read().found(TASK, range, 2);
            List<TermHit> second = on.read().found(TASK, range.after(first.getLast()), 2);
            List<TermHit> third = on.read().found(TASK, range.after(second.getLast()), 2);

            assertThat(first).extracting(TermHit::value).containsExactly("1", "2");
            assertThat(Stream.concat(first.stream(), second.stream()).map(TermHit::number))
                    .containsExactly(on.number("b"), on.number("a"), on.number("c"), on.number("b"));
            assertThat(third).isEmpty();
        }
    }

    @Test
    default void aChangeReplacesAllTermsOfItsObjectAndATombstoneHasNone() {
        try (Scenario on = Scenario.in(newStorage())) {
            put(on, "a", ChangeKind.CREATED, "owner 1", "owner 2", "day 5");
            put(on, "a", ChangeKind.CHANGED, "owner 2", "owner 3");

            assertThat(found(on, TermRange.of("owner", "1"))).isEmpty();
            assertThat(found(on, TermRange.between("owner", "2", "3"))).containsExactly("a", "a");
            assertThat(found(on, TermRange.of("day", "5"))).isEmpty();

            on.delete("a");
            assertThat(found(on, TermRange.between("owner", "0", "9"))).isEmpty();
        }
    }

    @Test
    default void termsOfATransactionThatFailedAreNotThere() {
        try (Scenario on = Scenario.in(newStorage())) {
            put(on, "a", ChangeKind.CREATED, "owner 1");
            assertThatThrownBy(() -> on.writing(transaction -> {
                        transaction.append(
                                List.of(Scenario.changeOf(
                                        "a",
                                        ChangeKind.CHANGED,
                                        transaction.lock(key("a")).orElseThrow(),
                                        state("owner 2"))),
                                NOON);
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(found(on, TermRange.between("owner", "0", "9"))).containsExactly("a");
            assertThat(found(on, TermRange.of("owner", "1"))).containsExactly("a");
        }
    }

    @Test
    default void aReservedNumberIsTheOneThatTheObjectGets() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("old", "1", ANN);
            on.writing(transaction -> {
                ObjectNumber second = transaction.reserve(key("second"));
                ObjectNumber first = transaction.reserve(key("first"));
                assertThat(transaction.reserve(key("second"))).isEqualTo(second);
                assertThat(transaction.reserve(key("old")))
                        .isEqualTo(transaction.object(key("old")).orElseThrow().number());

                Appended appended = transaction.append(
                        List.of(
                                Scenario.created("other", "1", ANN),
                                Scenario.created("first", "1", ANN),
                                Scenario.created("second", "1", ANN)),
                        NOON);

                assertThat(appended.entries())
                        .extracting(Appended.Entry::number)
                        .doesNotHaveDuplicates()
                        .endsWith(first, second);
            });
            assertThat(on.read().object(on.number("first"))).isPresent();
        }
    }

    private static List<String> found(Scenario on, TermRange range) {
        return on.read().found(TASK, range, 10).stream()
                .map(hit -> on.read().object(hit.number()).orElseThrow().key().id())
                .toList();
    }

    private static void put(Scenario on, String id, ChangeKind kind, String... terms) {
        on.apply(NOON, id, kind, state(terms));
    }

    private static Change.State state(String... terms) {
        return new Change.State(
                bytes("x"),
                false,
                Set.of(ANN),
                List.of(),
                Stream.of(terms)
                        .map(term -> term.split(" ", 2))
                        .map(term -> new Term(term[0], term[1]))
                        .collect(java.util.stream.Collectors.toSet()));
    }
}
