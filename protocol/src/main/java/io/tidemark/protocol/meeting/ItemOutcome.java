package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.Kind;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.WireError;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.json.WireObject;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a SyncCommit did with one of its items; an extension of ours. Immutable.
 *
 * @param collection the array that the item stood in
 * @param index its place there, counted from 0
 * @param id the object's id, also one that the server made; null if there is no object
 * @param clientSyncId the client's name for it, as sent; null if none was
 * @param code a stable code for programs; null if there is nothing to say
 * @param message the same for people; null if there is nothing to say
 */
public record ItemOutcome(
        SyncCollection collection,
        int index,
        @Nullable String id,
        @Nullable String clientSyncId,
        OutcomeType outcome,
        @Nullable String code,
        @Nullable String message) {

    /** The message's shape. */
    public static final Shape SHAPE = Shape.of(
            "ItemOutcome",
            Property.of("Collection", Kind.text(100)),
            Property.of("Index", Kind.integer(0, Integer.MAX_VALUE)),
            Property.of("Id", Kind.ID),
            Property.of("ClientSyncId", Kind.text(SyncShapes.CLIENT_SYNC_ID_CHARS)),
            Property.of("Outcome", Kind.oneOf(OutcomeType.class)),
            Property.of("Code", Kind.text(100)),
            Property.of("Message", Kind.text(10_000)));

    /** @throws WireException if {@code Collection}, {@code Index} or {@code Outcome} is missing or unknown */
    public static ItemOutcome from(WireObject message) {
        return new ItemOutcome(
                message.text("Collection")
                        .flatMap(name -> Arrays.stream(SyncCollection.values())
                                .filter(collection -> collection.wireName().equals(name))
                                .findFirst())
                        .orElseThrow(() -> missing("Collection")),
                Math.toIntExact(message.integer("Index").orElseThrow(() -> missing("Index"))),
                message.text("Id").orElse(null),
                message.text("ClientSyncId").orElse(null),
                message.oneOf("Outcome", OutcomeType.class).orElseThrow(() -> missing("Outcome")),
                message.text("Code").orElse(null),
                message.text("Message").orElse(null));
    }

    public WireObject toWire() {
        return SHAPE.empty()
                .with("Collection", collection.wireName())
                .with("Index", index)
                .with("Id", id)
                .with("ClientSyncId", clientSyncId)
                .with("Outcome", outcome)
                .with("Code", code)
                .with("Message", message);
    }

    private static WireException missing(String name) {
        return new WireException(
                WireError.MISSING_PROPERTY, name, "The property is missing or unknown.", WireException.NO_OFFSET);
    }
}
