package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// No save puts the bytes of a file into an object, whoever it comes from.
class DocumentConductTest {
    private static final JsonObject MANUAL = JsonObject.EMPTY.with("title", new JsonText("Manual"));
    private static final JsonObject BYTES = JsonObject.EMPTY.with("data", new JsonText("aGVsbG8="));

    private final Storage storage = new InMemoryStorage();
    private final Account account =
            storage.accounts().create(new NewAccount("acme", "Acme", ZoneOffset.UTC, new byte[32]));
    private final User ida = storage.write(
            account.id(),
            tx -> tx.addUser(new User(new UserId(1), "u", "Ida Holm", "ida@example.test", "", true, false)));
    private final Saver saver =
            new Saver(storage, Catalog.types(), () -> Instant.EPOCH, CommandObjectTypeTest.countedIds());

    private Saved save(@Nullable ObjectNumber number, JsonObject said, JsonObject decided) {
        Save save =
                new Save(DocumentFile.TYPE, number, CommandObjectType.said(said), CommandObjectType.decided(decided));
        return saver.save(account, ida, new SaveCall("test", null), save);
    }

    @Test
    void theBytesOfAFileAreRefusedInANewDocumentAndInOneThatIsThere() {
        Saved stored = save(null, MANUAL.with("data", JsonText.EMPTY), JsonObject.EMPTY);
        assertThat(stored).isInstanceOf(Saved.Stored.class);
        ObjectNumber number = ((Saved.Stored) stored).object().number();

        assertRefused(save(null, BYTES, JsonObject.EMPTY));
        assertRefused(save(number, BYTES, JsonObject.EMPTY));
        assertRefused(save(number, JsonObject.EMPTY, BYTES));

        assertThat(save(number, MANUAL, JsonObject.EMPTY)).isInstanceOf(Saved.Stored.class);
    }

    private static void assertRefused(Saved saved) {
        assertThat(saved)
                .isInstanceOfSatisfying(
                        Saved.Refused.class,
                        refused -> assertThat(refused.sentence()).startsWith("The field data"));
    }
}
