package io.tidemark.api.command.settings;

import io.tidemark.api.command.Inputs;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The copies that a client has, by their MD5 sums (`md5sums`, command API 1.5). Immutable.
public final class Copies {
    private final Map<String, String> sums = new HashMap<>();

    private Copies() {}

    /// What the input `md5sums` says.
    public static Copies of(Inputs inputs) {
        Copies copies = new Copies();
        for (JsonObject copy : inputs.sets("md5sums")) {
            copies.sums.put(text(copy, "id"), text(copy, "md5sum").toLowerCase(Locale.ROOT));
        }
        return copies;
    }

    private static String text(JsonObject copy, String field) {
        return switch (copy.get(field).orElse(JsonText.EMPTY)) {
            case JsonText(String text) -> text.strip();
            case JsonNumber(String digits) -> digits;
            default -> "";
        };
    }

    /// Whether the client has this one.
    public boolean hold(long id, String md5sum) {
        return md5sum.equals(sums.get(Long.toString(id)));
    }
}
