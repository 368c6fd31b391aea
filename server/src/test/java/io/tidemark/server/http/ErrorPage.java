package io.tidemark.server.http;

import io.tidemark.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The page `docs/errors.md`, made from [ErrorCode]: the comment of each constant is the operator's manual.
final class ErrorPage {
    private static final String COMMENT = "///";

    private static final String HEAD = """
            # Error codes

            Every refusal has a code. It stands in the property `Code` of a JSApiError, and in `Code` of an item's outcome; the
            property `Message` beside it says what to do. Codes are never reused. "Again" means that the very same request can
            succeed later; the header `Retry-After` says when. The status is that of a request that is refused whole; in an
            item's outcome the code says why that item was refused, and the others were applied.

            A failed login answers a JSOAuthError, which has no code ([meeting API](spec/meeting-api.md), 2.1).

            This page is generated from the comments of `ErrorCode`.
            """;

    private static final Map<Character, String> FAMILIES = Map.of(
            '1', "Requests",
            '2', "Tokens and cursors",
            '3', "Permissions and rules",
            '4', "Logins",
            '5', "Limits",
            '9', "The server itself");

    private ErrorPage() {}

    /// The page.
    ///
    /// @param source the source text of [ErrorCode]
    static String of(String source) {
        Map<String, String> comments = comments(source);
        StringBuilder page = new StringBuilder(HEAD);
        char family = 0;
        for (ErrorCode code : ErrorCode.values()) {
            char itsFamily = code.code().charAt(3);
            if (itsFamily != family) {
                family = itsFamily;
                page.append("\n## ")
                        .append(FAMILIES.get(family))
                        .append("\n\n| Code | Name | Status | Again | Meaning |\n| --- | --- | --- | --- | --- |\n");
            }
            page.append("| `%s` | `%s` | %d | %s | %s |%n"
                    .formatted(
                            code.code(),
                            code.name(),
                            ErrorMapping.status(code),
                            code.retryable() ? "yes" : "no",
                            comments.get(code.name())));
        }
        return page.toString();
    }

    /// The comment before each constant, as one line.
    private static Map<String, String> comments(String source) {
        Map<String, String> comments = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (String line :
                source.substring(source.indexOf("enum ErrorCode")).lines().toList()) {
            String text = line.strip();
            if (text.startsWith(COMMENT)) {
                lines.add(text.substring(COMMENT.length()).strip());
            } else {
                if (text.contains("(\"TM-")) {
                    comments.put(text.substring(0, text.indexOf('(')), String.join(" ", lines));
                }
                lines.clear();
            }
        }
        return comments;
    }
}
