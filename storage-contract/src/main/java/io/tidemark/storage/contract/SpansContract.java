package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Span;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.storage.ReadTransaction.SpanHit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The time that objects occupy.
interface SpansContract extends EmptyStorage {
    @Test
    default void spansThatOverlapAnIntervalAreFoundByStart() {
        try (Scenario on = Scenario.in(newStorage())) {
            occupy(on, "late", ChangeKind.CREATED, span(3, 4));
            occupy(on, "early", ChangeKind.CREATED, span(1, 2));
            occupy(on, "around", ChangeKind.CREATED, span(0, 9));

            assertThat(found(on, 1, 4)).containsExactly("around", "early", "late");
            assertThat(found(on, 2, 3)).as("half-open at both ends").containsExactly("around");
            assertThat(found(on, 9, 10)).isEmpty();
            assertThat(found(on, -1, 0)).isEmpty();
            assertThat(on.read().spans(BOB, at(0), at(9), 10)).isEmpty();
            assertThat(on.read().spans(ANN, at(0), at(9), 1))
                    .extracting(hit -> hit.key().id())
                    .containsExactly("around");
        }
    }

    @Test
    default void aSpanThatNeverEndsAndOnesOfEveryLengthAreFound() {
        try (Scenario on = Scenario.in(newStorage())) {
            occupy(on, "ever", ChangeKind.CREATED, new Span(ANN, at(-9000), Instant.MAX));
            occupy(on, "year", ChangeKind.CREATED, span(-8000, 100));
            occupy(on, "month", ChangeKind.CREATED, span(-500, 100));
            occupy(on, "day", ChangeKind.CREATED, span(-24, 1));
            occupy(on, "past", ChangeKind.CREATED, span(-9000, -1));

            assertThat(found(on, 0, 1)).containsExactly("ever", "year", "month", "day");
            assertThat(found(on, 90_000, 90_001)).containsExactly("ever");
            SpanHit ever = on.read().spans(ANN, at(0), at(1), 1).getFirst();
            assertThat(ever.span()).isEqualTo(new Span(ANN, at(-9000), Instant.MAX));
            assertThat(ever.number()).isEqualTo(on.number("ever"));
        }
    }

    @Test
    default void aChangeReplacesAllSpansOfItsObject() {
        try (Scenario on = Scenario.in(newStorage())) {
            occupy(on, "a", ChangeKind.CREATED, span(1, 2), span(1, 2), span(5, 6), new Span(BOB, at(1), at(2)));
            assertThat(found(on, 0, 9)).containsExactly("a", "a", "a");

            occupy(on, "a", ChangeKind.CHANGED, span(7, 8));
            assertThat(found(on, 0, 9)).containsExactly("a");
            assertThat(found(on, 0, 7)).isEmpty();
            assertThat(on.read().spans(BOB, at(0), at(9), 10)).isEmpty();

            on.delete("a");
            assertThat(found(on, 0, 9)).isEmpty();
        }
    }

    private static void occupy(Scenario on, String id, ChangeKind kind, Span... spans) {
        on.apply(NOON, id, kind, state("body", List.of(spans)));
    }

    private static List<String> found(Scenario on, int from, int to) {
        return on.read().spans(ANN, at(from), at(to), 10).stream()
                .map(hit -> hit.key().id())
                .toList();
    }

    private static Span span(int from, int to) {
        return new Span(ANN, at(from), at(to));
    }

    private static Instant at(int hour) {
        return NOON.plus(Duration.ofHours(hour));
    }
}
