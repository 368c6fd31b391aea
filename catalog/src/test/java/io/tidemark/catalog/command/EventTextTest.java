package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventTextTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

    private final InMemoryStorage storage = new InMemoryStorage();
    private final Account account = storage.accounts().create(new NewAccount("acme", "Acme", COPENHAGEN, new byte[32]));
    private final EventText text = new EventText(CommandTypes.standard());

    @Test
    void everyEventIsOfATypeThatThereIs() {
        CommandTypes types = CommandTypes.standard();

        assertThat(EventHook.ALL).allSatisfy(event -> {
            CommandType type = types.type(event.type()).orElseThrow();
            assertThat(type.key()).isPresent();
            assertThat(event.fields())
                    .allSatisfy(field -> assertThat(type.field(field)).isPresent());
        });
        assertThat(EventHook.named("customer", "event_customer_change")).isPresent();
        assertThat(EventHook.named("customer", "menu")).isEmpty();
    }

    @Test
    void anObjectIsSentAsItWasAtTheChangeAndBefore() {
        LogEntry created = apply("customer", "c", ChangeKind.CREATED, ",\"name\":\"A\"");
        LogEntry changed = apply("customer", "c", ChangeKind.CHANGED, ",\"name\":\"B\"", "name");
        LogEntry deleted = apply("customer", "c", ChangeKind.DELETED, "");

        String date = ",\"changedate\":\"2026-03-01\",\"changetime\":\"13:00:00\"}";
        assertThat(fields("customer", "event_customer_change", created))
                .containsExactly(
                        Map.entry("object", "{\"id\":1,\"name\":\"A\"" + date), Map.entry("previousobject", "null"));
        assertThat(fields("customer", "event_customer_change", changed))
                .containsExactly(
                        Map.entry("object", "{\"id\":1,\"name\":\"B\"" + date),
                        Map.entry("previousobject", "{\"id\":1,\"name\":\"A\"" + date));
        assertThat(fields("customer", "event_customer_change", deleted))
                .containsEntry("object", "{\"id\":1,\"isdeleted\":1}")
                .containsEntry("previousobject", "{\"id\":1,\"name\":\"B\"" + date);
    }

    @Test
    void aPersonIsAttachedAndDetachedAndNothingElseIsSaidOfTheRelation() {
        EventHook attach = EventHook.named("customer", "event_person_attach").orElseThrow();
        LogEntry created = apply("cprelationship", "r", ChangeKind.CREATED, ",\"customerid\":7,\"isdeleted\":0");
        LogEntry changed =
                apply("cprelationship", "r", ChangeKind.CHANGED, ",\"customerid\":8,\"isdeleted\":0", "customerid");
        LogEntry hidden =
                apply("cprelationship", "r", ChangeKind.CHANGED, ",\"customerid\":8,\"isdeleted\":1", "isdeleted");

        assertThat(attach.isCausedBy(created)).isTrue();
        assertThat(attach.isCausedBy(changed)).isFalse();
        assertThat(attach.isCausedBy(hidden)).isTrue();
        assertThat(fields("customer", "event_person_attach", created).get("object"))
                .startsWith("{\"id\":1,\"customerid\":7,\"isdeleted\":0,")
                .endsWith(",\"origin\":\"attached\"}");
        assertThat(fields("customer", "event_person_attach", hidden).get("object"))
                .endsWith(",\"origin\":\"detached\"}");
    }

    @Test
    void aNoteIsSentWithItsThreadAndCreationIsNoChange() {
        EventHook create = EventHook.named("general", "event_note_create").orElseThrow();
        EventHook change = EventHook.named("general", "event_note_change").orElseThrow();
        apply("thread", "t", ChangeKind.CREATED, ",\"title\":\"Boiler\"");
        LogEntry created = apply("tmessage", "m", ChangeKind.CREATED, ",\"threadid\":1,\"message\":\"Hi\"");
        LogEntry stray = apply("tmessage", "n", ChangeKind.CREATED, ",\"threadid\":0,\"message\":\"Hi\"");

        assertThat(create.isCausedBy(created)).isTrue();
        assertThat(change.isCausedBy(created)).isFalse();
        assertThat(fields("general", "event_note_create", created).get("message"))
                .startsWith("{\"id\":2,\"threadid\":1,");
        assertThat(fields("general", "event_note_create", created).get("thread"))
                .startsWith("{\"id\":1,\"title\":\"Boiler\"");
        assertThat(fields("general", "event_note_create", stray)).containsEntry("thread", "null");
    }

    private Map<String, String> fields(String modcode, String name, LogEntry entry) {
        EventHook event = EventHook.named(modcode, name).orElseThrow();
        return storage.read(
                account.id(), tx -> text.of(event, entry, tx, new EventText.Recipient(account.zone(), new UserId(1))));
    }

    private LogEntry apply(String type, String id, ChangeKind kind, String body, String... fields) {
        Sequence at = storage.write(account.id(), tx -> {
            ObjectKey key = new ObjectKey(new TypeId(type), id);
            StoredObject before = tx.lock(key).orElse(null);
            Change.State state = kind == ChangeKind.DELETED
                    ? Change.State.GONE
                    : new Change.State(
                            body.getBytes(StandardCharsets.UTF_8), false, Set.of(Principal.EVERYONE), List.of());
            Change change = Change.of(key, kind, before, state, Set.of(fields), new Origin(null, null, "test", null));
            return tx.append(List.of(change), NOON).entries().getFirst().sequence();
        });
        return storage.read(
                account.id(), tx -> tx.log(new Sequence(at.value() - 1), 1).getFirst());
    }
}
