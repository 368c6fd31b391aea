package io.tidemark.protocol.json;

import java.util.List;

/** The items of an array. Immutable. */
public record WireList(List<WireObject> items) implements WireValue {
    public static final WireList EMPTY = new WireList(List.of());

    public WireList {
        items = List.copyOf(items);
    }
}
