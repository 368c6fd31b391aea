package io.tidemark.catalog.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.checkin.CheckIns.CheckOut;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.view.LocalTimes;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.saving.SavingWork;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happened in the field, delivered late, twice and out of order, against a model that looks at everything that
/// was delivered, sorted by time.
class LateCheckInsTest {
    private static final int HISTORIES = 60;
    private static final LocalDateTime BEGIN = LocalDateTime.parse("2031-04-01T06:00:00");
    private static final Instant NOW = Instant.parse("2031-04-05T06:00:00Z");

    private final Storage storage = new InMemoryStorage();
    private final Account account =
            storage.accounts().create(new NewAccount("acme", "Acme", ZoneId.of("Europe/Copenhagen"), new byte[32]));
    private final Saver saver = new Saver(storage, Catalog.types(), () -> NOW, new Ids());

    /// Something that happened, in minutes after the begin.
    private sealed interface Deed {
        int minute();

        record In(int minute) implements Deed {}

        record Out(int minute, In of) implements Deed {}

        record Come(int minute) implements Deed {}

        record Go(int minute) implements Deed {}
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyOrderOfDeliveryComesToWhatTheTimesSay(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < HISTORIES; n++) {
            User user = storage.write(
                    account.id(),
                    tx -> tx.addUser(
                            new User(new UserId(1), "u" + seed + tx.head(), "Ida", newEmail(random), "", true, false)));
            new History(user, random, "seed " + seed + ", history " + n).play();
        }
    }

    private static String newEmail(Random random) {
        return Long.toUnsignedString(random.nextLong()) + "@example.test";
    }

    /// One user's history.
    private final class History {
        private final User user;
        private final Random random;
        private final String name;
        private final long todo;
        private final Map<Deed.In, Long> numbers = new HashMap<>();
        private final Map<Deed.Out, Long> registrations = new HashMap<>();
        private final List<Deed> delivered = new ArrayList<>();

        History(User user, Random random, String name) {
            this.user = user;
            this.random = random;
            this.name = name;
            this.todo = stored(saving -> saving.save(new Save(
                            new TypeId("todo"),
                            null,
                            CommandObjectType.said(JsonObject.EMPTY.with("title", new JsonText("Pump"))))))
                    .number()
                    .value();
        }

        private StoredObject stored(SavingWork work) {
            Saved saved = saver.run(account, user, new SaveCall("test", null), work);
            assertThat(saved).as(name).isInstanceOf(Saved.Stored.class);
            return ((Saved.Stored) saved).object();
        }

        void play() {
            for (Deed deed : deliveries(happened())) {
                deliver(deed);
                delivered.add(deed);
                check();
            }
            long minutes = registrations.keySet().stream()
                    .mapToLong(out -> out.minute() - out.of().minute())
                    .sum();
            JsonObject task = storage.read(
                    account.id(),
                    tx -> CommandObjectType.object(
                            tx.object(new ObjectNumber(todo)).orElseThrow()));
            assertThat(Told.number(task, "timeusage"))
                    .as(name + ": each check-out registers once")
                    .isEqualTo(minutes);
        }

        /// A few days of work, as they were: each moment has one deed.
        private List<Deed> happened() {
            List<Deed> happened = new ArrayList<>();
            Deed.In open = null;
            for (int minute = 0; minute < 12; minute++) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> happened.add(open = new Deed.In(minute));
                    case 2, 3 -> {
                        if (open != null) {
                            happened.add(new Deed.Out(minute, open));
                            open = null;
                        }
                    }
                    case 4 -> happened.add(new Deed.Come(minute));
                    default -> happened.add(new Deed.Go(minute));
                }
            }
            return happened;
        }

        /// In any order, some twice; but a device knows the number of a check-in from its answer.
        private List<Deed> deliveries(List<Deed> happened) {
            List<Deed> deliveries = new ArrayList<>(happened);
            happened.stream().filter(deed -> random.nextInt(3) == 0).forEach(deliveries::add);
            Collections.shuffle(deliveries, random);
            List<Deed> possible = new ArrayList<>();
            List<Deed> early = new ArrayList<>();
            for (Deed deed : deliveries) {
                if (deed instanceof Deed.Out(int _, Deed.In of) && !possible.contains(of)) {
                    early.add(deed);
                } else {
                    possible.add(deed);
                }
            }
            possible.addAll(early);
            return possible;
        }

        private void deliver(Deed deed) {
            LocalDateTime at = BEGIN.plusMinutes(deed.minute());
            switch (deed) {
                case Deed.In in -> {
                    long number = stored(
                                    saving -> CheckIns.checkIn(saving, user.id().value(), stay(at)))
                            .number()
                            .value();
                    Long before = numbers.put(in, number);
                    assertThat(before == null || before == number)
                            .as(name + ": a repeated check-in is the same")
                            .isTrue();
                }
                case Deed.Out out -> {
                    StoredObject stay = stored(saving -> CheckIns.checkOut(
                            saving,
                            new ObjectNumber(numbers.get(out.of())),
                            new CheckOut(dated(JsonObject.EMPTY, "checkout", at), Optional.of(JsonObject.EMPTY)),
                            (_, _) -> {}));
                    long registration = Told.number(CommandObjectType.object(stay), "registrationid");
                    assertThat(registration).as(name).isPositive();
                    Long before = registrations.put(out, registration);
                    assertThat(before == null || before == registration)
                            .as(name + ": a repeated check-out registers once")
                            .isTrue();
                }
                case Deed.Come _ ->
                    stored(saving -> CheckIns.arrive(saving, user.id().value(), at));
                case Deed.Go _ ->
                    stored(saving -> CheckIns.goHome(saving, user.id().value(), at));
            }
        }

        private JsonObject stay(LocalDateTime at) {
            return dated(JsonObject.EMPTY, "checkin", at)
                    .with("objecttype", new JsonText("todo"))
                    .with("objectid", JsonNumber.of(todo));
        }

        private static JsonObject dated(JsonObject object, String prefix, LocalDateTime at) {
            return object.with(prefix + "date", LocalTimes.date(at.toLocalDate()))
                    .with(prefix + "time", LocalTimes.time(at.toLocalTime()));
        }

        /// By the definition: walk through what is known, in the order of the times.
        private void check() {
            TreeMap<Integer, Deed> known = new TreeMap<>();
            delivered.forEach(deed -> known.put(deed.minute(), deed));
            Deed.In current = null;
            boolean ended = false;
            LocalDateTime atWork = null;
            for (Deed deed : known.values()) {
                switch (deed) {
                    case Deed.In in -> {
                        current = in;
                        ended = known.values().stream()
                                .anyMatch(other -> other instanceof Deed.Out(int _, Deed.In of) && of.equals(in));
                    }
                    case Deed.Out _ -> {}
                    case Deed.Come _ -> atWork = BEGIN.plusMinutes(deed.minute());
                    case Deed.Go _ -> {
                        ended = true;
                        atWork = null;
                    }
                }
            }
            Presence presence =
                    storage.read(account.id(), tx -> Presence.of(tx, user.id().value()));
            long expected = current == null || ended ? 0 : numbers.get(current);
            assertThat(presence.checkIn()).as(name + " after " + delivered).isEqualTo(expected);
            assertThat(presence.atWorkSince()).as(name + " after " + delivered).isEqualTo(Optional.ofNullable(atWork));
            if (expected != 0) {
                assertThat(Presence.time(presence.values(), "checkin")).contains(BEGIN.plusMinutes(current.minute()));
            }
        }
    }

    private static final class Ids implements IdSource {
        private int last;

        @Override
        public String objectId() {
            return "id-" + ++last;
        }

        @Override
        public long number() {
            return ++last;
        }
    }
}
