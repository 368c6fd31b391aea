package io.tidemark.catalog.command;

import io.tidemark.core.content.ContentHash;
import io.tidemark.core.content.StoredContent;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.Optional;

/// The file behind a document (command API, type `document`): what the document says of it, and the content that
/// it names. The hash of the content is kept with the object and never sent. Immutable.
///
/// @param content the content's hash
/// @param name the file's name as somebody gave it; may be empty
/// @param mediaType what somebody said it is; may be empty, and is not to be believed
public record DocumentFile(ContentHash content, String name, String mediaType) {
    /// The type of documents.
    public static final TypeId TYPE = new TypeId("document");

    private static final String KEPT_HASH = ".sha256";
    private static final String NAME = "filename";
    private static final String MEDIA_TYPE = "mimetype";

    /// The file behind a document; empty for another object, a deleted one, and a document without a file.
    public static Optional<DocumentFile> of(StoredObject object) {
        if (object.deleted() || !object.key().type().equals(TYPE)) {
            return Optional.empty();
        }
        JsonObject document = StoredText.object(object.body());
        return hash(text(document, KEPT_HASH))
                .map(hash -> new DocumentFile(hash, text(document, NAME), text(document, MEDIA_TYPE)));
    }

    /// What the server decides of a document when a file comes in: its hash, which is kept, its size and its MD5.
    /// Goes into [CommandObjectType#decided].
    ///
    /// @param mediaType what it is
    public static JsonObject decided(StoredContent content, String mediaType) {
        return JsonObject.EMPTY
                .with(KEPT_HASH, new JsonText(content.hash().hex()))
                .with(MEDIA_TYPE, new JsonText(mediaType))
                .with("size", JsonNumber.of(content.size()))
                .with("md5sum", new JsonText(content.md5()));
    }

    /// The content that an object with these fields names.
    static Optional<ContentHash> content(Fields fields) {
        String text = fields.get(KEPT_HASH);
        return text == null || text.length() < 2 ? Optional.empty() : hash(text.substring(1, text.length() - 1));
    }

    private static Optional<ContentHash> hash(String text) {
        return ContentHash.isHash(text) ? Optional.of(new ContentHash(text)) : Optional.empty();
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).orElse(JsonText.EMPTY) instanceof JsonText(String text) ? text : "";
    }
}
