package io.tidemark.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// A page for people: one column, no script, nothing loaded from anywhere, in no other site's frame. Immutable.
///
/// @param status the status of HTTP
/// @param title what it is about
/// @param body HTML; every value in it went through [#escaped]
/// @param formTargets where its forms may lead besides this server: origins, separated by blanks; a browser
///     also judges redirects that follow a form
record HtmlPage(int status, String title, String body, String formTargets) {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1c2733;--soft:#5a6b7b;--line:#d5dde5;--paper:#fff;--ground:#f2f5f8;\
            --deed:#0b5cad;--alert:#a4262c}
            @media(prefers-color-scheme:dark){:root{--ink:#e8eef4;--soft:#9fb0c0;--line:#34424f;--paper:#1b242d;\
            --ground:#11181f;--deed:#6bb1f5;--alert:#ff8b8f}}
            *{box-sizing:border-box}
            body{margin:0;padding:1.5rem 1rem;background:var(--ground);color:var(--ink);\
            font:1rem/1.5 system-ui,sans-serif}
            main{max-width:32rem;margin:4vh auto;padding:2rem;background:var(--paper);border:1px solid var(--line);\
            border-radius:.5rem;overflow-wrap:anywhere}
            h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25}
            ul{padding-left:1.25rem}
            li{margin-top:.5rem}
            dt{color:var(--soft);font-size:.875rem;margin-top:.75rem}
            dd{margin:0}
            label{display:block;margin-top:1rem;font-weight:600}
            input{display:block;width:100%;margin-top:.25rem;padding:.6rem;font:inherit;color:inherit;\
            background:var(--paper);border:1px solid var(--soft);border-radius:.25rem}
            button{margin:1.5rem .75rem 0 0;padding:.6rem 1.25rem;font:inherit;font-weight:600;cursor:pointer;\
            color:var(--deed);background:var(--paper);border:1px solid var(--deed);border-radius:.25rem}
            button.first{color:var(--paper);background:var(--deed)}
            :focus-visible{outline:3px solid var(--deed);outline-offset:2px}
            .alert{color:var(--alert);font-weight:600}
            .soft{color:var(--soft);font-size:.875rem}
            """;

    private static final String STYLE_HASH = "sha256-" + sha256(STYLE);

    /// A page whose forms lead nowhere else.
    static HtmlPage of(int status, String title, String body) {
        return new HtmlPage(status, title, body, "");
    }

    /// A page that says something and asks nothing.
    static HtmlPage message(int status, String title, String sentence, String more) {
        return of(
                status,
                title,
                "<h1>" + escaped(title) + "</h1>\n<p role=\"alert\">" + escaped(sentence) + "</p>\n" + more);
    }

    void answer(Exchange exchange, Map<String, String> headers) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(
                "Content-Security-Policy",
                "default-src 'none'; style-src '" + STYLE_HASH + "'; form-action 'self'"
                        + (formTargets.isEmpty() ? "" : " " + formTargets)
                        + "; frame-ancestors 'none'; base-uri 'none'");
        all.put("X-Frame-Options", "DENY");
        all.put("X-Content-Type-Options", "nosniff");
        all.put("Referrer-Policy", "no-referrer");
        byte[] html = html().getBytes(StandardCharsets.UTF_8);
        exchange.answer(status, "text/html; charset=utf-8", all, out -> out.write(html));
    }

    private String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(escaped(title), STYLE, body);
    }

    /// A text inside an element or a quoted attribute.
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
