package io.tidemark.simulation;

import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Upload.Intent;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.Patch;
import io.tidemark.core.retention.Retention;
import io.tidemark.core.storage.Storage;
import io.tidemark.simulation.SimulatedDevice.Copy;
import io.tidemark.simulation.SimulatedDevice.Memory;
import io.tidemark.simulation.SimulatedDevice.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A long simulation under way: several users with several devices each, whose clocks are off by up to a year, a
/// network that loses, holds back and doubles, and an office. Checks after every event what must hold at every
/// moment; [Oracle] checks what must hold in the end.
final class Scene {
    static final int USERS = 3;
    static final int DEVICES = 6;
    private static final List<Duration> CLOCK_ERRORS =
            List.of(Duration.ZERO, Duration.ofDays(365), Duration.ofDays(-365), Duration.ofMinutes(3));
    private static final int STATES_KEPT = 60;
    private static final int SYNCS_UNTIL_QUIET = 12;

    final World world;
    final Office office;
    final Oracle oracle;
    final List<Station> stations = new ArrayList<>();
    /// What was answered, in order, for comparing two storages.
    final List<String> transcript = new ArrayList<>();

    /// A device with what is around it.
    static final class Station {
        final int number;
        final User user;
        SimulatedDevice device;
        int generation;
        int filter = NoteType.DETECT_ALL;
        Request sent;
        final List<Request> delivered = new ArrayList<>();
        final List<Memory> older = new ArrayList<>();

        Station(int number, World world) {
            this.number = number;
            this.user = world.user(number % USERS + 1);
            startOver();
        }

        void startOver() {
            device = new SimulatedDevice(
                    user, "d" + number + "." + generation++, CLOCK_ERRORS.get(number % CLOCK_ERRORS.size()));
            sent = null;
            older.clear();
        }
    }

    Scene(Storage storage) {
        world = World.on(storage, "scene", USERS);
        office = world.office();
        oracle = new Oracle(world);
        IntStream.range(0, DEVICES).forEach(number -> stations.add(new Station(number, world)));
    }

    void play(Deed deed) {
        Station station = stations.get(deed.device());
        world.clock().advance(Duration.ofSeconds(1));
        switch (deed.kind()) {
            case SYNC -> sync(station, true);
            case SYNC_ANSWER_LOST -> sync(station, false);
            case COMMIT -> commit(station, Set.of(), true);
            case COMMIT_ANSWER_LOST -> commit(station, Set.of(), false);
            case COMMIT_IN_PART -> commit(station, some(station, deed), true);
            case COMMIT_SENT -> send(station);
            case COMMIT_ARRIVES -> arrive(station);
            case COMMIT_DROPPED -> station.sent = null;
            case COPY_ARRIVES -> copyArrives(station, deed);
            case OLDER_STATE -> olderState(station, deed);
            case START_OVER -> station.startOver();
            case FILTER -> station.filter = deed.pick() % 3;
            case EDIT_TITLE -> edit(station, deed, NoteType.TITLE, "T" + deed.value());
            case EDIT_PLACE -> edit(station, deed, NoteType.PLACE, "P" + deed.value());
            case FORBIDDEN_TITLE -> edit(station, deed, NoteType.TITLE, "forbidden" + deed.value());
            case UNTIDY_TITLE -> edit(station, deed, NoteType.TITLE, " U" + deed.value() + " ");
            case REMOVE ->
                copy(station, deed)
                        .ifPresent(copy -> station.device.remove(
                                copy.local(), world.clock().instant()));
            case CREATE -> create(station, "N" + deed.value());
            case SLOT -> slot(station, Item.slot(Intent.NEW, "s" + deed.pick() % 3, time(deed)));
            case SLOT_REMOVED -> slot(station, Item.slot(Intent.DELETED, "s" + deed.pick() % 3, Patch.NOTHING));
            case VANISHED -> vanished(station, deed);
            case WITHOUT_TOKEN -> withoutToken(station, deed);
            case OFFICE_CREATE -> office.create("o" + deed.value(), "O" + deed.value(), "P0", owners(deed));
            case OFFICE_TITLE -> withNote(deed, id -> office.set(id, NoteType.TITLE, "O" + deed.value() % 5));
            case OFFICE_PLACE -> withNote(deed, id -> office.set(id, NoteType.PLACE, "Q" + deed.value() % 5));
            case OFFICE_SHARE -> withNote(deed, id -> office.share(id, owners(deed)));
            case OFFICE_DELETE -> deleteOrCreateAgain(deed);
            case FORGET -> forget(deed);
            case CLOCK -> world.clock().advance(Duration.ofMinutes(deed.pick() % 200 - 60));
        }
        oracle.look();
    }

    // ---- calls ----

    private void sync(Station station, boolean arrives) {
        Memory before = station.device.memory();
        Answer answer;
        try {
            answer = world.sync(station.user, before.token(), station.filter);
        } catch (SyncException e) {
            requireExpired(e);
            station.startOver();
            return;
        }
        oracle.told(station.user, answer);
        note(station, answer);
        if (arrives) {
            if (before.token() != null && !answer.items().isEmpty()) {
                station.older.add(before);
                if (station.older.size() > STATES_KEPT) {
                    station.older.removeFirst();
                }
            }
            station.device.apply(answer);
        }
    }

    private void requireExpired(SyncException e) {
        if (e.code() != ErrorCode.TOKEN_EXPIRED) {
            throw e;
        }
    }

    /// A device has one commit under way at a time.
    private void commit(Station station, Set<String> leftOut, boolean answered) {
        Request request = station.device.compose(leftOut, true);
        if (request.token() == null || request.items().isEmpty() || station.sent != null) {
            return;
        }
        List<Outcome> outcomes = deliver(station, request);
        if (answered && !outcomes.isEmpty()) {
            station.device.settle(request, outcomes);
        }
    }

    private void send(Station station) {
        Request request = station.device.compose(Set.of(), true);
        if (station.sent == null && request.token() != null && !request.items().isEmpty()) {
            station.sent = request;
        }
    }

    private void arrive(Station station) {
        if (station.sent != null) {
            deliver(station, station.sent);
            station.sent = null;
        }
    }

    private void copyArrives(Station station, Deed deed) {
        if (!station.delivered.isEmpty()) {
            Map<String, Fields> before = oracle.everything();
            deliver(station, station.delivered.get(deed.pick() % station.delivered.size()));
            oracle.requireSame(before, "a copy of a commit changed something");
        }
    }

    private List<Outcome> deliver(Station station, Request request) {
        List<Outcome> outcomes;
        try {
            outcomes = world.commit(station.user, request.token(), request.items());
        } catch (SyncException e) {
            requireExpired(e);
            return List.of();
        }
        if (!station.delivered.contains(request)) {
            oracle.confirmed(request.items(), outcomes);
        }
        station.delivered.add(request);
        transcript.add(
                station.number + " " + outcomes.stream().map(Outcome::kind).toList());
        return outcomes;
    }

    private void note(Station station, Answer answer) {
        Map<String, String> told = new TreeMap<>();
        answer.items()
                .forEach(item -> told.put(
                        item.id(),
                        item.state() + " " + item.fields().values() + " " + item.clientId() + " "
                                + item.lastModified()));
        transcript.add(station.number + " " + told);
    }

    // ---- people ----

    private void edit(Station station, Deed deed, String field, String value) {
        oracle.wrote(station.user, value);
        copy(station, deed)
                .ifPresent(copy -> station.device.edit(
                        copy.local(), field, value, world.clock().instant()));
    }

    private void create(Station station, String title) {
        oracle.wrote(station.user, title);
        station.device.create(title, "P0", world.clock().instant());
    }

    private static Optional<Copy> copy(Station station, Deed deed) {
        List<Copy> copies = station.device.memory().copies().values().stream()
                .filter(copy -> !copy.removed())
                .toList();
        return copies.isEmpty() ? Optional.empty() : Optional.of(copies.get(deed.pick() % copies.size()));
    }

    private static Set<String> some(Station station, Deed deed) {
        Set<String> leftOut = new HashSet<>();
        int n = 0;
        for (String id : station.device.memory().told().keySet()) {
            if ((deed.pick() >> n++ % 16 & 1) == 1) {
                leftOut.add(id);
            }
        }
        return leftOut;
    }

    private static void olderState(Station station, Deed deed) {
        if (!station.older.isEmpty() && station.sent == null) {
            int at = station.older.size() - 1 - deed.pick() % Math.min(station.older.size(), deed.pick() % 50 + 1);
            station.device.restore(station.older.get(at));
            station.older.subList(at, station.older.size()).clear();
        }
    }

    private static Patch time(Deed deed) {
        return Patch.settingAll(Fields.NONE.with(SlotType.TIME, "t" + deed.value()));
    }

    private void slot(Station station, Item item) {
        String token = station.device.memory().token();
        if (token != null) {
            Item timed = item.at(world.clock().instant());
            deliver(station, new Request(token, List.of(timed), List.of(Map.entry("", 0))));
        }
    }

    /// An appointment is gone from the device, which does not know whether it was a slot or a note.
    private void vanished(Station station, Deed deed) {
        copy(station, deed)
                .filter(copy -> !copy.local().startsWith("s-") && copy.id() != null && station.sent == null)
                .ifPresent(copy -> {
                    Map<String, Copy> left =
                            new HashMap<>(station.device.memory().copies());
                    left.remove(copy.local());
                    Map<String, Boolean> told =
                            new HashMap<>(station.device.memory().told());
                    told.remove(copy.id());
                    station.device.restore(
                            new Memory(left, station.device.memory().token(), told));
                    slot(station, Item.slot(Intent.DELETED, copy.local(), Patch.NOTHING));
                });
    }

    private void withoutToken(Station station, Deed deed) {
        String name = "w" + station.number + "-" + deed.pick() % 2;
        Fields fields = Fields.NONE.with(NoteType.TITLE, "W" + deed.value()).with(NoteType.PLACE, "P0");
        List<Item> items = List.of(
                Item.note(Intent.NEW, null, name, fields).at(world.clock().instant()));
        oracle.wrote(station.user, "W" + deed.value());
        Request request = new Request(null, items, List.of(Map.entry("", 0)));
        deliver(station, request);
    }

    private List<User> owners(Deed deed) {
        List<User> owners = new ArrayList<>();
        for (int n = 0; n < USERS; n++) {
            if ((deed.pick() >> n & 1) == 1) {
                owners.add(world.user(n + 1));
            }
        }
        java.util.Collections.rotate(owners, deed.pick() >> 4);
        return owners.isEmpty() ? List.of(world.user(1)) : owners;
    }

    private void withNote(Deed deed, java.util.function.Consumer<String> action) {
        List<String> ids = List.copyOf(office.notes().keySet());
        if (!ids.isEmpty()) {
            action.accept(ids.get(deed.pick() % ids.size()));
        }
    }

    private void deleteOrCreateAgain(Deed deed) {
        List<String> gone = oracle.goneNotes();
        if (deed.pick() % 3 == 0 && !gone.isEmpty()) {
            office.create(gone.get(deed.pick() % gone.size()), "O" + deed.value(), "P0", owners(deed));
        } else {
            withNote(deed, office::delete);
        }
    }

    /// The server forgets what is old; sometimes after a time in which nothing happened.
    private void forget(Deed deed) {
        if (deed.pick() % 4 == 0) {
            world.clock().advance(Duration.ofDays(deed.value() % 10));
        }
        Duration states = Duration.ofMinutes(deed.pick() % 90);
        Duration departures = states.plus(Duration.ofMinutes(deed.value() % 3 * 30L));
        new Retention(world.storage(), states, departures, List.of())
                .run(world.account().id(), world.clock().instant(), () -> false);
    }

    // ---- the end ----

    /// Lets everything come to rest: all filters off, all confirmations complete, nothing under way.
    void settle() {
        for (int pass = 0; pass < 2; pass++) {
            for (Station station : stations) {
                station.sent = null;
                station.filter = NoteType.DETECT_ALL;
                int syncs = 0;
                do {
                    if (++syncs > SYNCS_UNTIL_QUIET) {
                        throw new AssertionError("device " + station.number + " does not come to rest");
                    }
                    sync(station, true);
                    commit(station, Set.of(), true);
                    oracle.look();
                } while (syncs == 1 || !isAtRest(station));
            }
        }
        stations.forEach(station -> oracle.requireEqual(station.number, station.user, station.device));
    }

    private boolean isAtRest(Station station) {
        Answer answer = world.sync(station.user, station.device.memory().token(), station.filter);
        return answer.items().isEmpty() && station.device.isQuiet();
    }

    /// The token of a device that is at rest.
    String token(Station station) {
        return Objects.requireNonNull(station.device.memory().token());
    }

    static boolean isPresent(Answer.Told told) {
        return told.state() != DeliveryState.DELETED;
    }
}
