package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.follow.LogFollower;
import io.tidemark.core.follow.Step;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.Patch;
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
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Texts that follow what they stand for.
class TextFollowerTest {
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final Storage storage = new InMemoryStorage();
    private final Account account =
            storage.accounts().create(new NewAccount("acme", "Acme", ZoneId.of("Europe/Copenhagen"), new byte[32]));
    private final User ida = storage.write(
            account.id(),
            tx -> tx.addUser(new User(new UserId(1), "u", "Ida Holm", "ida@example.test", "", true, false)));
    private final CommandTypes types = CommandTypes.served();
    private final ObjectTypes known = Catalog.types(types);
    private final AtomicInteger lastId = new AtomicInteger();
    private final Saver saver = new Saver(storage, known, () -> NOW, new IdSource() {
        @Override
        public String objectId() {
            return "id-" + lastId.incrementAndGet();
        }

        @Override
        public long number() {
            return lastId.incrementAndGet();
        }
    });
    private LogFollower follower = follower();

    private LogFollower follower() {
        return LogFollower.ofEveryAccount(storage, TextFollower.NAME, new TextFollower(types, known, () -> NOW));
    }

    @Test
    void aRenamedCompanyIsRenamedInEveryTaskThatCarriesIt() {
        ObjectNumber north = save("customer", null, "{'name':'North'}");
        ObjectNumber other = save("customer", null, "{'name':'Other'}");
        List<ObjectNumber> tasks = new ArrayList<>();
        for (int n = 0; n < 700; n++) {
            tasks.add(save("todo", null, "{'title':'t','customerid':" + (n % 7 == 0 ? other : north).value() + "}"));
        }
        follow();
        save("customer", north, "{'name':'South'}");
        assertThat(follower.step(account.id()).state()).as("in parts").isEqualTo(Step.State.AGAIN);
        follower = follower();
        follow();

        for (int n = 0; n < 700; n++) {
            assertThat(text(tasks.get(n), "customertext")).isEqualTo(n % 7 == 0 ? "Other" : "South");
        }
        List<LogEntry> written = log("texts");
        assertThat(written).as("each once").hasSize(600);
        assertThat(written).allSatisfy(entry -> assertThat(entry.fields()).containsExactly("customertext"));
        follow();
        assertThat(log("texts")).as("and then there is peace").hasSize(600);
    }

    @Test
    void aRenamedUserIsRenamedInEveryTaskThatCarriesTheName() {
        User lars = storage.write(
                account.id(),
                tx -> tx.addUser(new User(new UserId(2), "l", "Lars Bo", "lars@example.test", "", true, false)));
        List<ObjectNumber> tasks = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            tasks.add(save("todo", null, "{'title':'t','userid':" + lars.id().value() + "}"));
        }
        ObjectNumber other =
                save("todo", null, "{'title':'t','userid':" + ida.id().value() + "}");
        follow();
        rename(lars, "Lars Holm");
        follow();
        assertThat(tasks).allSatisfy(task -> assertThat(text(task, "usertext")).isEqualTo("Lars Holm"));
        rename(lars, "Lars Bo");
        follow();
        assertThat(tasks).allSatisfy(task -> assertThat(text(task, "usertext")).isEqualTo("Lars Bo"));
        assertThat(text(other, "usertext")).isEqualTo("Ida Holm");
        int before = log("texts").size();
        rename(lars, "Lars Bo");
        follow();
        assertThat(log("texts")).hasSize(before);
    }

    private void rename(User user, String name) {
        User renamed = new User(user.id(), user.wireId(), name, user.email(), "", true, false);
        assertThat(saver.change(account, renamed, "rename", saving -> {
                    saving.context().transaction().updateUser(renamed);
                    UserProfile.save(saving, renamed, Patch.NOTHING);
                }))
                .isEmpty();
    }

    @Test
    void aChangeOfAnythingElseWritesNothing() {
        ObjectNumber north = save("customer", null, "{'name':'North'}");
        save("todo", null, "{'title':'t','customerid':" + north.value() + "}");
        save("customer", north, "{'city':'Aarhus'}");
        follow();

        assertThat(log("texts")).isEmpty();
    }

    @Test
    void customFieldsComeAndGoWithTheirDefinition() {
        ObjectNumber area = save("workarea", null, "{'title':'Plumbing'}");
        ObjectNumber field = save(
                "customfield", null, "{'modcode':'todo','type':1,'title':'Gate','visibility':[" + area.value() + "]}");
        String name = "custom" + field.value();
        ObjectNumber task =
                save("todo", null, "{'title':'t','workareaid':" + area.value() + ",'" + name + "':'Gate B'}");
        assertThat(text(task, name)).isEqualTo("Gate B");

        save("customfield", field, "{'visibility':[]}");
        follow();
        assertThat(text(task, name)).isEmpty();
        assertThat(text(task, "." + name)).as("kept").isEqualTo("Gate B");

        save("todo", task, "{'title':'t 2'}");
        save("customfield", field, "{'visibility':[" + area.value() + "]}");
        follow();
        assertThat(text(task, name)).isEqualTo("Gate B");
        assertThat(text(task, "." + name)).isEmpty();
    }

    /// Who sets up an account makes them one after the other.
    @Test
    void manyNewCustomFieldsAreOneWorkOnEachTask() {
        ObjectNumber area = save("workarea", null, "{'title':'Plumbing'}");
        for (int n = 0; n < 700; n++) {
            save("todo", null, "{'title':'t','workareaid':" + area.value() + "}");
        }
        follow();
        for (int n = 0; n < 12; n++) {
            save("customfield", null, "{'modcode':'todo','type':1,'visibility':[" + area.value() + "]}");
        }
        assertThat(follow()).as("steps; most only pass over what was written").isLessThan(20);

        assertThat(log("texts")).as("each task once").hasSize(700);
        assertThat(log("texts").getLast().fields()).hasSize(12);
    }

    /// @return after how many steps there is peace
    private int follow() {
        int steps = 1;
        while (follower.step(account.id()).state() != Step.State.DONE) {
            assertThat(steps).isLessThan(1_000);
            steps++;
        }
        return steps;
    }

    private List<LogEntry> log(String call) {
        List<LogEntry> all = new ArrayList<>();
        List<LogEntry> page;
        do {
            Sequence after = all.isEmpty() ? Sequence.ZERO : all.getLast().sequence();
            page = storage.read(account.id(), tx -> tx.log(after, 500));
            all.addAll(page);
        } while (!page.isEmpty());
        return all.stream().filter(entry -> entry.origin().call().equals(call)).toList();
    }

    private ObjectNumber save(String type, @Nullable ObjectNumber number, String json) {
        Saved saved = saver.save(
                account,
                ida,
                new SaveCall("test", null),
                new Save(new TypeId(type), number, CommandObjectType.said(READER.read(json.replace('\'', '"')))));
        assertThat(saved).isInstanceOf(Saved.Stored.class);
        return ((Saved.Stored) saved).object().number();
    }

    private String text(ObjectNumber number, String field) {
        JsonObject object = CommandObjectType.object(
                storage.read(account.id(), tx -> tx.object(number)).orElseThrow());
        return object.get(field).orElse(JsonText.EMPTY) instanceof JsonText(String text) ? text : "";
    }
}
