package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.Kind;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.json.WireObject;
import java.util.List;

/**
 * The body of the answer to a SyncCommit; an extension of ours, as the original answers with an empty body and its clients read
 * the status only (spec 2.3). Immutable.
 *
 * @param outcomes one for each item of the commit, in the order in which they took effect
 */
public record CommitAnswer(List<ItemOutcome> outcomes) {
    /** The message's shape. */
    public static final Shape SHAPE =
            Shape.of("CommitAnswer", Property.of("Outcomes", Kind.items(ItemOutcome.SHAPE, Integer.MAX_VALUE)));

    public CommitAnswer {
        outcomes = List.copyOf(outcomes);
    }

    /** @throws WireException if an outcome lacks what it must have */
    public static CommitAnswer from(WireObject message) {
        return new CommitAnswer(message.items("Outcomes").orElse(List.of()).stream()
                .map(ItemOutcome::from)
                .toList());
    }

    public WireObject toWire() {
        return SHAPE.empty()
                .with("Outcomes", outcomes.stream().map(ItemOutcome::toWire).toList());
    }
}
