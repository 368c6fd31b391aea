package io.tidemark.server.http;

import io.helidon.http.HeaderNames;
import io.tidemark.catalog.command.DocumentFile;
import io.tidemark.catalog.command.MediaTypes;
import io.tidemark.core.content.Contents;
import io.tidemark.core.content.OpenContent;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.login.Identity;
import io.tidemark.server.login.Logins;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The files behind documents, for whoever shows an access token. The token says which account it is of, so
/// nothing else is asked for. A file goes out as bytes to be saved, never as a page to be shown. Thread-safe.
final class DocumentHandler {
    /// A copy may be kept by its owner, and is asked about each time: who has lost his login has lost the file.
    private static final String CACHING = "private, no-cache";

    private final Logins logins;
    private final Storage storage;
    private final Contents contents;

    DocumentHandler(Logins logins, Storage storage, Contents contents) {
        this.logins = logins;
        this.storage = storage;
        this.contents = contents;
    }

    /// @param number the document
    void handle(long number, Exchange exchange) throws IOException {
        Identity identity = BearerToken.in(exchange.header(HeaderNames.AUTHORIZATION))
                .flatMap(logins::identify)
                .orElseThrow(Logins::notLoggedIn);
        exchange.identified(identity);
        Optional<DocumentFile> file = storage.read(
                identity.account(), tx -> tx.object(new ObjectNumber(number)).flatMap(DocumentFile::of));
        if (file.isEmpty()) {
            exchange.answer(
                    404,
                    JsonBodies.apiError(
                            new SyncException(
                                    ErrorCode.UNKNOWN_OPERATION,
                                    "There is no document with this number, or no file behind it."),
                            exchange.requestId()));
            return;
        }
        try (OpenContent content =
                contents.open(identity.account(), file.get().content()).orElseThrow(DocumentHandler::missing)) {
            answer(number, file.get(), content, exchange);
        }
    }

    private static void answer(long number, DocumentFile file, OpenContent content, Exchange exchange)
            throws IOException {
        EntityTag tag = new EntityTag(file.content().hex());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", tag.text());
        headers.put("Cache-Control", CACHING);
        if (tag.isAmong(exchange.header(HeaderNames.IF_NONE_MATCH))) {
            exchange.answerBare(304, headers);
            return;
        }
        headers.put("Accept-Ranges", "bytes");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Content-Disposition", AttachmentName.header(file.name(), "document-" + number));
        headers.put("Content-Type", MediaTypes.safe(file.mediaType(), file.name()));
        switch (range(tag, content.size(), exchange)) {
            case ByteRange.Whole whole ->
                exchange.answerBytes(200, headers, content.size(), out -> content.writeTo(out, 0, content.size()));
            case ByteRange.Part part -> {
                headers.put("Content-Range", part.header(content.size()));
                exchange.answerBytes(
                        206, headers, part.count(), out -> content.writeTo(out, part.from(), part.count()));
            }
            case ByteRange.Unsatisfiable beyond -> {
                exchange.header("Content-Range", "bytes */" + content.size());
                exchange.answer(
                        416,
                        JsonBodies.apiError(
                                new SyncException(
                                        ErrorCode.IMPOSSIBLE_VALUE,
                                        "This file has no such range. Content-Range says how long it is."),
                                exchange.requestId()));
            }
        }
    }

    /// A range is for GET only, and only of the file that the client has the other part of (RFC 9110, 13.1.5 and
    /// 14.2).
    private static ByteRange range(EntityTag tag, long size, Exchange exchange) {
        Optional<String> condition = exchange.header(HeaderNames.IF_RANGE);
        boolean isOfThis = condition.isEmpty() || condition.get().strip().equals(tag.text());
        return exchange.method().equals("GET") && isOfThis
                ? exchange.header(HeaderNames.RANGE)
                        .map(sent -> ByteRange.of(sent, size))
                        .orElse(ByteRange.WHOLE)
                : ByteRange.WHOLE;
    }

    private static SyncException missing() {
        return SyncException.causedBy(
                ErrorCode.STORAGE_CORRUPT,
                "The file of this document is not on the server. An operator must restore it from a backup.",
                new IllegalStateException("a document names a content that is not there"));
    }
}
