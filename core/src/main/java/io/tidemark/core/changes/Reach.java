package io.tidemark.core.changes;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Whose selections a chain tells of. It follows from the log between the chain's two positions, so it is the same
/// in every part. Of what a user lost after the chain began nothing is told but that it is gone (invariant I6).
/// Immutable.
///
/// @param now the principals at the end of the log when the chain began, in an order that stays
/// @param joined those of them that the user came into after the chain's first position, or came back into: a chain
///     that broke off in between may have told that their objects are gone
/// @param left principals that the user had after that position and has not now
/// @param lost those of `now` that the user has left since the chain began
record Reach(List<Principal> now, List<Principal> joined, List<Left> left, Set<Principal> lost) {
    /// A principal that the user had.
    ///
    /// @param until the change that took it away
    record Left(Principal principal, Sequence until) {}

    static Reach of(ReadTransaction tx, ChangeQuestion question, ResumeKey resume) {
        Principal only = question.only();
        if (only != null) {
            return new Reach(List.of(only), List.of(), List.of(), Set.of());
        }
        Reach reach = new Reach(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        UserPrincipals.of(tx, question.user())
                .stays()
                .forEach((principal, stays) -> reach.add(principal, stays, resume.from(), resume.to()));
        return reach;
    }

    private void add(Principal group, List<Membership> stays, Sequence from, Sequence to) {
        if (stays.stream().anyMatch(stay -> stay.holdsAt(to))) {
            now.add(group);
            if (stays.stream().noneMatch(stay -> stay.holdsAt(from) && stay.holdsAt(to))) {
                joined.add(group);
            }
            if (stays.stream().allMatch(stay -> stay.end() != null)) {
                lost.add(group);
            }
        } else {
            stays.stream()
                    .map(Membership::end)
                    .filter(end -> isAfter(end, from))
                    .max(Comparator.naturalOrder())
                    .ifPresent(until -> left.add(new Left(group, until)));
        }
    }

    private static boolean isAfter(@Nullable Sequence end, Sequence from) {
        return end != null && end.isAfter(from);
    }

    /// The principals of which something may be told.
    List<Principal> open() {
        return now.stream().filter(this::isOpen).toList();
    }

    /// Whether something of this one may be told.
    boolean isOpen(Principal principal) {
        return !lost.contains(principal);
    }

    /// Whether an object is in one of the selections now.
    boolean isSelected(ReadTransaction tx, ObjectNumber number) {
        return isSelected(tx, number, open(), edge -> edge.end() == null);
    }

    /// Principals other than those that the user came into: what he has through one of them he had before, or its
    /// coming there is told as a touch.
    List<Principal> kept() {
        return open().stream().filter(one -> !joined.contains(one)).toList();
    }

    /// The principals before a place of [#now] of which something may be told.
    List<Principal> before(int place) {
        return now.subList(0, place).stream().filter(this::isOpen).toList();
    }

    private static boolean isSelected(
            ReadTransaction tx, ObjectNumber number, List<Principal> principals, Predicate<Edge> holds) {
        return principals.stream()
                .anyMatch(one -> tx.edges(one, number).stream().anyMatch(holds));
    }
}
