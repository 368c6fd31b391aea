package io.tidemark.catalog.command;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.Fields;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.ShapeWriter;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The stored form of the objects of the command API: the members of the JSON that goes out, each behind a comma,
/// without
/// what is known only when it goes out (ADR 0018): the number before them, the time of change after them. Stateless.
final class StoredText {
    private static final TreeReader STORED = new TreeReader(new ReadLimits(
            Integer.MAX_VALUE, 64, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));

    private StoredText() {}

    static byte[] write(Fields fields) {
        StringBuilder text = new StringBuilder(1_024);
        fields.values()
                .forEach((name, value) ->
                        text.append(",\"").append(name).append("\":").append(value));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// @throws SyncException with `STORAGE_CORRUPT` when the bytes are none
    static Fields fields(byte[] body) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            ShapeWriter.splitTopLevel(braced(body).getBytes(StandardCharsets.UTF_8))
                    .forEach((name, value) -> values.put(name, new String(value, StandardCharsets.UTF_8)));
        } catch (WireException e) {
            throw corrupt(e);
        }
        return new Fields(values);
    }

    /// @throws SyncException with `STORAGE_CORRUPT` when the bytes are none
    static JsonObject object(byte[] body) {
        return parse(braced(body));
    }

    static JsonObject object(Fields fields) {
        return parse(braced(write(fields)));
    }

    static Fields fields(JsonObject object) {
        Map<String, String> values = new LinkedHashMap<>();
        object.members().forEach((name, value) -> values.put(name, TreeWriter.text(value)));
        return new Fields(values);
    }

    /// Members as a client's statements about fields.
    static Map<String, Optional<String>> said(Map<String, JsonValue> members) {
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        members.forEach((name, value) -> values.put(name, Optional.of(TreeWriter.text(value))));
        return values;
    }

    private static String braced(byte[] body) {
        return body.length == 0 ? "{}" : "{" + new String(body, 1, body.length - 1, StandardCharsets.UTF_8) + "}";
    }

    private static JsonObject parse(String json) {
        try {
            return STORED.read(json);
        } catch (WireException e) {
            throw corrupt(e);
        }
    }

    private static SyncException corrupt(WireException cause) {
        return SyncException.causedBy(
                ErrorCode.STORAGE_CORRUPT, "A stored object cannot be read. An operator must look at the log.", cause);
    }
}
