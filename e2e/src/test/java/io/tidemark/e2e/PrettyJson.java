package io.tidemark.e2e;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.util.ArrayList;
import java.util.List;

/// JSON for people: what fits stays on one line, and the small members of an object that does not fit flow like words.
/// Stateless.
final class PrettyJson {
    private static final int LINE_CHARS_MAX = 110;

    private PrettyJson() {}

    static String of(JsonValue value) {
        StringBuilder text = new StringBuilder();
        append(text, value, "", 0);
        return text.toString();
    }

    /// @param indent of the line on which the value begins
    /// @param used how much of that line is taken already
    private static void append(StringBuilder text, JsonValue value, String indent, int used) {
        String inline = inline(value);
        if (used + inline.length() <= LINE_CHARS_MAX) {
            text.append(inline);
        } else if (value instanceof JsonObject object) {
            text.append('{');
            members(text, object, indent + "  ");
            text.append('\n').append(indent).append('}');
        } else if (value instanceof JsonArray array) {
            text.append('[');
            String separator = "\n";
            for (JsonValue item : array.items()) {
                text.append(separator).append(indent).append("  ");
                append(text, item, indent + "  ", indent.length() + 2);
                separator = ",\n";
            }
            text.append('\n').append(indent).append(']');
        } else {
            text.append(inline);
        }
    }

    private static void members(StringBuilder text, JsonObject object, String indent) {
        int column = LINE_CHARS_MAX; // the first one begins a line
        boolean first = true;
        for (var member : object.members().entrySet()) {
            String name = TreeWriter.text(new JsonText(member.getKey())) + ": ";
            String inline = inline(member.getValue());
            boolean flows = column + 3 + name.length() + inline.length() <= LINE_CHARS_MAX;
            text.append(first ? "" : ",").append(flows ? " " : "\n" + indent).append(name);
            int begin = text.length();
            append(text, member.getValue(), indent, indent.length() + name.length());
            boolean isBroken = text.indexOf("\n", begin) >= 0;
            int before = flows ? column + 2 : indent.length();
            column = isBroken ? LINE_CHARS_MAX : before + name.length() + inline.length();
            first = false;
        }
    }

    private static String inline(JsonValue value) {
        if (value instanceof JsonObject object) {
            List<String> members = new ArrayList<>();
            object.members()
                    .forEach(
                            (name, member) -> members.add(TreeWriter.text(new JsonText(name)) + ": " + inline(member)));
            return "{" + String.join(", ", members) + "}";
        }
        return value instanceof JsonArray array
                ? "["
                        + String.join(
                                ", ",
                                array.items().stream().map(PrettyJson::inline).toList()) + "]"
                : TreeWriter.text(value);
    }
}
