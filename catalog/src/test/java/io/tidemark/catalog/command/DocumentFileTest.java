package io.tidemark.catalog.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.content.ContentHash;
import io.tidemark.core.content.StoredContent;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentFileTest {
    private static final ContentHash HASH = new ContentHash("0a".repeat(32));
    private static final CommandTypes TYPES = CommandTypes.standard();
    private static final CommandType DOCUMENT = TYPES.type("document").orElseThrow();

    private final Fields fields =
            StoredText.fields(DocumentFile.decided(new StoredContent(HASH, 3, "9001"), "image/png")
                    .with("filename", new JsonText("a.png")));

    @Test
    void aDocumentNamesItsContent() {
        assertThat(DocumentFile.of(stored(DocumentFile.TYPE, fields, false)))
                .contains(new DocumentFile(HASH, "a.png", "image/png"));
        assertThat(new CommandObjectType(TYPES, DOCUMENT).contents(fields)).containsExactly(HASH);
    }

    @Test
    void whatIsNoDocumentWithAFileNamesNone() {
        assertThat(DocumentFile.of(stored(new TypeId("customer"), fields, false)))
                .isEmpty();
        assertThat(DocumentFile.of(stored(DocumentFile.TYPE, fields, true))).isEmpty();
        assertThat(DocumentFile.of(stored(DocumentFile.TYPE, Fields.NONE, false)))
                .isEmpty();
        assertThat(DocumentFile.content(fields.with(".sha256", "1"))).isEmpty();
        assertThat(DocumentFile.content(fields.with(".sha256", "\"../../x\""))).isEmpty();
    }

    @Test
    void theHashIsNotSent() {
        SentBytes sent = new SentBytes();
        new SentText(DOCUMENT, ZoneOffset.UTC, new UserId(1)).present(sent, stored(DocumentFile.TYPE, fields, false));
        assertThat(sent.toString(UTF_8)).contains("\"md5sum\":\"9001\"").doesNotContain("sha256", HASH.hex());
    }

    @Test
    void aClientCannotNameAContent() {
        JsonObject said = JsonObject.EMPTY.with("title", new JsonText("x")).with(".sha256", new JsonText(HASH.hex()));
        Acceptance taken =
                new InputRules(TYPES, KnownObjects.WITHOUT_PRESETS).create(DOCUMENT, java.util.List.of(), said);
        assertThat(taken)
                .isInstanceOfSatisfying(
                        Acceptance.Accepted.class,
                        accepted -> assertThat(accepted.object().get(".sha256")).isEmpty());
    }

    private static StoredObject stored(TypeId type, Fields fields, boolean deleted) {
        return new StoredObject(
                new ObjectNumber(1),
                new ObjectKey(type, "1"),
                new Sequence(1),
                Instant.EPOCH,
                deleted,
                StoredText.write(fields),
                Set.of());
    }
}
