package io.tidemark.catalog.reselect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectTypes;
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
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A server of another version looked at the objects last: its rules gave a visit to who drives, the new ones give it
/// to who helps.
class RulesOfVersionTest {
    private static final TypeId VISIT = new TypeId("visit");
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final CommandTypes OLDER = typesWith("driverid");
    private static final CommandTypes NEWER = typesWith("helperid");
    private static final int VISITS = 1_200;

    private final Storage storage = new InMemoryStorage();
    private final Account account =
            storage.accounts().create(new NewAccount("acme", "Acme", ZoneId.of("Europe/Copenhagen"), new byte[32]));
    private final User ida = user("ida");
    private final User ole = user("ole");
    private final AtomicInteger lastId = new AtomicInteger();

    private static CommandTypes typesWith(String field) {
        String description = """
                {"types": [{"name": "visit", "plural": "visits", "meaning": "A visit.", "key": "id", "written": true,
                 "selection": {"rules": [{"name": "who", "meaning": "The user goes there", "users": "%s"}]},
                 "fields": [
                  {"name": "id", "kind": "number", "marks": ["ours"], "meaning": "Its number"},
                  {"name": "driverid", "kind": "number", "refersto": "user", "marks": ["ours"], "meaning": "Who drives"},
                  {"name": "helperid", "kind": "number", "refersto": "user", "marks": ["ours"], "meaning": "Who helps"}
                 ]}]}
                """.formatted(field);
        return CommandTypes.served().and(Map.of("visits", description));
    }

    private User user(String name) {
        return storage.write(
                account.id(),
                tx -> tx.addUser(new User(new UserId(1), name, name, name + "@example.test", "", true, false)));
    }

    private List<ObjectNumber> visits(CommandTypes types) {
        Saver saver = new Saver(storage, Catalog.types(types), () -> NOW, new IdSource() {
            @Override
            public String objectId() {
                return "id-" + lastId.incrementAndGet();
            }

            @Override
            public long number() {
                return lastId.incrementAndGet();
            }
        });
        List<ObjectNumber> visits = new ArrayList<>();
        for (int n = 0; n < VISITS; n++) {
            boolean same = n % 3 == 0;
            Save save = new Save(
                    VISIT,
                    null,
                    CommandObjectType.said(new TreeReader(ReadLimits.DEFAULT)
                            .read("{\"driverid\":" + ida.id().value() + ",\"helperid\":"
                                    + (same ? ida : ole).id().value() + "}")));
            visits.add(((Saved.Stored) saver.save(account, ida, new SaveCall("SaveVisit", null), save))
                    .object()
                    .number());
        }
        return visits;
    }

    private RulesOfVersion server(CommandTypes types) {
        ObjectTypes known = Catalog.types(types);
        return new RulesOfVersion(storage, types, (ofAccount, tx) -> known, () -> NOW);
    }

    private Sequence head() {
        return storage.read(account.id(), tx -> tx.head().sequence());
    }

    private List<LogEntry> entriesAfter(Sequence position) {
        return storage.read(account.id(), tx -> tx.log(position, VISITS));
    }

    private Set<Principal> audience(ObjectNumber number) {
        return storage.read(account.id(), tx -> tx.object(number).orElseThrow().audience());
    }

    private void rest(RulesOfVersion rules) {
        for (int steps = 0; rules.step(account.id()); steps++) {
            assertThat(steps).as("it comes to an end").isLessThan(100);
        }
    }

    @Test
    void newRulesMoveWhatTheyGiveToOthersAndNothingElse() {
        List<ObjectNumber> visits = visits(OLDER);
        rest(server(OLDER));
        Sequence before = head();

        rest(server(NEWER));

        for (int n = 0; n < VISITS; n++) {
            assertThat(audience(visits.get(n))).containsExactly(Principal.of((n % 3 == 0 ? ida : ole).id()));
        }
        assertThat(entriesAfter(before))
                .hasSize(VISITS - VISITS / 3)
                .allMatch(entry -> entry.kind() == ChangeKind.MOVED);
    }

    @Test
    void theSameRulesLookAtNothingAgain() {
        visits(OLDER);
        rest(server(OLDER));
        List<ObjectNumber> laterByOtherRules = visits(NEWER);

        assertThat(server(OLDER).step(account.id())).isFalse();
        assertThat(audience(laterByOtherRules.get(1))).containsExactly(Principal.of(ole.id()));
    }

    @Test
    void anAccountThatThisVersionMadeIsNotLookedAt() {
        server(OLDER).adopt(account.id());
        visits(OLDER);
        Sequence before = head();

        assertThat(server(OLDER).step(account.id())).isFalse();
        assertThat(head()).isEqualTo(before);
        assertThat(server(NEWER).step(account.id())).as("but other rules do").isTrue();
    }

    @Test
    void aLookThatWasCutShortGoesOn() {
        List<ObjectNumber> visits = visits(OLDER);
        rest(server(OLDER));
        Sequence before = head();

        RulesOfVersion cut = server(NEWER);
        while (head().equals(before)) {
            assertThat(cut.step(account.id())).isTrue();
        }
        assertThat(audience(visits.getLast())).as("not yet").containsExactly(Principal.of(ida.id()));
        Sequence reached = head();
        rest(server(NEWER));

        assertThat(audience(visits.getLast())).containsExactly(Principal.of(ole.id()));
        assertThat(entriesAfter(reached))
                .as("only the rest")
                .allMatch(entry -> Objects.requireNonNull(entry.number()).value()
                        > visits.get(400).value());
    }

    @Test
    void whoGoesBackToTheOlderVersionGetsItsRulesBack() {
        List<ObjectNumber> visits = visits(OLDER);
        rest(server(OLDER));
        server(NEWER).step(account.id());
        rest(server(OLDER));

        assertThat(visits).allMatch(visit -> audience(visit).equals(Set.of(Principal.of(ida.id()))));
    }
}
