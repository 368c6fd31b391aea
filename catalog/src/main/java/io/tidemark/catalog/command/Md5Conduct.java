package io.tidemark.catalog.command;

import io.tidemark.core.object.RuleContext;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.TreeWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// Objects whose `md5sum` tells clients whether their copy is the same (command API 1.5, types 8.2, 8.3). It is no
/// secret and no proof: MD5 is what the clients compute. Thread-safe, without state.
public final class Md5Conduct implements Conduct {
    private static final String SUM = "md5sum";

    private final List<String> fields;
    private final boolean binary;

    private Md5Conduct(List<String> fields, boolean binary) {
        this.fields = fields;
        this.binary = binary;
    }

    /// The sum of the bytes that a field holds in base64.
    public static Conduct ofBytes(String field) {
        return new Md5Conduct(List.of(field), true);
    }

    /// A sum that changes when one of these fields does.
    public static Conduct ofFields(List<String> fields) {
        return new Md5Conduct(List.copyOf(fields), false);
    }

    @Override
    public JsonObject settled(JsonObject before, JsonObject after, RuleContext context) {
        return after.with(SUM, new JsonText(binary ? ofBytes(after) : ofFields(after)));
    }

    private String ofBytes(JsonObject object) {
        String text =
                object.get(fields.getFirst()).orElse(JsonText.EMPTY) instanceof JsonText(String base64) ? base64 : "";
        return text.isEmpty() ? "" : md5(Base64.getDecoder().decode(text));
    }

    private String ofFields(JsonObject object) {
        JsonObject part = JsonObject.EMPTY;
        for (String field : fields) {
            part = part.with(field, object.get(field).orElse(JsonText.EMPTY));
        }
        return md5(TreeWriter.text(part).getBytes(StandardCharsets.UTF_8));
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
