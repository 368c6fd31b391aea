package io.tidemark.core.why;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When an object was in a user's selection, and through whom. Immutable.
///
/// @param stays the oldest first
public record Presence(List<Stay> stays) {
    public Presence {
        stays = stays.stream()
                .sorted(Comparator.comparing(Stay::begin).thenComparing(Stay::principal))
                .toList();
    }

    /// That of an object.
    ///
    /// @param principals what a user may have objects through, and when
    public static Presence of(ReadTransaction tx, Map<Principal, List<Membership>> principals, ObjectNumber number) {
        List<Stay> stays = new ArrayList<>();
        principals.forEach((principal, memberships) -> {
            for (Edge edge : tx.edges(principal, number)) {
                for (Membership membership : memberships) {
                    Stay stay = new Stay(principal, edge, membership);
                    if (stay.isStay()) {
                        stays.add(stay);
                    }
                }
            }
        });
        return new Presence(stays);
    }

    /// What gives the object to the user at a position of the log, after the change with that number.
    public List<Stay> at(Sequence position) {
        return stays.stream().filter(stay -> stay.holdsAt(position)).toList();
    }

    /// Whether the user should have the object at a position of the log, after the change with that number.
    public boolean holdsAt(Sequence position) {
        return stays.stream().anyMatch(stay -> stay.holdsAt(position));
    }

    /// The change since which the user has had the object without a break.
    ///
    /// @return empty when the user does not have it at that position
    public Optional<Sequence> since(Sequence position) {
        if (!holdsAt(position)) {
            return Optional.empty();
        }
        return stays.stream()
                .map(Stay::begin)
                .filter(begin -> !begin.isAfter(position) && !holdsAt(before(begin)))
                .max(Comparator.naturalOrder());
    }

    /// The last change, not after a position, that took the object away from the user.
    ///
    /// @return empty when none did
    public Optional<Sequence> lost(Sequence position) {
        return stays.stream()
                .flatMap(stay -> Optional.ofNullable(stay.end()).stream())
                .filter(end -> !end.isAfter(position) && !holdsAt(end))
                .max(Comparator.naturalOrder());
    }

    /// What a change ended: all that still gave the object to the user before it.
    public List<Stay> endedBy(Sequence change) {
        return at(before(change));
    }

    /// The last change that concerned the user: of the object itself, or of who should have it.
    ///
    /// @param version the object's version
    public Sequence touched(Sequence version) {
        return stays.stream()
                .flatMap(stay -> java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(stay.begin()), Optional.ofNullable(stay.end()).stream()))
                .reduce(holdsAt(version) ? version : Sequence.ZERO, (one, other) -> one.isAfter(other) ? one : other);
    }

    private static Sequence before(Sequence position) {
        return new Sequence(Math.max(0, position.value() - 1));
    }
}
