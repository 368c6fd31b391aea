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

/// The stored form of the objects of the command API: the members of the JSON that goes out, each behind a
/// comma, without what is known only when it goes out (ADR 0018): the number before them, the time of change
/// after them.
///
/// Behind them, between two line feeds, may stand *kept* members, which never go out: what the server must
/// remember of an object and no client is told. Their names begin with a full stop, which no field's does. A
/// line feed stands nowhere else in a body, since JSON text escapes it. Stateless.
final class StoredText {
    private static final TreeReader STORED = new TreeReader(new ReadLimits(
            Integer.MAX_VALUE, 64, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));

    private static final String KEPT_PREFIX = ".";
    static final char KEPT_MARK = '\n';

    private StoredText() {}

    /// Whether a member of this name is kept and never sent.
    static boolean isKept(String name) {
        return name.startsWith(KEPT_PREFIX);
    }

    /// How many bytes of a body go out.
    static int sentLength(byte[] body) {
        int end = body.length - 1;
        if (end < 0 || body[end] != KEPT_MARK) {
            return body.length;
        }
        do {
            end--;
        } while (body[end] != KEPT_MARK);
        return end;
    }

    static byte[] write(Fields fields) {
        StringBuilder text = new StringBuilder(1_024);
        StringBuilder kept = new StringBuilder();
        fields.values()
                .forEach((name, value) -> (isKept(name) ? kept : text)
                        .append(",\"")
                        .append(name)
                        .append("\":")
                        .append(value));
        if (!kept.isEmpty()) {
            text.append(KEPT_MARK).append(kept).append(KEPT_MARK);
        }
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
        int sent = sentLength(body);
        StringBuilder text = new StringBuilder(body.length + 2);
        text.append(new String(body, 0, sent, StandardCharsets.UTF_8));
        if (sent < body.length) {
            text.append(new String(body, sent + 1, body.length - sent - 2, StandardCharsets.UTF_8));
        }
        if (!text.isEmpty()) {
            text.deleteCharAt(0);
        }
        return text.insert(0, '{').append('}').toString();
    }

    /// One value in canonical text.
    static JsonValue value(String text) {
        return parse("{\"value\":" + text + "}").get("value").orElseThrow();
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
