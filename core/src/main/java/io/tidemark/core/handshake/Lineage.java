package io.tidemark.core.handshake;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The rounds of a synchronization as one of them sees them: itself and the rounds it came from. A device that
/// goes on from an older token leaves a side branch behind; what it showed there is not part of what it is
/// known to hold here (meeting API 5.4).
///
/// Of rounds that are no longer kept, only those that every kept round came from have left anything behind, so all
/// older numbers belong to every lineage. Immutable.
final class Lineage {
    /// So many rounds on the newest lineage stay usable. The specification asks for at least 10 (5.4); a device
    /// that lost its state rarely has an older one.
    static final int ROUNDS_KEPT = 32;

    /// So many rounds beside it stay usable: answers that got lost, and devices that went back to an older token.
    static final int SIDE_ROUNDS_KEPT = 64;

    private final Map<Integer, Round> kept;
    private final Round tip;
    private final Set<Integer> path = new TreeSet<>();
    private final int floor;

    private Lineage(Map<Integer, Round> kept, Round tip, int floor) {
        this.kept = kept;
        this.tip = tip;
        this.floor = floor;
        for (Optional<Round> round = Optional.of(tip);
                round.isPresent();
                round = Optional.ofNullable(kept.get(round.get().parent()))) {
            path.add(round.get().number());
        }
    }

    /// The lineage that ends in a round.
    ///
    /// @throws SyncException with `TOKEN_EXPIRED` when the round is not kept
    static Lineage of(List<Round> rounds, int number) {
        Map<Integer, Round> kept = rounds.stream()
                .collect(Collectors.toMap(Round::number, Function.identity(), (a, b) -> a, TreeMap::new));
        Round tip = kept.get(number);
        if (tip == null) {
            throw new SyncException(
                    ErrorCode.TOKEN_EXPIRED,
                    "This sync token is too old. Synchronize once without a token to start over; "
                            + "send your own changes with the new token.");
        }
        return new Lineage(kept, tip, rounds.getFirst().number());
    }

    /// The round at the end.
    Round tip() {
        return tip;
    }

    /// The oldest round that is kept.
    int floor() {
        return floor;
    }

    /// The kept rounds of this lineage, oldest first.
    List<Round> path() {
        return path.stream().map(kept::get).toList();
    }

    /// The kept rounds that came from the last one, in any number of steps.
    List<Round> successors() {
        return kept.values().stream()
                .filter(round -> round.number() != tip.number() && descends(round, tip.number()))
                .toList();
    }

    /// All rounds that are kept, also those of side branches.
    Iterable<Round> kept() {
        return kept.values();
    }

    /// The newest of some holdings (newest first) that belongs to this lineage.
    Optional<Holding> newest(List<Holding> holdings) {
        return holdings.stream().filter(this::sees).findFirst();
    }

    private boolean sees(Holding holding) {
        return holding.round() < floor || path.contains(holding.round());
    }

    /// What may be forgotten when a further round follows this one: what does not come from the newest rounds of
    /// this lineage, and side branches beyond a bound. Of those, answers from which nothing went on end first, the
    /// oldest before the newer: a device makes them that comes with older tokens again and again, and it must not
    /// lose the tokens by which it really went on.
    Pruning pruning() {
        List<Integer> newestFirst =
                path.stream().sorted(Comparator.reverseOrder()).toList();
        Set<Integer> dropped = new HashSet<>();
        if (newestFirst.size() >= ROUNDS_KEPT) {
            int newFloor = newestFirst.get(ROUNDS_KEPT - 2);
            kept.values().stream()
                    .filter(round -> !descends(round, newFloor))
                    .forEach(round -> dropped.add(round.number()));
        }
        Set<Integer> parents = kept.values().stream().map(Round::parent).collect(Collectors.toSet());
        List<Integer> sideRounds = kept.keySet().stream()
                .filter(number -> !path.contains(number) && !dropped.contains(number))
                .sorted(Comparator.<Integer, Boolean>comparing(parents::contains)
                        .thenComparing(number -> number))
                .toList();
        if (sideRounds.size() > SIDE_ROUNDS_KEPT) {
            dropped.addAll(sideRounds.subList(0, sideRounds.size() - SIDE_ROUNDS_KEPT));
        }
        Set<Integer> abandoned = new HashSet<>(dropped);
        abandoned.removeAll(path);
        return new Pruning(dropped, abandoned);
    }

    /// What may be forgotten because it was made before an instant, of the newest lineage all but its end: a device
    /// that rarely hears anything stays as it is, and one that went back to an older token after that long starts
    /// over.
    Pruning pruning(Instant instant) {
        int newFloor = path.stream()
                .filter(number -> Objects.requireNonNull(kept.get(number)).madeAtMillis() >= instant.toEpochMilli())
                .min(Comparator.naturalOrder())
                .orElse(tip.number());
        Set<Integer> dropped = kept.values().stream()
                .filter(round -> !descends(round, newFloor))
                .map(Round::number)
                .collect(Collectors.toSet());
        Set<Integer> abandoned = new HashSet<>(dropped);
        abandoned.removeAll(path);
        return new Pruning(dropped, abandoned);
    }

    private boolean descends(Round round, int ancestor) {
        for (Optional<Round> at = Optional.of(round);
                at.isPresent();
                at = Optional.ofNullable(kept.get(at.get().parent()))) {
            if (at.get().number() == ancestor) {
                return true;
            }
        }
        return false;
    }

    /// What may be forgotten.
    ///
    /// @param rounds rounds whose tokens end
    /// @param holdings rounds of side branches, of which also the holdings go
    record Pruning(Set<Integer> rounds, Set<Integer> holdings) {}
}
