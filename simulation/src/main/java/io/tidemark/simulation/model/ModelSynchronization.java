package io.tidemark.simulation.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A synchronization: its rounds, and the questions of meeting API 5.4 about one note. Confined to one thread.
final class ModelSynchronization {
    final int user;
    final TreeMap<Integer, ModelRound> rounds = new TreeMap<>();
    final Map<String, String> names = new HashMap<>();
    /// Items that were taken before, with the token they came with; and whether what they did confirmed.
    final Map<String, Taken> taken = new HashMap<>();

    ModelSynchronization(int user) {
        this.user = user;
    }

    /// What became of an item.
    ///
    /// @param kind the outcome
    /// @param shown what the item showed; null if nothing
    record Taken(String kind, @Nullable Shown shown) {}

    ModelRound round(int number) {
        return Optional.ofNullable(rounds.get(number)).orElseThrow();
    }

    /// The round and those it came from, oldest first.
    private Iterable<ModelRound> path(int number) {
        Deque<ModelRound> path = new ArrayDeque<>();
        for (ModelRound round = rounds.get(number); round != null; round = rounds.get(round.parent())) {
            path.addFirst(round);
        }
        return path;
    }

    /// The entry of `base'`: what the device showed last on the way to a round. 5.4 fixes `base` when a round is
    /// made; here what is shown later under an older round counts too, which only spares deliveries.
    @Nullable
    Shown known(int number, String id) {
        Shown known = null;
        for (ModelRound round : path(number)) {
            known = round.shown().getOrDefault(id, known);
        }
        return known;
    }

    /// Whether the device showed something under this very round.
    boolean shownUnder(int number, String id) {
        return round(number).shown().containsKey(id);
    }

    /// What was told last since the device showed something, if it is anything else than what it showed: 5.4
    /// leaves it out when the note goes back to what was shown; 5.3 says that what was not confirmed comes
    /// again, and it must, because the device may have taken it over and its commit got lost.
    @Nullable
    Told owed(int number, String id) {
        Told owed = null;
        Shown shown = null;
        for (ModelRound round : path(number)) {
            Shown under = round.shown().get(id);
            Told told = round.delivered().get(id);
            if (under != null) {
                shown = under;
                owed = null;
            } else if (told != null && (owed != null || !isWhatWasShown(told, shown))) {
                owed = told;
            }
        }
        return owed;
    }

    private static boolean isWhatWasShown(Told told, @Nullable Shown shown) {
        return told.note() == null
                ? shown instanceof Shown.Gone
                : shown instanceof Shown.Holds holds && told.note().saysTheSameAs(holds.note());
    }

    boolean everDelivered(String id) {
        return rounds.values().stream().anyMatch(round -> {
            Told told = round.delivered().get(id);
            return told != null && told.note() != null;
        });
    }

    void name(@Nullable String name, String id) {
        if (name != null) {
            names.put(name, id);
        }
    }
}
