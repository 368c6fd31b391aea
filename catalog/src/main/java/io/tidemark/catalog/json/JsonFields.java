package io.tidemark.catalog.json;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.Patch;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.ReadMode;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.ShapeReader;
import io.tidemark.protocol.json.ShapeWriter;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.json.WireValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of objects of one [Shape]. A field is a property; the properties of some nested objects are
/// fields of their own, named `Meeting/Title`, so that two edits inside one nested object need not collide.
///
/// A stored body is the JSON that goes out, without the closing braces of its last object: there the time of
/// change is added when the body is written out ([#tail]), since it is known only after the body was stored.
/// Immutable, thread-safe.
public final class JsonFields {
    private static final ShapeReader STORED = new ShapeReader(
            new ReadLimits(Integer.MAX_VALUE, 64, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 10_000));

    private final Shape shape;
    private final List<String> order;
    private final Set<String> opened;
    private final String closing;

    private JsonFields(Shape shape, List<String> order, Set<String> opened, String closing) {
        this.shape = shape;
        this.order = order;
        this.opened = opened;
        this.closing = closing;
    }

    /// The fields of a shape none of whose nested objects is opened.
    public static JsonFields of(Shape shape) {
        return new JsonFields(
                shape, shape.properties().stream().map(Property::name).toList(), Set.of(), "}");
    }

    /// The fields of a shape, some of whose nested objects are opened.
    ///
    /// @param last the opened object that is written last and gets the time of change
    /// @param opened all opened objects
    public static JsonFields opening(Shape shape, String last, Set<String> opened) {
        List<String> order =
                new ArrayList<>(shape.properties().stream().map(Property::name).toList());
        order.remove(last);
        order.add(last);
        return new JsonFields(shape, List.copyOf(order), Set.copyOf(opened), "}}");
    }

    /// The shape.
    public Shape shape() {
        return shape;
    }

    /// What closes a stored body when no time of change is to be added.
    public String closing() {
        return closing;
    }

    /// What follows a stored body on the wire.
    ///
    /// @param modifiedTime canonical JSON text of the time of change
    public String tail(String modifiedTime) {
        return ",\"ModifiedTime\":" + modifiedTime + closing;
    }

    /// The fields that a client speaks of.
    public Patch patch(WireObject object) {
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        for (String name : order) {
            object.value(name).ifPresent(value -> {
                if (opened.contains(name) && value instanceof WireObject inner) {
                    addAll(values, name, inner);
                } else if (!opened.contains(name)) {
                    values.put(name, said(value));
                }
            });
        }
        return new Patch(values);
    }

    private static void addAll(Map<String, Optional<String>> values, String name, WireObject inner) {
        for (Property property : inner.shape().properties()) {
            inner.value(property.name()).ifPresent(value -> values.put(name + "/" + property.name(), said(value)));
        }
    }

    private static Optional<String> said(WireValue value) {
        return value.equals(WireValue.NULL) ? Optional.empty() : Optional.of(ShapeWriter.text(value));
    }

    /// The fields of an object; properties that are null have none.
    public Fields fields(WireObject object) {
        return Fields.NONE.patchedBy(patch(object));
    }

    /// Fields as an object with typed access.
    public WireObject object(Fields fields) {
        return parse(text(fields) + closing);
    }

    /// Some of the fields as an object with typed access, for rules that look at few of many.
    ///
    /// @param names fields that are no opened object and not inside one
    public WireObject object(Fields fields, Set<String> names) {
        StringBuilder json = new StringBuilder(256).append('{');
        for (String name : order) {
            if (names.contains(name)) {
                appendField(json, name, fields.get(name));
            }
        }
        return parse(json.append('}').toString());
    }

    private WireObject parse(String json) {
        try {
            return STORED.read(json, shape, ReadMode.STORED);
        } catch (WireException e) {
            throw corrupt(e);
        }
    }

    /// Takes a stored body apart.
    ///
    /// @throws SyncException with `STORAGE_CORRUPT` when it is none
    public Fields split(byte[] body) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            ShapeWriter.splitTopLevel(closed(body)).forEach((name, value) -> {
                if (opened.contains(name)) {
                    ShapeWriter.splitTopLevel(value)
                            .forEach((inner, innerValue) -> values.put(name + "/" + inner, utf8(innerValue)));
                } else {
                    values.put(name, utf8(value));
                }
            });
        } catch (WireException e) {
            throw corrupt(e);
        }
        return new Fields(values);
    }

    private byte[] closed(byte[] body) {
        byte[] closed = java.util.Arrays.copyOf(body, body.length + closing.length());
        for (int i = 0; i < closing.length(); i++) {
            closed[body.length + i] = (byte) closing.charAt(i);
        }
        return closed;
    }

    /// Puts a body together.
    public byte[] join(Fields fields) {
        return text(fields).getBytes(StandardCharsets.UTF_8);
    }

    private String text(Fields fields) {
        Map<String, Map<String, String>> inner = new LinkedHashMap<>();
        fields.values().forEach((name, value) -> {
            int slash = name.indexOf('/');
            if (slash > 0) {
                inner.computeIfAbsent(name.substring(0, slash), key -> new LinkedHashMap<>())
                        .put(name.substring(slash + 1), value);
            }
        });
        StringBuilder json = new StringBuilder(512).append('{');
        for (String name : order) {
            if (opened.contains(name)) {
                boolean last = name.equals(order.getLast());
                if (last || inner.containsKey(name)) {
                    separate(json).append('"').append(name).append("\":{");
                    appendInner(json, name, inner.getOrDefault(name, Map.of()));
                    json.append(last ? "" : "}");
                }
            } else {
                appendField(json, name, fields.get(name));
            }
        }
        return json.toString();
    }

    private void appendInner(StringBuilder json, String name, Map<String, String> values) {
        if (shape.property(name).kind() instanceof io.tidemark.protocol.json.Kind.Nested(Shape innerShape)) {
            for (Property property : innerShape.properties()) {
                appendField(json, property.name(), values.get(property.name()));
            }
        }
    }

    private static void appendField(StringBuilder json, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            separate(json).append('"').append(name).append("\":").append(value);
        }
    }

    private static StringBuilder separate(StringBuilder json) {
        return json.charAt(json.length() - 1) == '{' ? json : json.append(',');
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static SyncException corrupt(WireException cause) {
        return SyncException.causedBy(
                ErrorCode.STORAGE_CORRUPT, "A stored object cannot be read. An operator must look at the log.", cause);
    }
}
