package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Types of the command API on a real log.
class CommandObjectTypeTest {
    private static final CommandTypes TYPES = CommandTypes.standard();
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-04T23:30:15Z"));
    private final Storage storage = new InMemoryStorage();
    private final Account account =
            storage.accounts().create(new NewAccount("acme", "Acme", ZoneId.of("Europe/Copenhagen"), new byte[32]));
    private final User ida = storage.write(
            account.id(),
            tx -> tx.addUser(new User(new UserId(1), "u", "Ida Holm", "ida@example.test", "", true, false)));
    private final Saver saver = new Saver(
            storage,
            ObjectTypes.of(TYPES.all().stream()
                    .filter(type -> type.key().isPresent())
                    .map(type -> new CommandObjectType(TYPES, type))
                    .toList()),
            now::get,
            new CountedIds());

    @Test
    void anObjectGoesOutWithItsNumberItsFieldsAndItsTimesInTheAccountsZone() {
        StoredObject type = stored("customertype", null, "{\"title\":\"School\"}");
        JsonObject sent = sent(stored(
                "customer",
                null,
                "{\"id\":0,\"name\":\"North School\",\"typeid\":\""
                        + type.number().value()
                        + "\",\"ourreference\":1,\"isprospect\":\"yes\",\"unknown\":7,\"typetext\":\"mine\"}"));

        assertThat(sent.members().keySet()).startsWith("id", "customernumber");
        assertThat(sent.get("id")).contains(number(2));
        assertThat(sent.get("name")).contains(text("North School"));
        assertThat(sent.get("typetext")).contains(text("School"));
        assertThat(sent.get("ourreferencetext")).contains(text("Ida Holm"));
        assertThat(sent.get("isprospect")).contains(number(1));
        assertThat(sent.get("unknown")).isEmpty();
        assertThat(sent.get("createdate")).contains(text("2026-03-05"));
        assertThat(sent.get("createtime")).contains(text("00:30:15"));
        assertThat(sent.get("changedate")).contains(text("2026-03-05"));
        assertThat(sent.members().keySet())
                .containsExactlyInAnyOrderElementsOf(TYPES.type("customer").orElseThrow().fields().stream()
                        .map(CommandField::name)
                        .toList());
    }

    @Test
    void anEditKeepsWhatItDoesNotSayAndTheDayOfCreation() {
        ObjectNumber number = stored("customer", null, "{\"name\":\"North School\",\"city\":\"Aarhus\"}")
                .number();
        now.set(Instant.parse("2026-07-01T12:00:00Z"));
        JsonObject sent = sent(stored("customer", number, "{\"name\":\"South School\"}"));

        assertThat(sent.get("name")).contains(text("South School"));
        assertThat(sent.get("city")).contains(text("Aarhus"));
        assertThat(sent.get("createdate")).contains(text("2026-03-05"));
        assertThat(sent.get("changedate")).contains(text("2026-07-01"));
        assertThat(sent.get("changetime")).contains(text("14:00:00"));
    }

    @Test
    void aPersonHasItsIdInASetToo() {
        JsonObject sent = sent(stored("person", null, "{\"firstname\":\"Ida\",\"lastname\":\"Holm\"}"));

        assertThat(sent.get("values")).contains(JsonObject.EMPTY.with("personid", number(1)));
    }

    @Test
    void whatDoesNotFitIsRefusedWithASentenceThatNamesTheField() {
        assertThat(save("customer", null, "{\"name\":\"A\",\"typeid\":99}"))
                .isInstanceOfSatisfying(Saved.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.IMPOSSIBLE_VALUE);
                    assertThat(refused.sentence()).contains("typeid");
                });
        assertThat(save("customer", null, "{\"city\":\"Aarhus\"}"))
                .isInstanceOfSatisfying(Saved.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
                    assertThat(refused.sentence()).contains("name");
                });
    }

    @Test
    void whatIsGoneGoesOutAsHidden() {
        SentBytes out = new SentBytes();
        new SentText(TYPES.type("customer").orElseThrow(), account.zone(), new UserId(1)).gone(out, 12);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"id\":12,\"isdeleted\":1}");
    }

    private Saved save(String type, @Nullable ObjectNumber number, String json) {
        return saver.save(
                account,
                ida,
                new SaveCall("test", null),
                new Save(new TypeId(type), number, CommandObjectType.said(READER.read(json))));
    }

    private StoredObject stored(String type, @Nullable ObjectNumber number, String json) {
        Saved saved = save(type, number, json);
        assertThat(saved).isInstanceOf(Saved.Stored.class);
        return ((Saved.Stored) saved).object();
    }

    private JsonObject sent(StoredObject object) {
        SentBytes out = new SentBytes();
        new SentText(TYPES.type(object.key().type().value()).orElseThrow(), account.zone(), new UserId(1))
                .present(out, object);
        return READER.read(out.toString(StandardCharsets.UTF_8));
    }

    private static JsonValue number(long value) {
        return JsonNumber.of(value);
    }

    private static JsonValue text(String value) {
        return new JsonText(value);
    }

    static IdSource countedIds() {
        return new CountedIds();
    }

    private static final class CountedIds implements IdSource {
        private final AtomicLong last = new AtomicLong();

        @Override
        public String objectId() {
            return "id-" + last.incrementAndGet();
        }

        @Override
        public long number() {
            return last.incrementAndGet();
        }
    }
}
