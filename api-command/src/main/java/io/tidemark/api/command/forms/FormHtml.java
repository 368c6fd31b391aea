package io.tidemark.api.command.forms;

import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;

/// A question form as HTML: a fieldset with a control for each question, named `q` and the question's id. Everything
/// that people wrote is escaped. Stateless.
final class FormHtml {
    private FormHtml() {}

    static String of(JsonObject form) {
        StringBuilder html = new StringBuilder("<fieldset><legend>")
                .append(escaped(ObjectDesk.text(form, "title")))
                .append("</legend>");
        for (JsonValue part : items(form, "parts")) {
            if (part instanceof JsonObject question) {
                append(html, question);
            }
        }
        return html.append("</fieldset>").toString();
    }

    private static void append(StringBuilder html, JsonObject question) {
        String title = escaped(ObjectDesk.text(question, "title"));
        String name = "name=\"q" + ObjectDesk.number(question, "id") + "\""
                + (ObjectDesk.number(question, "required") == 1 ? " required" : "");
        String type = ObjectDesk.text(question, "type");
        if (type.equals("heading")) {
            html.append("<h3>").append(title).append("</h3>");
            return;
        }
        html.append("<label>").append(title).append(' ');
        switch (type) {
            case "longtext" -> html.append("<textarea ").append(name).append("></textarea>");
            case "choice", "multichoice" -> options(html, question, name, type.equals("multichoice"));
            default ->
                html.append("<input type=\"")
                        .append(control(type))
                        .append("\" ")
                        .append(name)
                        .append('>');
        }
        html.append("</label>");
    }

    private static void options(StringBuilder html, JsonObject question, String name, boolean several) {
        html.append("<select ").append(name).append(several ? " multiple" : "").append('>');
        for (JsonValue option : items(question, "options")) {
            if (option instanceof JsonText(String text)) {
                html.append("<option>").append(escaped(text)).append("</option>");
            }
        }
        html.append("</select>");
    }

    private static String control(String type) {
        return switch (type) {
            case "number", "date", "time" -> type;
            case "boolean" -> "checkbox";
            case "photo", "signature" -> "file";
            default -> "text";
        };
    }

    private static List<JsonValue> items(JsonObject object, String field) {
        return object.get(field).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> items)
                ? items
                : List.of();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
