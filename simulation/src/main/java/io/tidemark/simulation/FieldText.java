package io.tidemark.simulation;

import io.tidemark.core.object.Fields;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The bytes of the toy types: a line `Name=value` for each field, by name. Values hold no line breaks.
final class FieldText {
    private FieldText() {}

    static byte[] write(Fields fields) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(fields.values())
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Fields read(byte[] body) {
        Map<String, String> values = new LinkedHashMap<>();
        new String(body, StandardCharsets.UTF_8).lines().forEach(line -> {
            int equals = line.indexOf('=');
            values.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return new Fields(values);
    }
}
