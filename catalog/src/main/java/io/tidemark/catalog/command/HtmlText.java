package io.tidemark.catalog.command;

/// Plain text as HTML: a paragraph for each block of lines. Stateless.
final class HtmlText {
    private HtmlText() {}

    static String of(String plain) {
        if (plain.isBlank()) {
            return "";
        }
        StringBuilder html = new StringBuilder(plain.length() + 16);
        for (String paragraph : plain.split("\n{2,}", -1)) {
            if (!paragraph.isBlank()) {
                html.append("<p>")
                        .append(escaped(paragraph).replace("\n", "<br>"))
                        .append("</p>");
            }
        }
        return html.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
